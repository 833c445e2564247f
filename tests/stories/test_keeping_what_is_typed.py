"""What is being typed is kept at the server: nobody loses their words to a session that has ended, and nobody else reads them."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from werkzeug.test import TestResponse

from advocacy.accounts.models import SignIn
from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.people import events as people
from advocacy.people.models import Person
from advocacy.stories.models import KeptDraft
from tests.stories.stage import Desk

OFFER = "We kept what you were writing"
WORDS = "Half a sentence about the nig"


def keep(desk: Desk, person: object, place: str, **fields: object) -> TestResponse:
    form = {name: value for name, value in desk.form(**fields).items() if name != "request_key"}
    return desk.client(person).post("/stories/keep", data={**form, "place": place})


def count(desk: Desk) -> int:
    with desk.app.app_context():
        return db.session.query(KeptDraft).count()


def test_words_survive_the_end_of_the_session(desk: Desk) -> None:
    """Attack row M09: the session is ended while somebody types; after signing in again the words are back."""
    name = desk.write(desk.cast.lone)
    kept = keep(desk, desk.cast.lone, f"story:{name}", **desk.base(name), title_en=WORDS, further_topics=[desk.topics[1]])
    assert kept.status_code == 200
    assert kept.json is not None
    assert kept.json["said"].startswith("Kept ")
    with desk.app.app_context():
        db.session.query(SignIn).delete()
        db.session.commit()
    client = desk.client(desk.cast.lone)
    page = client.get(f"/stories/{name}/edit").text
    assert OFFER in page
    assert WORDS not in page
    again = client.get(f"/stories/{name}/edit?kept=1").text
    assert WORDS in again
    assert OFFER not in again
    assert f'value="{desk.topics[1]}" checked' in again
    saved = desk.change(desk.cast.lone, name, title_en=WORDS)
    assert saved.status_code == 303
    assert count(desk) == 0
    assert OFFER not in client.get(f"/stories/{name}/edit").text


def test_a_story_that_is_not_there_yet_is_kept_too(desk: Desk) -> None:
    keep(desk, desk.cast.lone, f"programme:{desk.programme}", title_en=WORDS)
    client = desk.client(desk.cast.lone)
    assert OFFER in client.get("/stories/add").text
    assert WORDS in client.get("/stories/add?kept=1").text
    desk.write(desk.cast.lone, title_en=WORDS)
    assert count(desk) == 0


def test_words_are_thrown_away_when_asked(desk: Desk) -> None:
    name = desk.write(desk.cast.lone)
    keep(desk, desk.cast.lone, f"story:{name}", title_en=WORDS)
    client = desk.client(desk.cast.lone)
    answer = client.post("/stories/keep/forget", data={"place": f"story:{name}"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/stories/{name}/edit")
    assert count(desk) == 0
    keep(desk, desk.cast.lone, f"programme:{desk.programme}", title_en=WORDS)
    answer = client.post("/stories/keep/forget", data={"place": f"programme:{desk.programme}"})
    assert answer.headers["Location"].startswith("/stories/add")


def test_nobody_else_is_offered_them(desk: Desk) -> None:
    name = desk.write(desk.cast.lone)
    keep(desk, desk.cast.lone, f"story:{name}", title_en=WORDS)
    page = desk.client(desk.cast.tine).get(f"/stories/{name}/edit?kept=1").text
    assert OFFER not in page
    assert WORDS not in page
    assert WORDS not in desk.client(desk.cast.tine).get(f"/stories/{name}/review").text


def test_two_tabs_keep_one_draft_and_a_save_meanwhile_is_noticed(desk: Desk) -> None:
    """Attack row M09 again: autosave against save in another tab. What was kept rests on the older state, so nothing is overwritten."""
    name = desk.write(desk.cast.lone)
    before = desk.base(name)
    keep(desk, desk.cast.lone, f"story:{name}", **before, title_en="From the first tab")
    keep(desk, desk.cast.lone, f"story:{name}", **before, title_en="From the second tab")
    assert count(desk) == 1
    desk.change(desk.cast.tine, name, title_en="Tine's title")
    page = desk.client(desk.cast.lone).get(f"/stories/{name}/edit?kept=1").text
    sent = {field: page.split(f'name="{field}" value="')[1].split('"')[0] for field in ("version", "edit_count")}
    assert sent == {field: str(value) for field, value in before.items()}
    answer = desk.change(desk.cast.lone, name, base=sent, title_en="From the second tab")
    assert answer.status_code == 409
    assert "Tine&#39;s title" in answer.text
    assert "From the second tab" in answer.text


def test_what_is_saved_already_is_not_offered(desk: Desk) -> None:
    name = desk.write(desk.cast.lone)
    keep(desk, desk.cast.lone, f"story:{name}", **desk.base(name))
    assert OFFER not in desk.client(desk.cast.lone).get(f"/stories/{name}/edit").text


@pytest.mark.parametrize("place", ["", "story:", "story:AAAAAAAAAAAAAAAA", "programme:AAAAAAAAAAAAAAAA", "person:1", "story"])
def test_a_place_that_is_none_is_not_there(desk: Desk, place: str) -> None:
    assert keep(desk, desk.cast.lone, place).status_code == 404
    assert desk.client(desk.cast.lone).post("/stories/keep/forget", data={"place": place}).status_code == 404


def test_who_may_not_write_keeps_nothing(desk: Desk) -> None:
    name = desk.write(desk.cast.lone)
    assert keep(desk, desk.cast.camilla, f"story:{name}").status_code == 403
    assert desk.app.test_client().post("/stories/keep", data={"place": f"story:{name}"}).status_code == 303
    assert count(desk) == 0


def test_only_the_forms_own_fields_are_kept_and_no_book(desk: Desk) -> None:
    """Attack rows J03 and M25."""
    name = desk.write(desk.cast.lone)
    kept = keep(desk, desk.cast.lone, f"story:{name}", title_en="a\x00b", password="secret", csrf_token="t")
    assert kept.status_code == 200
    with desk.app.app_context():
        fields = db.session.query(KeptDraft).one().fields
    assert fields["title_en"] == ["ab"]
    assert not {"password", "csrf_token", "request_key", "picture_file", "then"} & fields.keys()
    assert keep(desk, desk.cast.lone, f"story:{name}", body_en="x" * 700_000).status_code in {413, 422}


def test_who_leaves_takes_their_unsaved_words_along(desk: Desk) -> None:
    name = desk.write(desk.cast.lone)
    keep(desk, desk.cast.lone, f"story:{name}", title_en=WORDS)
    with desk.app.app_context():
        people.person_left.announce(person=db.session.get_one(Person, desk.cast.lone.id))
        db.session.commit()
    assert count(desk) == 0


def test_what_nobody_came_back_to_is_gone_after_a_month(desk: Desk) -> None:
    name = desk.write(desk.cast.lone)
    keep(desk, desk.cast.lone, f"story:{name}", title_en=WORDS)
    for days, left in ((29, 1), (31, 0)):
        with time_machine.travel(clock.now() + timedelta(days=days), tick=False), desk.app.app_context():
            from advocacy.stories.jobs import sweep_drafts

            sweep_drafts()
            db.session.commit()
            assert db.session.query(KeptDraft).count() == left
    assert "stories.sweep_drafts" in jobs.WORKS
