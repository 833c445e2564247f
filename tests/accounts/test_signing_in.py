"""Getting in, staying in, and being let out."""

from __future__ import annotations

from datetime import timedelta
from statistics import median
from time import perf_counter

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from advocacy.accounts import services
from advocacy.accounts.models import Role
from advocacy.accounts.queries import actor_for, find_account
from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.people.models import Person
from advocacy.people.services import say_goodbye
from tests.people import PASSWORD, Cast
from tests.signing_in import Visitor

EMAIL = "birgitte.holmgaard@bredfjord.example"


@pytest.fixture
def director(app: Flask, cast: Cast) -> Person:
    """Birgitte, with a way in."""
    with app.app_context():
        services.open_account(db.session.get_one(Person, cast.birgitte.id), PASSWORD)
        db.session.commit()
    return cast.birgitte


def enter(client: FlaskClient, name: str = EMAIL, password: str = PASSWORD, **more: str) -> int:
    return client.post("/accounts/sign-in", data={"name": name, "password": password, **more}).status_code


def is_in(client: FlaskClient) -> bool:
    return client.get("/accounts/mine").status_code == 200


@pytest.mark.parametrize("name", [EMAIL, EMAIL.upper(), f"  {EMAIL} ", EMAIL + "\u200b"])
def test_the_right_name_and_password_open_the_door_however_they_are_typed(client: FlaskClient, director: Person, name: str) -> None:
    """Attack row A05."""
    assert enter(client, name) == 303
    assert is_in(client)


def test_an_employee_number_serves_those_without_an_address(app: Flask, client: FlaskClient, cast: Cast) -> None:
    with app.app_context():
        services.open_account(db.session.get_one(Person, cast.kim.id), PASSWORD)
        db.session.commit()
    assert enter(client, "30112") == 303


@pytest.mark.parametrize(("name", "password"), [(EMAIL, "wrong"), ("nobody@bredfjord.example", PASSWORD), (EMAIL, PASSWORD + " ")])
def test_a_wrong_pair_gets_one_answer_whatever_was_wrong(client: FlaskClient, director: Person, name: str, password: str) -> None:
    """Attack row A06: status and words are the same for known and unknown people, and what was typed stays."""
    answer = client.post("/accounts/sign-in?lang=en", data={"name": name, "password": password})
    assert answer.status_code == 422
    assert "do not belong together" in answer.text
    assert name in answer.text
    assert password.strip() not in answer.text or password == PASSWORD + " "
    assert not is_in(client)


def test_known_and_unknown_people_take_the_same_time(app: Flask, director: Person) -> None:
    """Attack row A06: an unknown name costs a password check too. Compared as medians in one run."""

    def seconds(name: str) -> float:
        started = perf_counter()
        assert services.enter(name, "wrong", place=name, device=None) is None
        return perf_counter() - started

    with app.app_context():
        services.nobody_digest()
        known, unknown = [], []
        for turn in range(4):
            known.append(seconds(EMAIL if turn % 2 else EMAIL.upper()))
            unknown.append(seconds(f"nobody{turn}@bredfjord.example"))
    assert 0.5 < median(known) / median(unknown) < 2


def test_after_five_wrong_guesses_even_the_right_one_waits(client: FlaskClient, director: Person) -> None:
    """Attack row A01, from a device the person has never used."""
    assert [enter(client, password="wrong") for _ in range(5)] == [422] * 5
    answer = client.post("/accounts/sign-in", data={"name": EMAIL, "password": PASSWORD})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        assert enter(client) == 303


def test_nobody_can_lock_the_owner_out(app: Flask, director: Person) -> None:
    """Attack row A01: from a device she has signed in from, other people's wrong guesses do not count."""
    own, stranger = app.test_client(), app.test_client()
    assert enter(own) == 303
    own.post("/accounts/sign-out")
    for _ in range(8):
        enter(stranger, password="wrong")
    assert enter(stranger) == 429
    assert enter(own) == 303


