"""Rule 10: every route declares who may open it, and one that does not stops the start."""

from __future__ import annotations

import pytest
from flask import Flask

from advocacy.foundation.guards import UndeclaredRoute, check_declared


def test_an_undeclared_route_stops_the_start() -> None:
    app = Flask("nobody")
    app.add_url_rule("/open-door", "open_door", lambda: "")
    with pytest.raises(UndeclaredRoute, match="open_door"):
        check_declared(app)


def test_every_route_is_declared(session_app: Flask) -> None:
    check_declared(session_app)
