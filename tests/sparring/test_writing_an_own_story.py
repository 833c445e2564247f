"""A text in one's own name: nobody approves it, nobody refuses it, nobody else sees it."""

from __future__ import annotations

from enum import Enum

import pytest
from flask import Flask
from sqlalchemy import Boolean

from advocacy.foundation.database import Word, db
from advocacy.foundation.operations import OPERATIONS
from advocacy.history.models import HistoryEntry
from advocacy.history.queries import latest_entries
from advocacy.people.models import Person
from advocacy.people.services import say_goodbye
from advocacy.sparring import models
from advocacy.sparring.models import OwnStory, SparringMessage
from advocacy.sparring.services import KEPT_FOR, sweep_own_stories
from tests.sparring.conftest import MONDAY, TITLE, WORDS, Room

#: What no column, route or operation of this feature may be about.
JUDGING = ("approv", "reject", "refus", "declin", "block", "hold", "state", "status", "verdict", "allow", "permit", "review", "accept")


def test_no_state_of_yes_or_no_exists_in_the_model() -> None:
    """Compliance P15: there is no place in which anybody could write down a yes or a no to somebody's own words."""
    columns = [column for model in (OwnStory, SparringMessage) for column in model.__table__.columns]
    assert not [column.name for column in columns if any(word in column.name for word in JUDGING)]
    assert not [column.name for column in columns if isinstance(column.type, (Boolean, Word))]
    assert not [name for name, thing in vars(models).items() if isinstance(thing, type) and issubclass(thing, Enum)]


def test_no_address_approves_or_refuses(app: Flask) -> None:
    """Neither among the pages nor in the API."""
    pages = [rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith(("sparring.", "api_sparring."))]
    operations = [each.name for each in OPERATIONS if "own-stories" in each.path]
    assert len(pages) > 10
    assert not [name for name in [*pages, *operations] if any(word in name for word in JUDGING)]


def test_a_text_is_kept_for_its_writer_alone(room: Room) -> None:
    text = room.write(room.cast.camilla, network="facebook", audience="Future colleagues")
    page = room.client(room.cast.camilla).get(f"/sparring/{text}").text
    assert "four for twenty-eight people" in page
    assert "This text is yours" in page
    assert "nobody can say no to it" in page
    for who in ("jonas", "emil", "lone", "tine", "birgitte", "henrik", "josefine", "anders"):
        client = room.client(getattr(room.cast, who))
        for path in (f"/sparring/{text}", f"/sparring/{text}/edit"):
            assert client.get(path).status_code == 404, who
        for deed in ("ask", "message", "read", "close", "library", "delete", "edit"):
            assert client.post(f"/sparring/{text}/{deed}", data={"words": "x", "title": "x"}).status_code == 404, f"{who} {deed}"
        assert TITLE not in client.get("/sparring/").text
    assert room.counts() == (1, 0)


def test_writing_on_keeps_what_another_window_saved(room: Room) -> None:
    text, client = room.write(room.cast.camilla), room.client(room.cast.camilla)
    one = {"title": TITLE, "words": "From the phone", "edit_count": "1"}
    other = {"title": TITLE, "words": "From the computer", "edit_count": "1"}
    assert client.post(f"/sparring/{text}/edit", data=one).status_code == 303
    both = client.post(f"/sparring/{text}/edit", data=other)
    assert both.status_code == 422
    assert "From the phone" in both.text
    assert "From the computer" in both.text
    assert 'name="edit_count" value="2"' in both.text
    assert client.post(f"/sparring/{text}/edit", data={**other, "edit_count": "2"}).status_code == 303
    assert room.own_story(text).words == "From the computer"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Please fill this in."),
        ({"words": " \u200b "}, "Please fill this in."),
        ({"words": "å" * 20_001}, "At most 20000 characters"),
        ({"network": "myspace"}, "no such network"),
    ],
)
def test_what_cannot_be_kept_is_told_beside_the_field(room: Room, changes: dict[str, str], sentence: str) -> None:
    sent = {"title": TITLE, "words": WORDS, **changes}
    answer = room.client(room.cast.camilla).post("/sparring/add", data=sent)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert room.counts() == (0, 0)


