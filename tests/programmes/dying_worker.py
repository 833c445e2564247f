"""A worker that is killed in the middle of its second batch of launch letters."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import event

from advocacy.factory import create_app
from advocacy.foundation import jobs
from advocacy.foundation.database import db
from advocacy.programmes.services import launching
from tests.conftest import settings_for


def main(folder: Path, url: str) -> None:
    app = create_app(settings_for(folder, url))
    launching.LETTERS_AT_ONCE = 2
    letters = 0
    with app.app_context():

        @event.listens_for(db.engine, "after_cursor_execute")
        def die(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            nonlocal letters
            letters += statement.startswith("INSERT INTO outbox_letter")
            if letters == 4:
                os.kill(os.getpid(), signal.SIGKILL)

        jobs.run_due_jobs()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