def test_one_place_cannot_try_everybody(app: Flask, client: FlaskClient, director: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Attack row A02: one password against many people."""
    monkeypatch.setattr(services, "TRIES_FROM_ONE_PLACE", 4)
    assert [enter(client, f"m{n}@bredfjord.example", "Sommer2026!") for n in range(5)] == [422] * 4 + [429]


@pytest.mark.parametrize(
    "next_page",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "https:evil.example",
        "\t//evil.example",
        "/\t/evil.example",
        "///evil.example",
        "/%0d%0aLocation:x\r\nX: y",
    ],
)
def test_the_door_leads_to_this_house_only(client: FlaskClient, director: Person, next_page: str) -> None:
    """Attack row R01."""
    answer = client.post("/accounts/sign-in", data={"name": EMAIL, "password": PASSWORD, "next": next_page})
    assert answer.headers["Location"] == "/"


def test_one_goes_on_to_where_one_was_going(client: FlaskClient, director: Person) -> None:
    answer = client.get("/history/?before=3")
    assert answer.headers["Location"] == "/accounts/sign-in?next=/history/?before%3D3"
    answer = client.post("/accounts/sign-in", data={"name": EMAIL, "password": PASSWORD, "next": "/history/?before=3"})
    assert answer.headers["Location"] == "/history/?before=3"


def test_signing_in_makes_a_new_cookie_and_out_ends_it(client: FlaskClient, director: Person) -> None:
    """Attack rows S04, S05 and A28: a cookie kept from before signing out opens nothing."""
    enter(client)
    kept = client.get_cookie("session").value  # type: ignore[union-attr]
    assert client.get("/accounts/sign-out").status_code == 405
    client.post("/accounts/sign-out")
    client.set_cookie("session", kept)
    assert not is_in(client)


def test_a_sign_in_ends_when_unused_and_in_any_case(client: FlaskClient, director: Person) -> None:
    """Attack row S05: an hour of silence, twelve hours at most."""
    enter(client)
    with time_machine.travel(clock.now() + timedelta(minutes=61)):
        assert not is_in(client)
    enter(client)
    for hour in range(1, 13):
        with time_machine.travel(clock.now() + timedelta(minutes=59 * hour)):
            still = is_in(client)
    assert still
    with time_machine.travel(clock.now() + timedelta(hours=12, minutes=1)):
        assert not is_in(client)


def test_a_new_password_ends_every_other_sign_in(app: Flask, director: Person) -> None:
    """Attack row S06."""
    here, there = app.test_client(), app.test_client()
    enter(here)
    enter(there)
    answer = here.post("/accounts/mine", data={"old": PASSWORD, "password": "en-helt-ny-sætning"})
    assert answer.status_code == 303
    assert is_in(here)
    assert not is_in(there)
    assert enter(there, password="en-helt-ny-sætning") == 303


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaa", "nul\x00byte-er-ikke-godt", "x" * 2000])
def test_a_poor_password_is_refused_with_a_reason(client: FlaskClient, director: Person, password: str) -> None:
    """Attack row A11."""
    enter(client)
    answer = client.post("/accounts/mine", data={"old": PASSWORD, "password": password})
    assert answer.status_code == 422
    assert is_in(client)


def test_a_new_role_ends_every_sign_in(app: Flask, cast: Cast, client: FlaskClient, director: Person) -> None:
    enter(client)
    with app.app_context():
        person = db.session.get_one(Person, director.id)
        services.grant_role(person, Role.HR, person.unit, by=actor_for(person))
        db.session.commit()
    assert not is_in(client)


def test_who_leaves_is_out_at_once(app: Flask, cast: Cast, client: FlaskClient, director: Person) -> None:
    """Attack row A23: sign-ins and tokens."""
    enter(client)
    with app.app_context():
        person = db.session.get_one(Person, director.id)
        secret = services.issue_token(person, "test", ["insights:read"])
        say_goodbye(person)
        db.session.commit()
    assert not is_in(client)
    assert enter(client) == 422
    assert client.get("/api/v1/programmes", headers={"Authorization": f"Bearer {secret}"}).status_code == 401


@pytest.mark.parametrize("cookie", ["", "x", "é", "." * 4000, "eyJfdXNlcl9pZCI6IjEifQ.x.y", "../../etc/passwd", "\x7f"])
def test_a_broken_cookie_is_a_stranger(client: FlaskClient, cast: Cast, cookie: str) -> None:
    """Attack row S08."""
    client.set_cookie("session", cookie)
    assert client.get("/accounts/mine").status_code == 303


def test_a_token_is_shown_once_and_kept_as_a_digest(app: Flask, cast: Cast) -> None:
    """Attack rows W03 and W07."""
    with app.app_context():
        secret = services.issue_token(db.session.get_one(Person, cast.lone.id), "desk", ["stories:read"])
        db.session.commit()
        kept = db.session.execute(db.text("SELECT digest FROM api_token")).scalar_one()
        assert secret.startswith("adv_")
        assert secret not in kept
        assert find_account(cast.lone) is None


def test_a_browser_cookie_opens_nothing_in_the_api(cast: Cast, visit: Visitor) -> None:
    """The API takes tokens only, so a forged form can do nothing there (attack row S01)."""
    assert visit(cast.birgitte).get("/api/v1/programmes").status_code == 401


def test_a_token_in_the_address_is_not_taken(app: Flask, cast: Cast, client: FlaskClient) -> None:
    """Attack row W06."""
    with app.app_context():
        secret = services.issue_token(db.session.get_one(Person, cast.lone.id), "desk", ["stories:read"])
        db.session.commit()
    assert client.get(f"/api/v1/stories?access_token={secret}").status_code == 401


def test_a_token_lapses(app: Flask, cast: Cast, client: FlaskClient) -> None:
    """Attack row W08."""
    with app.app_context():
        secret = services.issue_token(db.session.get_one(Person, cast.lone.id), "desk", list(services.SCOPES))
        db.session.commit()
    headers = {"Authorization": f"Bearer {secret}"}
    assert client.get("/api/v1/programmes", headers=headers).status_code == 200
    with time_machine.travel(clock.now() + timedelta(days=91)):
        assert client.get("/api/v1/programmes", headers=headers).status_code == 401


def test_what_is_over_is_forgotten(app: Flask, cast: Cast, client: FlaskClient, director: Person) -> None:
    """Kept no longer than it serves: sign-ins, counted tries, keys of forms, finished jobs."""
    enter(client, password="wrong")
    enter(client)
    with app.app_context():
        jobs.ask_for("accounts.forget_what_is_over")
        db.session.commit()
        jobs.run_due_jobs()
        for table in ("sign_in", "try_count"):
            assert db.session.execute(db.text(f"SELECT count(*) FROM {table}")).scalar_one() > 0, table
        db.session.rollback()
    with app.app_context(), time_machine.travel(clock.now() + timedelta(days=40)):
        services.forget_what_is_over(idle=timedelta(hours=1))
        for table in ("sign_in", "try_count", "job"):
            assert db.session.execute(db.text(f"SELECT count(*) FROM {table}")).scalar_one() == 0, table
        db.session.rollback()
