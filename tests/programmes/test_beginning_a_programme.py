"""A new programme: who may make one, who launches it, and who keeps it."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from advocacy.accounts import services as accounts
from advocacy.accounts.models import Role
from advocacy.foundation.database import db
from advocacy.people.models import Person, Unit
from advocacy.programmes.models import Programme
from tests.people import Cast
from tests.signing_in import Visitor


def typed(cast: Cast, **changes: object) -> dict[str, object]:
    return {
        "name_da": "Vi er her",
        "name_en": "We are here",
        "initiator": cast.birgitte.public_id,
        "units": [cast.root.public_id],
        **changes,
    }


def only_programme() -> Programme:
    return db.session.scalars(select(Programme)).one()


def test_a_director_begins_a_programme(app: Flask, cast: Cast, visit: Visitor) -> None:
    client = visit(cast.birgitte)
    assert "Birgitte Holmgaard, Kommunaldirektør" in client.get("/programmes/add").text
    answer = client.post("/programmes/add", data=typed(cast))
    assert answer.status_code == 303
    with app.app_context():
        programme = only_programme()
        assert answer.headers["Location"] == f"/programmes/{programme.public_id}/prepare"
        assert programme.name == {"da": "Vi er her", "en": "We are here"}
        assert (programme.initiator_id, programme.owner_id) == (cast.birgitte.id, None)


def test_pressing_twice_makes_one(app: Flask, cast: Cast, visit: Visitor) -> None:
    client = visit(cast.birgitte)
    first, second = (client.post("/programmes/add", data=typed(cast, request_key="same-key")) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    with app.app_context():
        only_programme()


def test_an_administrator_begins_one_for_a_director(app: Flask, cast: Cast, visit: Visitor) -> None:
    assert visit(cast.anders).post("/programmes/add", data=typed(cast)).status_code == 303
    with app.app_context():
        assert only_programme().owner_id is None
    page = visit(cast.birgitte).get("/programmes/").text
    assert "We are here" in page


def test_a_director_who_begins_one_for_another_becomes_its_first_owner(app: Flask, cast: Cast, visit: Visitor) -> None:
    with app.app_context():
        accounts.grant_role(db.session.get_one(Person, cast.henrik.id), Role.DIRECTOR, db.session.get_one(Unit, cast.welfare.id), by=None)
        db.session.commit()
    answer = visit(cast.henrik).post("/programmes/add", data=typed(cast), follow_redirects=True)
    assert answer.status_code == 200
    with app.app_context():
        assert only_programme().owner_id == cast.henrik.id


def test_the_initiator_must_be_director_for_all_of_it(app: Flask, cast: Cast, visit: Visitor) -> None:
    with app.app_context():
        accounts.grant_role(db.session.get_one(Person, cast.henrik.id), Role.DIRECTOR, db.session.get_one(Unit, cast.welfare.id), by=None)
        db.session.commit()
    client = visit(cast.anders)
    answer = client.post("/programmes/add", data=typed(cast, initiator=cast.henrik.public_id))
    assert answer.status_code == 422
    assert "Henrik Aalund is not director for all of these units." in answer.text
    assert "We are here" in answer.text
    assert client.post("/programmes/add", data=typed(cast, initiator=cast.camilla.public_id)).status_code == 422
    within = typed(cast, initiator=cast.henrik.public_id, units=[cast.nursing_home.public_id])
    assert client.post("/programmes/add", data=within).status_code == 303


def test_nobody_else_begins_one(cast: Cast, visit: Visitor, app: Flask) -> None:
    """Attack row Z01."""
    for person in (cast.lone, cast.henrik, cast.josefine, cast.camilla, cast.emil):
        assert visit(person).get("/programmes/add").status_code == 403
        assert visit(person).post("/programmes/add", data=typed(cast)).status_code == 403
    with app.app_context():
        assert db.session.scalar(select(Programme)) is None


def test_another_director_can_be_named_until_the_launch(app: Flask, cast: Cast, visit: Visitor, ready: str, launched: str) -> None:
    with app.app_context():
        accounts.grant_role(db.session.get_one(Person, cast.henrik.id), Role.DIRECTOR, db.session.get_one(Unit, cast.root.id), by=None)
        db.session.commit()
    named = {"name_da": "Ny", "name_en": "New", "initiator": cast.henrik.public_id}
    client = visit(cast.lone)
    assert client.post(f"/programmes/{ready}/prepare/about", data=named).status_code == 303
    assert visit(cast.birgitte).get(f"/programmes/{ready}/launch").status_code == 403
    assert visit(cast.henrik).get(f"/programmes/{ready}/launch").status_code == 200
    assert client.post(f"/programmes/{launched}/prepare/about", data=named).status_code == 422
