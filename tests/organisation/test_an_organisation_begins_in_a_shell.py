"""A real organisation is set up by commands: its name, its first unit, its first person, and the administrator's way in."""

from __future__ import annotations

from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Role
from advocacy.accounts.queries import actor_for
from advocacy.organisation.queries import find_organisation
from advocacy.people.queries import find_person_by_sign_in, root_unit, units_below


def say(app: Flask, *words: str, typed: str = "") -> Result:
    return app.test_cli_runner().invoke(args=list(words), input=typed)


def test_from_nothing_to_an_administrator_who_signs_in(app: Flask, client: FlaskClient) -> None:
    """The commands of docs/operating.md, one after the other."""
    password = "et-langt-kodeord-17"
    founded = say(app, "organisation", "found", "Fjordby Kommune", "--short-name", "Fjordby", "--domain", "Fjordby.dk")
    assert founded.exit_code == 0, founded.output
    added = say(app, "people", "add", "Anna Holm", "--email", "Anna.Holm@fjordby.dk", "--title", "It-chef", "--locale", "en")
    assert added.exit_code == 0, added.output
    assert say(app, "accounts", "password", "anna.holm@fjordby.dk", typed=f"{password}\n{password}\n").exit_code == 0
    assert say(app, "accounts", "grant", "anna.holm@fjordby.dk", "administrator").exit_code == 0
    with app.app_context():
        organisation, person = find_organisation(), find_person_by_sign_in("anna.holm@fjordby.dk")
        assert organisation is not None
        assert person is not None
        assert (organisation.short_name, organisation.link_domains, organisation.is_demo) == ("Fjordby", ["fjordby.dk"], False)
        assert organisation.disclosure == {"da": "Jeg arbejder i Fjordby Kommune.", "en": "I work for Fjordby Kommune."}
        assert (root_unit().name, person.unit.name) == ("Fjordby Kommune", "Fjordby Kommune")
        actor: Actor = actor_for(person)
        assert actor.reaches(root_unit(), Role.ADMINISTRATOR)
    assert client.post("/accounts/sign-in", data={"name": "anna.holm@fjordby.dk", "password": password}).status_code == 303
    assert client.get("/accounts/mine").status_code == 200


def test_an_organisation_is_set_up_once(app: Flask) -> None:
    assert say(app, "organisation", "found", "Fjordby Kommune").exit_code == 0
    again = say(app, "organisation", "found", "Fjordby Kommune")
    assert again.exit_code == 1
    assert "set up already" in again.output


def test_a_colour_nobody_can_read_is_refused_in_words(app: Flask) -> None:
    refused = say(app, "organisation", "found", "Fjordby Kommune", "--brand-colour", "#ffee00")
    assert refused.exit_code == 1
    assert "brand_colour: White text cannot be read" in refused.output
    with app.app_context():
        assert find_organisation() is None


def test_units_hang_below_one_another(app: Flask) -> None:
    say(app, "organisation", "found", "Fjordby Kommune")
    schools = say(app, "people", "add-unit", "Skoler").output.strip()
    school = say(app, "people", "add-unit", "Bakkeskolen", "--below", schools)
    assert school.exit_code == 0
    assert say(app, "people", "add", "Jonas Lind", "--number", "4711", "--unit", school.output.strip()).exit_code == 0
    with app.app_context():
        assert [unit.name for unit in units_below(root_unit())] == ["Skoler"]
        person = find_person_by_sign_in("4711")
        assert person is not None
        assert person.unit.name == "Bakkeskolen"
        assert person.unit.depth == 2


def test_nobody_is_added_who_could_never_sign_in_or_is_there_already(app: Flask) -> None:
    before = say(app, "people", "add", "Anna Holm", "--email", "anna@fjordby.dk")
    assert "no organisation yet" in before.output
    say(app, "organisation", "found", "Fjordby Kommune")
    assert "can never sign in" in say(app, "people", "add", "Anna Holm").output
    assert say(app, "people", "add", "Anna Holm", "--email", "anna@fjordby.dk").exit_code == 0
    assert "belongs to somebody already" in say(app, "people", "add", "Anna Friis", "--email", "ANNA@fjordby.dk").output
    assert "not an e-mail address" in say(app, "people", "add", "Bo Berg", "--email", "bo").output
    assert "There is no unit" in say(app, "people", "add", "Bo Berg", "--number", "9", "--unit", "nowhere").output
