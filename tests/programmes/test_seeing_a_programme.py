"""Who sees what: a programme in preparation, a launched one, and, for nobody, who has joined and who has not."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from advocacy.foundation.database import db
from advocacy.people.models import Person
from advocacy.programmes.queries import current_guideline
from tests.factories.programmes import enrol
from tests.people import Cast
from tests.programmes.conftest import Reader
from tests.programmes.programs import Program
from tests.signing_in import Visitor

MAKERS = ("birgitte", "lone", "anders")
PLACES = ("", "/prepare", "/prepare/owner", "/prepare/topics", "/guideline", "/guideline/edit", "/join", "/launch")
#: For each part of the cast what the pages of a launched programme answer, in the order of PLACES.
LAUNCHED = {
    "birgitte": (200, 200, 200, 200, 200, 200, 403, 303),  # the initiator, not invited in this test
    "lone": (200, 200, 200, 200, 200, 200, 200, 403),  # the owner, invited
    "anders": (200, 200, 200, 200, 200, 403, 403, 403),  # the administrator
    "tine": (200, 403, 403, 403, 200, 403, 403, 403),  # an editor
    "josefine": (200, 403, 403, 403, 200, 403, 403, 403),  # the HR partner
    "emil": (200, 403, 403, 403, 200, 403, 403, 403),  # the sparring partner
    "henrik": (200, 403, 403, 403, 200, 403, 200, 403),  # a leader, invited
    "camilla": (200, 403, 403, 403, 200, 403, 200, 403),  # an employee, invited
}


@pytest.mark.parametrize("name", sorted(LAUNCHED))
def test_the_pages_of_a_launched_programme(cast: Cast, visit: Visitor, launched: str, name: str) -> None:
    """Attack row Z01."""
    client = visit(getattr(cast, name))
    assert tuple(client.get(f"/programmes/{launched}{place}").status_code for place in PLACES) == LAUNCHED[name]


@pytest.mark.parametrize("name", sorted(LAUNCHED))
def test_before_the_launch_only_its_makers_see_it(cast: Cast, visit: Visitor, ready: str, name: str) -> None:
    """Attack rows Z01 and Z05: to everybody else it does not exist, in the list neither."""
    client = visit(getattr(cast, name))
    is_maker = name in MAKERS
    assert client.get(f"/programmes/{ready}").status_code == (200 if is_maker else 404)
    assert client.get(f"/programmes/{ready}/prepare").status_code == (200 if is_maker else 404)
    assert (ready in client.get("/programmes/").text) is is_maker


def test_somebody_who_is_not_invited_does_not_see_it(app: Flask, cast: Cast, visit: Visitor, launched: str) -> None:
    with app.app_context():
        from advocacy.people.services import add_person

        stranger = add_person("Ny Nielsen", db.session.get_one(Person, cast.kim.id).unit).id
        db.session.commit()
    client = visit(stranger)
    for place in ("", "/prepare", "/guideline", "/join"):
        assert client.get(f"/programmes/{launched}{place}").status_code == 404
    for word in ("join", "pause", "resume", "stop"):
        assert client.post(f"/programmes/{launched}/{word}").status_code == 404
    assert launched not in client.get("/programmes/").text


def test_a_director_elsewhere_does_not_see_it(app: Flask, cast: Cast, visit: Visitor, launched: str, found: Reader) -> None:
    from advocacy.accounts import services as accounts
    from advocacy.accounts.models import Role
    from advocacy.people.models import Unit
    from advocacy.people.services import add_person

    with app.app_context():
        programme = found(launched)
        programme.units = [db.session.get_one(Unit, cast.welfare.id)]
        sara = add_person("Sara Krogsager", db.session.get_one(Unit, cast.schools.id))
        accounts.grant_role(sara, Role.DIRECTOR, db.session.get_one(Unit, cast.schools.id), by=None)
        inside = add_person("Inge Lund", db.session.get_one(Unit, cast.roads.id))
        accounts.grant_role(inside, Role.EDITOR, db.session.get_one(Unit, cast.nursing_home.id), by=None)
        outside, within = sara.id, inside.id
        db.session.commit()
    assert visit(outside).get(f"/programmes/{launched}").status_code == 404
    assert visit(within).get(f"/programmes/{launched}").status_code == 200


WATCHERS = ("birgitte", "lone", "anders", "tine", "josefine", "emil", "henrik", "jonas")


def everything_seen(app: Flask, cast: Cast, visit: Visitor, name: str) -> dict[tuple[str, str], str]:
    """Every page and every answer of the API about programmes, for everybody but Camilla, without what is new on each page."""
    seen = {}
    for watcher in WATCHERS:
        person = getattr(cast, watcher)
        client, program = visit(person), Program(app, person)
        for place in ("/programmes/", "/history/", *(f"/programmes/{name}{each}" for each in PLACES)):
            seen[watcher, place] = _still(client, place)
        for place in ("/programmes", f"/programmes/{name}", f"/programmes/{name}/guideline"):
            seen[watcher, "API " + place] = program.get(place).text
    return seen


def _still(client: FlaskClient, place: str) -> str:
    text = client.get(place).text
    text = re.sub(r'name="(request_key|csrf_token)" value="[^"]*"|hx-headers[^>]*', "", text)
    # The audit trail itself grows by the roles and tokens this test makes; what matters is that no deed of Camilla's is in it.
    return "" if place == "/history/" and "Camilla" not in text else text


def test_nobody_can_tell_whether_somebody_has_joined(app: Flask, cast: Cast, visit: Visitor, launched: str, found: Reader) -> None:
    """P1: every page of everybody else is the same, letter by letter, before and after Camilla joins, pauses and stops."""
    before = everything_seen(app, cast, visit, launched)
    camilla = visit(cast.camilla)
    with app.app_context():
        guideline = current_guideline(found(launched)).public_id
    for word, typed in (("join", {"guideline": guideline, "accept": "y"}), ("pause", {}), ("stop", {})):
        assert camilla.post(f"/programmes/{launched}/{word}", data=typed).status_code == 303
        assert everything_seen(app, cast, visit, launched) == before, word


def test_no_page_names_those_who_take_part_or_do_not(app: Flask, cast: Cast, visit: Visitor, launched: str, found: Reader) -> None:
    """P1: no list of who has joined, and none of who has not."""
    with app.app_context():
        enrol(found(launched), db.session.get_one(Person, cast.camilla.id))
        db.session.commit()
    for text in everything_seen(app, cast, visit, launched).values():
        assert "Camilla" not in text
        assert "Kim Østerlund" not in text


def test_an_employee_sees_no_address_and_no_mandate(cast: Cast, visit: Visitor, launched: str, app: Flask) -> None:
    """Attack row Z07."""
    program = Program(app, cast.camilla)
    texts = [visit(cast.camilla).get(f"/programmes/{launched}{place}").text for place in ("", "/join", "/guideline")]
    texts += [program.get(f"/programmes/{launched}").text, program.get("/programmes").text]
    for text in texts:
        assert "@bredfjord.example" not in text
        assert "Agreed with the mayor" not in text
        assert "Team meetings and a poster" not in text
