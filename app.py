"""The application for any WSGI server; `python app.py` starts the web server and the job worker together."""

if __name__ == "__main__":
    from advocacy.server import main

    raise SystemExit(main())

from advocacy.factory import create_app
from advocacy.links.lane import lane_of

app = create_app()
lane_of(app).open()
