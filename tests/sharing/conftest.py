"""Who and what the tests of sharing begin with: Camilla takes part and has a licence, and one story is in the library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy import event

from advocacy.foundation.database import db
from tests.browser.live import LiveServer
from tests.people import Cast, gather_cast
from tests.sharing.phone import Phone, strict_browser
from tests.sharing.posting_stage import Desk, Hours, connect, hours, network, open_to
from tests.sharing.scene import Scene, set_scene
from tests.sharing.small_network import SmallNetwork
from tests.signing_in import Visitor

__all__ = ["hours", "network"]


@pytest.fixture
def scene(app: Flask, cast: Cast) -> Scene:
    """The scene in the application whose transaction is rolled back."""
    with app.app_context():
        found = set_scene(cast)
        db.session.commit()
    return found


@pytest.fixture
def own_cast(own_app: Flask) -> Cast:
    """The named people in the application with a database of its own."""
    with own_app.app_context():
        found = gather_cast()
        db.session.commit()
        for each in vars(found).values():
            db.session.refresh(each)
        db.session.expunge_all()
    return found


@pytest.fixture
def own_scene(own_app: Flask, own_cast: Cast) -> Scene:
    """The scene in the application with a database of its own."""
    with own_app.app_context():
        found = set_scene(own_cast)
        db.session.commit()
    return found


@pytest.fixture(scope="session")
def own_browser(browser: Browser) -> Iterator[Browser]:
    """Blocks pop-ups, and finds no other host."""
    opened = strict_browser(browser)
    yield opened
    opened.close()


@pytest.fixture
def phone(own_browser: Browser, live_server: LiveServer, own_cast: Cast, own_scene: Scene) -> Iterator[Phone]:
    """Camilla's, signed in; nothing may have gone wrong in its pages."""
    found = Phone(own_browser, live_server)
    live_server.sign_in(found.context, own_cast.camilla)
    yield found
    assert found.faults == []
    found.context.close()


@pytest.fixture
def counted(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """``with counted() as questions`` lists what the database is asked meanwhile."""

    @contextmanager
    def listen() -> Iterator[list[str]]:
        questions: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            if statement.lstrip().upper().startswith("SELECT"):
                questions.append(statement)

        with app.app_context():
            engine = db.engine.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield questions
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return listen


@pytest.fixture
def desk(app: Flask, cast: Cast, scene: Scene, visit: Visitor, network: SmallNetwork, hours: Hours) -> Iterator[Desk]:
    """Camilla, with her account on the small network connected."""
    before = app.extensions["advocacy.settings"]
    open_to(app, network)
    with app.app_context():
        connect(cast.camilla, network.place)
        db.session.commit()
    yield Desk(app, lambda: visit(cast.camilla), visit(cast.camilla), scene, network, hours)
    app.extensions["advocacy.settings"] = before
