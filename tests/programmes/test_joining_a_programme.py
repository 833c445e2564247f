"""Joining: read, tick, press."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.history.models import HistoryEntry
from advocacy.people.models import Person
from advocacy.programmes.models import Enrolment, Guideline, GuidelineAcceptance, ProgrammeStatus
from advocacy.programmes.queries import current_guideline, open_enrolments_of, programmes_for
from tests.factories.programmes import GUIDELINE, enrol
from tests.people import Cast
from tests.programmes.conftest import Reader
from tests.signing_in import Visitor


def accepting(app: Flask, name: str, found: Reader, **changes: str) -> dict[str, str]:
    """What the join page sends."""
    with app.app_context():
        guideline = current_guideline(found(name))
        assert guideline is not None
        return {"guideline": guideline.public_id, "accept": "y", **changes}


def new_version(app: Flask, name: str, found: Reader) -> None:
    """The owner has adopted a second version."""
    with app.app_context():
        text = {**GUIDELINE, "summary": {"da": "Nu elleve linjer.", "en": "Eleven lines now."}}
        programme = found(name)
        db.session.add(Guideline(programme_id=programme.id, number=2, text=text, adopted_at=clock.now(), adopted_by_id=programme.owner_id))
        db.session.commit()


def test_an_employee_reads_what_it_is_and_what_it_is_not(cast: Cast, visit: Visitor, launched: str) -> None:
    page = visit(cast.camilla).get(f"/programmes/{launched}").text
    for words in (
        "Launched by Birgitte Holmgaard, Kommunaldirektør on",
        "What it is",
        "Voluntary.",
        "What it is not",
        "A duty.",
        "I stand behind you.",
        "Now we begin",
        "Lone Bitsch",
        "Emil Rask",
        f"/programmes/{launched}/join",
    ):
        assert words in page, words
    assert "Agreed with the mayor" not in page


def test_a_danish_employee_reads_it_in_danish(cast: Cast, visit: Visitor, launched: str) -> None:
    page = visit(cast.camilla, locale="da").get(f"/programmes/{launched}").text
    for words in ('<html lang="da"', "Vi er Bredfjord", "Frivilligt.", "En pligt.", "Jeg står bag dig.", "Now we begin (da)"):
        assert words in page, words
    assert "Du bestemmer selv" in visit(cast.camilla, locale="da").get(f"/programmes/{launched}/join").text


def test_an_employee_joins_in_one_press(app: Flask, cast: Cast, visit: Visitor, launched: str, found: Reader) -> None:
    client = visit(cast.camilla)
    assert "You decide" in client.get(f"/programmes/{launched}/join").text
    answer = client.post(f"/programmes/{launched}/join", data=accepting(app, launched, found))
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/programmes/{launched}")
    assert "You take part" in client.get(f"/programmes/{launched}").text
    with app.app_context():
        enrolment = db.session.scalars(select(Enrolment)).one()
        assert (enrolment.person_id, enrolment.stopped_at, enrolment.is_paused) == (cast.camilla.id, None, False)
        acceptance = db.session.scalars(select(GuidelineAcceptance)).one()
        assert (acceptance.person_id, acceptance.guideline.number) == (cast.camilla.id, 1)
        entry = db.session.scalars(select(HistoryEntry).where(HistoryEntry.deed == "programmes.enrolment.joined")).one()
        assert (entry.person_id, entry.role, entry.is_private, entry.facts) == (cast.camilla.id, "employee", True, {"guideline": 1})


def test_joining_twice_is_joining_once(app: Flask, cast: Cast, visit: Visitor, launched: str, found: Reader) -> None:
    client = visit(cast.camilla)
    typed = accepting(app, launched, found)
    for extra in ({"request_key": "a"}, {"request_key": "a"}, {"request_key": "b"}, {}):
        assert client.post(f"/programmes/{launched}/join", data={**typed, **extra}).status_code == 303
    with app.app_context():
        db.session.scalars(select(Enrolment)).one()
        db.session.scalars(select(HistoryEntry).where(HistoryEntry.deed == "programmes.enrolment.joined")).one()


def test_the_box_must_be_ticked(app: Flask, cast: Cast, visit: Visitor, launched: str, found: Reader) -> None:
    typed = accepting(app, launched, found)
    del typed["accept"]
    answer = visit(cast.camilla).post(f"/programmes/{launched}/join", data=typed)
    assert answer.status_code == 422
    assert "Tick the box when you have read the lines" in answer.text
    with app.app_context():
        assert db.session.scalar(select(Enrolment)) is None
        assert db.session.scalar(select(GuidelineAcceptance)) is None


def test_an_outdated_guideline_is_shown_anew(app: Flask, cast: Cast, visit: Visitor, launched: str, found: Reader) -> None:
    old = accepting(app, launched, found)
    new_version(app, launched, found)
    client = visit(cast.camilla)
    answer = client.post(f"/programmes/{launched}/join", data=old)
    assert answer.status_code == 422
    assert "The guideline has changed since you opened it." in answer.text
    assert "Eleven lines now." in answer.text
    new = accepting(app, launched, found)
    assert f'value="{new["guideline"]}"' in answer.text
    assert old["guideline"] not in answer.text
    assert "checked" not in answer.text
    with app.app_context():
        assert db.session.scalar(select(Enrolment)) is None
    assert client.post(f"/programmes/{launched}/join", data=new).status_code == 303


def test_a_new_version_is_asked_kindly_and_locks_nobody_out(app: Flask, cast: Cast, visit: Visitor, launched: str, found: Reader) -> None:
    with app.app_context():
        enrol(found(launched), db.session.get_one(Person, cast.camilla.id))
        db.session.commit()
    client = visit(cast.camilla)
    assert "written anew" not in client.get(f"/programmes/{launched}").text
    new_version(app, launched, found)
    page = client.get(f"/programmes/{launched}").text
    assert "The lines have been written anew" in page
    assert "Until then you go on as before." in page
    assert "You take part" in page
    assert client.post(f"/programmes/{launched}/join", data=accepting(app, launched, found)).status_code == 303
    assert "written anew" not in client.get(f"/programmes/{launched}").text
    with app.app_context():
        db.session.scalars(select(Enrolment)).one()
        entry = db.session.scalars(select(HistoryEntry).where(HistoryEntry.deed == "programmes.enrolment.guideline_accepted")).one()
        assert entry.is_private


def test_nobody_joins_what_is_not_open_to_them(app: Flask, cast: Cast, visit: Visitor, launched: str, ready: str, found: Reader) -> None:
    """Attack rows Z03 and Z14: not invited, not launched, closed."""
    typed = accepting(app, launched, found)
    assert visit(cast.emil).post(f"/programmes/{launched}/join", data=typed).status_code == 403
    assert visit(cast.josefine).get(f"/programmes/{launched}/join").status_code == 403
    assert visit(cast.camilla).post(f"/programmes/{ready}/join", data=typed).status_code == 404
    assert visit(cast.birgitte).post(f"/programmes/{ready}/join", data=typed).status_code == 403
    with app.app_context():
        found(launched).status = ProgrammeStatus.CLOSED
        db.session.commit()
    closed = visit(cast.camilla).post(f"/programmes/{launched}/join", data=typed)
    assert closed.status_code == 422
    assert "not open to join" in closed.text
    with app.app_context():
        assert db.session.scalar(select(Enrolment)) is None


def test_the_guideline_of_another_programme_does_not_count(
    app: Flask, cast: Cast, visit: Visitor, launched: str, ready: str, found: Reader
) -> None:
    """Attack row Z03."""
    typed = accepting(app, ready, found)
    answer = visit(cast.camilla).post(f"/programmes/{launched}/join", data=typed)
    assert answer.status_code == 422
    with app.app_context():
        assert db.session.scalar(select(GuidelineAcceptance)) is None


def test_others_may_ask_what_somebody_takes_part_in(app: Flask, cast: Cast, launched: str, ready: str, found: Reader) -> None:
    with app.app_context():
        camilla, emil = (db.session.get_one(Person, person.id) for person in (cast.camilla, cast.emil))
        assert [each.public_id for each in programmes_for(camilla)] == [launched]
        assert not programmes_for(emil)
        enrolment = enrol(found(launched), camilla, joined_at=clock.now() - timedelta(days=3))
        assert list(open_enrolments_of(camilla)) == [enrolment]
