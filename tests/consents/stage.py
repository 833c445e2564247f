"""A story in the library with Camilla in its picture, and how the tests of the register press and look things up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from advocacy.consents.models import Consent
from advocacy.files.models import Picture
from advocacy.foundation import clock
from advocacy.foundation.database import db, new_public_id
from advocacy.history.models import HistoryEntry
from advocacy.mail.models import OutboxLetter
from advocacy.stories.models import Story
from tests.people import Cast
from tests.signing_in import Visitor


@dataclass(frozen=True)
class Scene:
    """Public names and numbers, so that no test holds a row across requests."""

    app: Flask
    cast: Cast
    picture: str
    story: str
    programme: str

    def client(self, person: Any, *, locale: str = "en") -> FlaskClient:
        return Visitor(self.app)(person, locale=locale)

    def form(self, **changes: Any) -> dict[str, Any]:
        """What a complete consent sends; ``None`` leaves a field out."""
        today = clock.today()
        filled = {
            "basis": "consent",
            "networks": ["internal", "linkedin", "facebook"],
            "given_on": today.isoformat(),
            "way": "written",
            "proof": "Sag 26/10417",
            "told": "Where it is shown and until when.",
            "expires_on": (today + timedelta(days=365)).isoformat(),
            "request_key": new_public_id(),
        }
        return {name: value for name, value in {**filled, **changes}.items() if value is not None}

    def add(self, editor: Any, who: str, **changes: Any) -> TestResponse:
        """Registers somebody: ``who`` is the part of the address behind the question mark."""
        return self.client(editor).post(f"/consents/pictures/{self.picture}/add?{who}", data=self.form(**changes))

    def add_camilla(self, editor: Any = None, **changes: Any) -> TestResponse:
        return self.add(editor or self.cast.lone, f"person={self.cast.camilla.public_id}", **changes)

    def press(self, person: Any, path: str, **sent: Any) -> TestResponse:
        return self.client(person).post(path, data={"request_key": new_public_id(), **sent})

    def consent(self) -> Consent:
        """The newest one, detached."""
        with self.app.app_context():
            found = db.session.query(Consent).order_by(Consent.id.desc()).first()
            assert found is not None
            db.session.refresh(found)
            db.session.expunge_all()
        return found

    def found_story(self) -> Story:
        """Asks for an open application context."""
        return db.session.query(Story).filter_by(public_id=self.story).one()

    def found_picture(self) -> Picture:
        """Asks for an open application context."""
        return db.session.query(Picture).filter_by(public_id=self.picture).one()

    def is_paused(self) -> bool:
        with self.app.app_context():
            return self.found_story().paused_at is not None

    def deeds(self) -> list[tuple[str, dict[str, Any]]]:
        """What the audit trail says of consents and pictures."""
        with self.app.app_context():
            entries = db.session.query(HistoryEntry).filter(HistoryEntry.deed.startswith("consents.")).order_by(HistoryEntry.id)
            return [(entry.deed.removeprefix("consents."), entry.facts) for entry in entries]

    def letters(self) -> list[OutboxLetter]:
        with self.app.app_context():
            found = db.session.query(OutboxLetter).order_by(OutboxLetter.id).all()
            db.session.expunge_all()
        return found
