"""The guideline: the standard text, own words, and versions that never change."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy.accounts.access import Actor
from advocacy.foundation.database import db
from advocacy.foundation.errors import Refusal
from advocacy.history.models import HistoryEntry
from advocacy.people.models import Person
from advocacy.programmes.forms.guidelines import GuidelineForm
from advocacy.programmes.models import Guideline
from advocacy.programmes.queries import current_guideline, find_draft
from advocacy.programmes.services import adopt_guideline, load_standard_guideline
from tests.people import Cast
from tests.programmes.conftest import Reader
from tests.signing_in import Visitor


def typed(app: Flask, text: dict[str, Any]) -> dict[str, str]:
    """What the form sends for a text."""
    with app.test_request_context():
        form = GuidelineForm.of(text)
        return {field.name: field.data or "" for field in form if field.name != "request_key"}


def changed(**summary: str) -> dict[str, Any]:
    text = deepcopy(load_standard_guideline())
    text["summary"] |= summary
    return text


def numbers(name: str, found: Reader) -> list[tuple[int, bool]]:
    programme = found(name)
    versions = db.session.scalars(select(Guideline).where(Guideline.programme_id == programme.id).order_by(Guideline.number)).all()
    return [(version.number, version.adopted_at is not None) for version in versions]


def test_the_standard_text_is_whole() -> None:
    text = load_standard_guideline()
    assert set(text) == {"summary", "lines", "is", "is_not", "backing"}
    assert len(text["lines"]) == 10
    everything = [
        text["summary"],
        text["backing"],
        *text["is"],
        *text["is_not"],
        *(line[part] for line in text["lines"] for part in ("heading", "body")),
    ]
    assert all(set(each) == {"da", "en"} and all(words.strip() for words in each.values()) for each in everything)
    text["lines"].clear()
    assert len(load_standard_guideline()["lines"]) == 10


def test_the_standard_text_is_read_and_adopted(app: Flask, cast: Cast, visit: Visitor, begun: str, found: Reader) -> None:
    client = visit(cast.birgitte)
    page = client.get(f"/programmes/{begun}/guideline").text
    assert "Never citizens, not even anonymously" in page
    assert "Adopt this text" in page
    assert client.post(f"/programmes/{begun}/guideline/adopt").status_code == 303
    with app.app_context():
        guideline = current_guideline(found(begun))
        assert guideline.text == load_standard_guideline()
        assert (guideline.number, guideline.adopted_by_id) == (1, cast.birgitte.id)
        entry = db.session.scalars(select(HistoryEntry).where(HistoryEntry.deed == "programmes.guideline.adopted")).one()
        assert (entry.person_id, entry.role, entry.facts) == (cast.birgitte.id, "director", {"number": 1})
    assert "Version 1 is adopted" in client.get(f"/programmes/{begun}/guideline").text


def test_words_are_changed_before_they_are_adopted(app: Flask, cast: Cast, visit: Visitor, begun: str, found: Reader) -> None:
    client = visit(cast.birgitte)
    text = changed(en="Our own ten lines.", da="Vores egne ti linjer.")
    text["lines"] = [*text["lines"][:3], {"heading": {"da": "", "en": ""}, "body": {"da": "", "en": ""}}, *text["lines"][3:5]]
    assert client.get(f"/programmes/{begun}/guideline/edit").status_code == 200
    with app.app_context():
        assert numbers(begun, found) == []
    assert client.post(f"/programmes/{begun}/guideline/edit", data=typed(app, text)).status_code == 303
    with app.app_context():
        assert numbers(begun, found) == [(1, False)]
        assert current_guideline(found(begun)) is None
    assert "Our own ten lines." in client.get(f"/programmes/{begun}/guideline").text
    assert client.post(f"/programmes/{begun}/guideline/adopt").status_code == 303
    with app.app_context():
        assert numbers(begun, found) == [(1, True)]
        assert len(current_guideline(found(begun)).text["lines"]) == 5


def test_a_version_that_is_adopted_never_changes(app: Flask, cast: Cast, visit: Visitor, launched: str, found: Reader) -> None:
    with app.app_context():
        before = deepcopy(current_guideline(found(launched)).text)
    client = visit(cast.lone)
    assert client.post(f"/programmes/{launched}/guideline/edit", data=typed(app, changed(en="New words."))).status_code == 303
    assert client.post(f"/programmes/{launched}/guideline/edit", data=typed(app, changed(en="Newer words."))).status_code == 303
    with app.app_context():
        assert numbers(launched, found) == [(1, True), (2, False)]
        assert current_guideline(found(launched)).text == before
    assert "Newer words." not in visit(cast.camilla).get(f"/programmes/{launched}/guideline").text
    assert client.post(f"/programmes/{launched}/guideline/adopt").status_code == 303
    with app.app_context():
        assert numbers(launched, found) == [(1, True), (2, True)]
        first = db.session.scalars(select(Guideline).where(Guideline.number == 1)).one()
        assert first.text == before
        assert current_guideline(found(launched)).text["summary"]["en"] == "Newer words."
    assert "Newer words." in visit(cast.camilla).get(f"/programmes/{launched}/guideline").text


def test_adopting_twice_adopts_once(app: Flask, cast: Cast, visit: Visitor, launched: str, found: Reader) -> None:
    client = visit(cast.lone)
    client.post(f"/programmes/{launched}/guideline/edit", data=typed(app, changed(en="New words.")))
    assert client.post(f"/programmes/{launched}/guideline/adopt").status_code == 303
    assert client.post(f"/programmes/{launched}/guideline/adopt").status_code == 409
    with app.app_context():
        assert numbers(launched, found) == [(1, True), (2, True)]
        actor = Actor(db.session.get_one(Person, cast.lone.id), (), ticket="")
        with pytest.raises(Refusal):
            adopt_guideline(found(launched), actor, current_guideline(found(launched)).text)


def test_a_draft_is_thrown_away(app: Flask, cast: Cast, visit: Visitor, launched: str, found: Reader) -> None:
    client = visit(cast.lone)
    client.post(f"/programmes/{launched}/guideline/edit", data=typed(app, changed(en="New words.")))
    for _ in range(2):
        assert client.post(f"/programmes/{launched}/guideline/discard").status_code == 303
    with app.app_context():
        assert numbers(launched, found) == [(1, True)]
        assert find_draft(found(launched)) is None


def test_only_the_owner_and_the_initiator_decide(app: Flask, cast: Cast, visit: Visitor, launched: str, found: Reader) -> None:
    """Attack row Z01: the administrator may prepare, but does not answer for the words."""
    for person in (cast.anders, cast.tine, cast.josefine, cast.henrik, cast.camilla):
        client = visit(person)
        assert client.get(f"/programmes/{launched}/guideline/edit").status_code == 403
        for place in ("edit", "adopt", "discard"):
            assert client.post(f"/programmes/{launched}/guideline/{place}", data=typed(app, changed())).status_code == 403
    with app.app_context():
        assert numbers(launched, found) == [(1, True)]


def test_what_is_wrong_is_said_at_its_place(app: Flask, cast: Cast, visit: Visitor, begun: str, found: Reader) -> None:
    text = changed(en="")
    text["lines"][2]["heading"]["da"] = ""
    text["lines"][4]["body"]["en"] = "x" * 601
    text["is"][1]["en"] = ""
    answer = visit(cast.birgitte).post(f"/programmes/{begun}/guideline/edit", data=typed(app, text))
    assert answer.status_code == 422
    assert "At most 600 characters" in answer.text
    text["lines"][4]["body"]["en"] = "short"
    text["summary"]["en"] = "Short."
    answer = visit(cast.birgitte).post(f"/programmes/{begun}/guideline/edit", data=typed(app, text))
    assert 'id="lines_2_heading_da-errors"' in answer.text
    assert 'id="is_1_en-errors"' in answer.text
    assert "short" in answer.text
    with app.app_context():
        assert numbers(begun, found) == []


def test_a_danish_reader_reads_the_danish_lines(cast: Cast, visit: Visitor, begun: str) -> None:
    page = visit(cast.birgitte, locale="da").get(f"/programmes/{begun}/guideline").text
    assert "Aldrig borgere – heller ikke anonymt" in page
    assert "Never citizens" not in page
