"""How the tests of the board look at its pages."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

from advocacy.accounts import services as accounts
from advocacy.accounts.models import Role
from advocacy.editorial.models import Seat
from advocacy.foundation import jobs
from advocacy.foundation.database import db
from advocacy.mail.models import OutboxLetter
from advocacy.people.models import Person, Unit
from tests.stories.stage import Desk

#: A Wednesday in the morning: letters leave at once, and no holiday is near.
WEDNESDAY = datetime(2026, 11, 18, 9, tzinfo=UTC)
MONDAY = "2026-11-16"


def make_editor(desk: Desk, person: Person, unit: Unit | None = None) -> None:
    with desk.app.app_context():
        home = db.session.get_one(Unit, (unit or desk.cast.root).id)
        accounts.grant_role(db.session.get_one(Person, person.id), Role.EDITOR, home, by=None)
        db.session.commit()


def seat(desk: Desk, person: Person, unit: Unit) -> None:
    with desk.app.app_context():
        db.session.add(Seat(person_id=person.id, unit_id=unit.id))
        db.session.commit()


def post(desk: Desk, person: Person, path: str, /, **data: Any) -> int:
    return desk.client(person).post(f"/editorial{path}", data=data).status_code


def page(desk: Desk, person: Person, path: str = "/") -> str:
    answer = desk.client(person).get(f"/editorial{path}")
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.text)


def section(text: str, name: str) -> str:
    """One section of a page by its id, or nothing where it is not there."""
    found = re.search(rf'id="{name}".*?(?=<section|</main>)', text, re.DOTALL)
    return found[0] if found else ""


def letters(desk: Desk) -> dict[str, str]:
    """Does what is due and returns the letters in the outbox, subject by address."""
    with desk.app.app_context():
        jobs.run_due_jobs()
        return {each.address: each.subject for each in db.session.query(OutboxLetter).order_by(OutboxLetter.id)}