def test_deleting_takes_everything_along(room: Room) -> None:
    text = room.talk()
    room.press(room.cast.emil, text, "message", words="Not at all.")
    assert room.counts() == (1, 2)
    assert room.press(room.cast.emil, text, "delete").status_code == 404, "the text is not the partner's"
    assert room.press(room.cast.camilla, text, "delete").status_code == 303
    assert room.counts() == (0, 0)
    assert room.client(room.cast.emil).get(f"/sparring/{text}").status_code == 404


def test_no_entry_of_the_history_shows_it_to_anybody(room: Room) -> None:
    """Not the text, not the title, not that there is one: an administrator's page has no entry of it."""
    text = room.talk()
    room.press(room.cast.emil, text, "message", words="Say it as you did to me.")
    room.press(room.cast.camilla, text, "close")
    with room.app.app_context():
        assert not [entry for entry in latest_entries() if entry.deed.startswith("sparring.")]
        entries = db.session.query(HistoryEntry).filter(HistoryEntry.deed.startswith("sparring.")).all()
        assert len(entries) >= 4
        assert all(entry.is_private and entry.facts == {} for entry in entries)
    assert "sparring" not in room.client(room.cast.anders).get("/history/").text.casefold().replace("/sparring/", "")


def test_hints_are_for_the_writer_alone_and_keep_nobody_from_anything(room: Room) -> None:
    """Attack row M24, as help: no partner sees it, nothing is kept of it, and every button is there as before."""
    text = room.write(room.cast.camilla, words="Her number is 010190-1234, and I will never forget her.")
    mine = room.client(room.cast.camilla).get(f"/sparring/{text}").text
    assert "look like a CPR number" in mine
    assert "Copy the text" in mine
    assert room.ask(room.cast.camilla, text, room.cast.emil).status_code == 303
    assert "CPR" not in room.client(room.cast.emil).get(f"/sparring/{text}").text
    plain = room.write(room.cast.camilla, words="A short and easy one.")
    assert "Only you see this" not in room.client(room.cast.camilla).get(f"/sparring/{plain}").text
    with room.app.app_context():
        assert "cpr" not in str([entry.facts for entry in db.session.query(HistoryEntry)]).casefold()


def test_hostile_words_stay_words(room: Room) -> None:
    """Attack rows M01 and M06, in the text, its title and the talk."""
    hostile = "<script>alert(1)</script>{{7*7}}<img src=x onerror=alert(2)>"
    text = room.write(room.cast.camilla, title=hostile, words=hostile, audience=hostile)
    room.ask(room.cast.camilla, text, room.cast.emil, words=hostile)
    for person, path in (
        (room.cast.camilla, "/sparring/"),
        (room.cast.camilla, f"/sparring/{text}"),
        (room.cast.emil, "/sparring/asked"),
        (room.cast.emil, f"/sparring/{text}"),
        (room.cast.camilla, f"/sparring/{text}/edit"),
    ):
        page = room.client(person).get(path).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "{{7*7}}" in page


def test_who_leaves_takes_their_texts_along(room: Room) -> None:
    """Attack row Z16."""
    room.talk()
    with room.app.app_context():
        say_goodbye(db.session.get_one(Person, room.cast.camilla.id))
        db.session.commit()
    assert room.counts() == (0, 0)


def test_a_partner_who_leaves_closes_the_talk_and_the_writer_asks_another(room: Room) -> None:
    text = room.talk()
    with room.app.app_context():
        say_goodbye(db.session.get_one(Person, room.cast.emil.id))
        db.session.commit()
    assert not room.own_story(text).is_open
    assert room.ask(room.cast.camilla, text, room.cast.tine).status_code == 303


def test_what_nobody_has_touched_for_two_years_goes(room: Room) -> None:
    import time_machine

    with time_machine.travel(MONDAY):
        room.talk()
        room.write(room.cast.jonas)
    with time_machine.travel(MONDAY + KEPT_FOR * 0.9):
        room.write(room.cast.camilla)
    with time_machine.travel(MONDAY + KEPT_FOR * 1.01), room.app.app_context():
        assert sweep_own_stories() == 2
        db.session.commit()
    assert room.counts() == (1, 0)
