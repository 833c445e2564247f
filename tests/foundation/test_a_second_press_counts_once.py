"""The same form or call sent twice makes one change and gets the same answer."""

from __future__ import annotations

from threading import Barrier, Thread

from flask import Flask
from sqlalchemy import func, select

from advocacy.accounts import services as accounts
from advocacy.foundation.database import db
from advocacy.people.models import Person
from advocacy.programmes.models import Programme
from tests.people import Cast, gather_cast
from tests.signing_in import Visitor

PROGRAMME = {"name": {"da": "Nyt", "en": "New"}}


def _sent(cast: Cast) -> dict[str, object]:
    return {**PROGRAMME, "initiator": cast.birgitte.public_id, "units": [cast.root.public_id]}


def _token(app: Flask, number: int) -> str:
    with app.app_context():
        secret = accounts.issue_token(db.session.get_one(Person, number), "test", ["programmes:write"])
        db.session.commit()
    return secret


def test_an_api_call_with_a_key_is_carried_out_once(app: Flask, cast: Cast) -> None:
    """Attack row W13; the answer is the same to the letter."""
    headers = {"Authorization": f"Bearer {_token(app, cast.birgitte.id)}", "Idempotency-Key": "one"}
    client = app.test_client()
    first = client.post("/api/v1/programmes", json=_sent(cast), headers=headers)
    second = client.post("/api/v1/programmes", json=_sent(cast), headers=headers)
    assert first.status_code == second.status_code == 201
    assert first.json == second.json
    other = client.post("/api/v1/programmes", json={**_sent(cast), "name": {"da": "Andet", "en": "Other"}}, headers=headers)
    assert other.status_code == 409
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Programme)) == 1


def test_two_presses_at_the_same_moment_make_one_change(own_app: Flask) -> None:
    """Fault FX29: a double click reaches two processes at once."""
    with own_app.app_context():
        cast = gather_cast()
        sent, number = _sent(cast), cast.birgitte.id
        db.session.commit()
    headers = {"Idempotency-Key": "at-once", "Authorization": f"Bearer {_token(own_app, number)}"}
    barrier, answers = Barrier(6), []

    def press() -> None:
        client = own_app.test_client()
        barrier.wait()
        answers.append(client.post("/api/v1/programmes", json=sent, headers=headers).status_code)

    threads = [Thread(target=press) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with own_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Programme)) == 1
    assert 201 in answers
    assert set(answers) <= {201, 409}


def test_somebody_elses_key_is_no_key_of_mine(app: Flask, cast: Cast, visit: Visitor) -> None:
    """Two people may use the same word as a key."""
    for person in (cast.birgitte, cast.anders):
        headers = {"Authorization": f"Bearer {_token(app, person.id)}", "Idempotency-Key": "shared"}
        assert app.test_client().post("/api/v1/programmes", json=_sent(cast), headers=headers).status_code == 201
