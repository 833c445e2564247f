"""The audit trail: part of the deed's own transaction, and unchangeable afterwards."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from advocacy.accounts import services as accounts
from advocacy.accounts.models import Role
from advocacy.foundation.database import db
from advocacy.history import queries
from advocacy.people.models import Person
from tests.people import Cast
from tests.signing_in import Visitor


@pytest.mark.parametrize("statement", ["UPDATE history_entry SET deed = 'x'", "DELETE FROM history_entry"])
def test_the_database_itself_refuses(app: Flask, cast: Cast, statement: str) -> None:
    """Attack row O06."""
    with app.app_context():
        with pytest.raises(DatabaseError, match="never changed"):
            db.session.execute(text(statement))
        db.session.rollback()


def test_a_deed_that_is_undone_leaves_no_entry(app: Flask, cast: Cast) -> None:
    """Fault FX32, the other way round."""
    with app.app_context():
        before = len(queries.latest_entries())
        person = db.session.get_one(Person, cast.jonas.id)
        accounts.grant_role(person, Role.EDITOR, person.unit, by=None)
        db.session.flush()
        assert len(queries.latest_entries()) == before + 1
        db.session.rollback()
        assert len(queries.latest_entries()) == before


def test_private_deeds_are_for_the_person_alone(app: Flask, cast: Cast, visit: Visitor) -> None:
    with app.app_context():
        accounts.open_account(db.session.get_one(Person, cast.camilla.id), "fjord-og-bakke-17")
        account = db.session.get_one(Person, cast.camilla.id)
        accounts.issue_token(account, "phone", ["stories:read"])
        db.session.commit()
        assert [entry.deed for entry in queries.own_entries(cast.camilla.id)] == ["accounts.token.issued"]
    page = visit(cast.anders).get("/history/").text
    assert "accounts.role.granted" in page
    assert "accounts.token.issued" not in page


@pytest.mark.parametrize("who", ["camilla", "lone", "henrik", "birgitte", "josefine"])
def test_only_administrators_read_it(cast: Cast, visit: Visitor, who: str) -> None:
    assert visit(getattr(cast, who)).get("/history/").status_code == 403
