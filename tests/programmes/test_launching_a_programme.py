"""The launch: by the initiator, when all is in place, once."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import delete, func, select

from advocacy.accounts import services as accounts
from advocacy.accounts.access import Actor
from advocacy.accounts.models import Grant, Role
from advocacy.foundation import jobs
from advocacy.foundation.database import db
from advocacy.history.models import HistoryEntry
from advocacy.people.models import Person, Unit
from advocacy.people.services import add_person
from advocacy.programmes import events, services
from advocacy.programmes.models import Invitation, Programme
from tests.factories.programmes import make_programme
from tests.people import Cast
from tests.programmes.conftest import Reader
from tests.signing_in import Visitor


def launches() -> int:
    return db.session.scalar(select(func.count()).where(HistoryEntry.deed == "programmes.programme.launched")) or 0


def invited(programme: Programme) -> set[int]:
    return set(db.session.scalars(select(Invitation.person_id).where(Invitation.programme_id == programme.id)))


def test_the_initiator_launches(app: Flask, cast: Cast, visit: Visitor, ready: str, found: Reader) -> None:
    client = visit(cast.birgitte)
    page = client.get(f"/programmes/{ready}/launch").text
    assert "Now we begin" in page
    assert "Now we begin (da)" in page
    assert "Birgitte Holmgaard, Kommunaldirektør" in page
    answer = client.post(f"/programmes/{ready}/launch", data={"request_key": "press"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/programmes/{ready}")
    shown = client.get(f"/programmes/{ready}").text
    assert "Launched by Birgitte Holmgaard, Kommunaldirektør on" in shown
    assert "10 colleagues are invited." in shown
    with app.app_context():
        programme = found(ready)
        assert programme.is_launched
        assert (programme.launched_by_name, programme.launched_by_title) == ("Birgitte Holmgaard", "Kommunaldirektør")
        entry = db.session.scalars(select(HistoryEntry).where(HistoryEntry.deed == "programmes.programme.launched")).one()
        assert (entry.person_id, entry.role, entry.facts["invited"], entry.is_private) == (cast.birgitte.id, "director", 10, False)
        assert entry.at >= programme.launched_at
        assert len(invited(programme)) == 10


def test_the_launch_is_announced(app: Flask, cast: Cast, visit: Visitor, ready: str) -> None:
    heard: list[tuple[str, int]] = []

    def listen(_sender: object, programme: Programme, actor: Actor) -> None:
        heard.append((programme.public_id, actor.person.id))

    with events.programme_launched._signal.connected_to(listen):
        visit(cast.birgitte).post(f"/programmes/{ready}/launch")
    assert heard == [(ready, cast.birgitte.id)]


def test_anybody_else_gets_403(app: Flask, cast: Cast, visit: Visitor, ready: str, found: Reader) -> None:
    """Attack row Z01: the owner, the administrator, another director, and everybody else."""
    with app.app_context():
        accounts.grant_role(db.session.get_one(Person, cast.henrik.id), Role.DIRECTOR, db.session.get_one(Unit, cast.root.id), by=None)
        db.session.commit()
    for person in (cast.lone, cast.tine, cast.emil, cast.henrik, cast.josefine, cast.anders, cast.camilla, cast.kim):
        client = visit(person)
        assert client.get(f"/programmes/{ready}/launch").status_code == 403
        assert client.post(f"/programmes/{ready}/launch").status_code == 403
    with app.app_context():
        assert not found(ready).is_launched
        assert launches() == 0


def test_a_stranger_is_sent_to_sign_in(app: Flask, ready: str) -> None:
    answer = app.test_client().post(f"/programmes/{ready}/launch")
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/accounts/sign-in")


def test_an_initiator_who_is_no_longer_director_cannot_launch(app: Flask, cast: Cast, visit: Visitor, ready: str) -> None:
    """Attack row Z18."""
    with app.app_context():
        db.session.execute(delete(Grant).where(Grant.person_id == cast.birgitte.id))
        db.session.commit()
    assert visit(cast.birgitte).post(f"/programmes/{ready}/launch").status_code == 403


def test_what_is_not_ready_is_not_launched(app: Flask, cast: Cast, visit: Visitor, ready: str, found: Reader) -> None:
    """Attack row Z14."""
    with app.app_context():
        programme = found(ready)
        programme.sparring_partner_id, programme.awareness_plan = None, {"da": "Plakater", "en": ""}
        db.session.commit()
    client = visit(cast.birgitte)
    page = client.get(f"/programmes/{ready}/launch").text
    assert "Choose somebody in communications whom people can turn to." in page
    assert "It is written in one language only" in page
    assert f"/programmes/{ready}/prepare/sparring_partner" in page
    refused = client.post(f"/programmes/{ready}/launch")
    assert refused.status_code == 409
    assert "Choose somebody in communications" in refused.text
    address = f"/programmes/{ready}/launch"
    back = client.post(address, headers={"Referer": f"http://127.0.0.1{address}"}, follow_redirects=True)
    assert "The programme is not ready to be launched." in back.text
    with app.app_context():
        assert launches() == 0
        assert not invited(found(ready))


def test_a_programme_is_launched_once(app: Flask, cast: Cast, visit: Visitor, ready: str, found: Reader) -> None:
    """Attack row Z14."""
    client = visit(cast.birgitte)
    assert client.post(f"/programmes/{ready}/launch").status_code == 303
    with app.app_context():
        moment = found(ready).launched_at
    again = client.post(f"/programmes/{ready}/launch")
    assert again.status_code == 409
    assert "launched already" in again.text
    assert client.get(f"/programmes/{ready}/launch").headers["Location"] == f"/programmes/{ready}"
    with app.app_context():
        assert found(ready).launched_at == moment
        assert launches() == 1
        assert len(invited(found(ready))) == 10


def test_a_double_press_lands_on_the_same_page(app: Flask, cast: Cast, visit: Visitor, ready: str) -> None:
    client = visit(cast.birgitte)
    first, second = (client.post(f"/programmes/{ready}/launch", data={"request_key": "one-press"}) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    with app.app_context():
        assert launches() == 1


def test_only_people_in_its_units_are_invited(app: Flask, cast: Cast, visit: Visitor, ready: str, found: Reader) -> None:
    with app.app_context():
        programme = found(ready)
        programme.units = [db.session.get_one(Unit, cast.welfare.id)]
        add_person("Gone Away", db.session.get_one(Unit, cast.nursing_home.id)).is_active = False
        db.session.commit()
    visit(cast.birgitte).post(f"/programmes/{ready}/launch")
    with app.app_context():
        assert invited(found(ready)) == {cast.henrik.id, cast.tine.id, cast.camilla.id}


def test_thousands_are_invited_in_one_statement(app: Flask, cast: Cast, found: Reader, ready: str) -> None:
    from sqlalchemy import event

    with app.app_context():
        db.session.add_all([Person(name=f"Kollega {n}", unit_id=cast.roads.id) for n in range(3000)])
        db.session.commit()
        statements: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            statements.append(statement)

        engine = db.engine.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            actor = Actor(db.session.get_one(Person, cast.birgitte.id), (), ticket="")
            assert services.launch_programme(found(ready), actor) == 3010
        finally:
            event.remove(engine, "before_cursor_execute", note)
        assert len([each for each in statements if "INTO invitation" in each]) == 1
        assert len(statements) < 40


def test_a_colleague_who_comes_later_is_invited_too(app: Flask, cast: Cast, visit: Visitor, ready: str, found: Reader) -> None:
    visit(cast.birgitte).post(f"/programmes/{ready}/launch")
    with app.app_context():
        newcomer = add_person("Nye Nielsen", db.session.get_one(Unit, cast.roads.id))
        db.session.commit()
        jobs.ask_for("programmes.invite_newcomers")
        db.session.commit()
        jobs.run_due_jobs()
        assert newcomer.id in invited(found(ready))
        assert services.invite_newcomers() == 0


def test_a_listener_that_fails_stops_the_launch(app: Flask, cast: Cast, visit: Visitor, ready: str, found: Reader) -> None:
    def fail(_sender: object, **_facts: object) -> None:
        raise RuntimeError("no")

    with events.programme_launched._signal.connected_to(fail):
        assert visit(cast.birgitte).post(f"/programmes/{ready}/launch").status_code == 500
    with app.app_context():
        assert not found(ready).is_launched
        assert not invited(found(ready))
        assert db.session.scalar(select(func.count()).where(jobs.Job.kind == "programmes.write_launch_letters")) == 0


def test_a_launch_of_one_programme_leaves_the_other_alone(app: Flask, cast: Cast, visit: Visitor, ready: str, found: Reader) -> None:
    with app.app_context():
        other = make_programme(cast, is_launched=False).public_id
        db.session.commit()
    visit(cast.birgitte).post(f"/programmes/{ready}/launch")
    with app.app_context():
        assert not found(other).is_launched
        assert not invited(found(other))
