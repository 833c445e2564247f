"""A talk between two: advice, an honest clock, an end whenever the writer likes, and a library copy only if both want one."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from advocacy.accounts import services as accounts
from advocacy.accounts.models import Role
from advocacy.foundation.database import db
from advocacy.people.models import Person, Unit
from advocacy.programmes.models import Programme, ProgrammeStatus
from advocacy.sparring.queries import own_stories_with_news, partners_for
from advocacy.sparring.services import remind_partners
from advocacy.stories.models import Story, VersionStatus
from tests.sparring.conftest import MONDAY, TITLE, WORDS, Room


def names(room: Room, person: Person) -> list[tuple[str, bool]]:
    with room.app.app_context():
        return [(each.person.first_name, each.is_named) for each in partners_for(db.session.get_one(Person, person.id))]


def grant(room: Room, person: Person, role: Role, unit: Unit) -> None:
    with room.app.app_context():
        accounts.grant_role(db.session.get_one(Person, person.id), role, db.session.get_one(Unit, unit.id), by=None)
        db.session.commit()


def test_the_programmes_partner_comes_first_then_the_editors(room: Room) -> None:
    assert names(room, room.cast.camilla) == [("Emil", True), ("Lone", False), ("Tine", False)]
    assert names(room, room.cast.kim) == [("Emil", True), ("Lone", False), ("Tine", False)], "not invited to anything yet"
    assert names(room, room.cast.emil) == [("Lone", False), ("Tine", False)], "nobody asks themselves"


def test_nobody_is_offered_their_own_leader_or_hr(room: Room) -> None:
    """With neither could one speak freely, so neither can be asked, not even by name."""
    grant(room, room.cast.lone, Role.LEADER, room.cast.welfare)
    grant(room, room.cast.tine, Role.HR, room.cast.root)
    assert names(room, room.cast.camilla) == [("Emil", True)]
    assert names(room, room.cast.jonas) == [("Emil", True), ("Lone", False)], "Lone does not lead the schools"
    text = room.write(room.cast.camilla)
    for partner in (room.cast.lone, room.cast.tine, room.cast.henrik, room.cast.birgitte, room.cast.jonas, room.cast.camilla):
        assert room.ask(room.cast.camilla, text, partner).status_code == 422
    assert room.own_story(text).partner_id is None


def test_a_critical_text_gets_advice_and_nothing_else(room: Room) -> None:
    """Case (e) of the demo: staffing at night. Sparring, and no no."""
    text = room.talk()
    partner = room.client(room.cast.emil)
    page = partner.get(f"/sparring/{text}").text
    assert "four for twenty-eight people" in page
    assert "nothing here to approve and nothing to refuse" in page
    for word in ("Approve", "Reject", "Send back"):
        assert f">{word}<" not in page
    room.press(room.cast.emil, text, "message", words="It is strong. Say what you would need, too.")
    answered = room.client(room.cast.camilla).get(f"/sparring/{text}").text
    assert "Say what you would need, too." in answered
    assert 'data-copy-from="own-words"' in answered, "the text can be taken along at any time"


def test_the_two_are_the_only_ones(room: Room) -> None:
    text = room.talk()
    for who in ("jonas", "lone", "tine", "birgitte", "henrik", "josefine", "anders"):
        assert room.client(getattr(room.cast, who)).get(f"/sparring/{text}").status_code == 404, who
        assert TITLE not in room.client(getattr(room.cast, who)).get("/sparring/asked").text


def test_the_clock_runs_for_the_writer_and_stops_with_an_answer(room: Room) -> None:
    with time_machine.travel(MONDAY):
        text = room.talk()
        room.press(room.cast.camilla, text, "message", words="One more thing.")
        page = room.client(room.cast.camilla).get(f"/sparring/{text}").text
        assert "25 November 2026" in page
    with time_machine.travel("2026-11-26T08:00Z"):
        assert "The answer is late" in room.client(room.cast.camilla).get(f"/sparring/{text}").text
        assert "This answer is late" in room.client(room.cast.emil).get(f"/sparring/{text}").text
        room.press(room.cast.emil, text, "message", words="Sorry, here I am.")
        assert "late" not in room.client(room.cast.camilla).get(f"/sparring/{text}").text
        room.press(room.cast.camilla, text, "message", words="Thank you. And the ending?")
        assert "30 November 2026" in room.client(room.cast.emil).get("/sparring/asked").text


def test_a_partner_sees_the_text_as_it_is_now(room: Room) -> None:
    text = room.talk()
    room.client(room.cast.camilla).post(f"/sparring/{text}/edit", data={"title": TITLE, "words": "A better beginning.", "edit_count": "1"})
    assert "A better beginning." in room.client(room.cast.emil).get(f"/sparring/{text}").text


def test_closing_takes_it_from_the_partner_at_once(room: Room) -> None:
    text = room.talk()
    assert room.press(room.cast.emil, text, "close").status_code == 404, "only the writer ends it"
    assert room.press(room.cast.camilla, text, "close").status_code == 303
    assert room.client(room.cast.emil).get(f"/sparring/{text}").status_code == 404
    assert room.press(room.cast.emil, text, "message", words="One more").status_code == 404
    assert "Is it too sharp?" in room.client(room.cast.camilla).get(f"/sparring/{text}").text


def test_another_partner_does_not_read_what_was_said_to_the_first(room: Room) -> None:
    text = room.talk()
    room.press(room.cast.emil, text, "message", words="Between you and me.")
    room.press(room.cast.camilla, text, "close")
    room.ask(room.cast.camilla, text, room.cast.tine, words="Would you look at it?")
    page = room.client(room.cast.tine).get(f"/sparring/{text}").text
    assert "Would you look at it?" in page
    assert "Between you and me." not in page
    assert "Is it too sharp?" not in page
    assert room.client(room.cast.emil).get(f"/sparring/{text}").status_code == 404


def test_letters_say_that_there_is_something_and_never_what(room: Room) -> None:
    with time_machine.travel(MONDAY):
        text = room.talk()
        room.press(room.cast.camilla, text, "message", words="And one more thing.")
        (letter,) = room.letters()
        assert letter.address == room.cast.emil.email
        assert f"http://127.0.0.1:8000/sparring/{text}" in letter.text
        for secret in (TITLE, "sharp", "twenty-eight", "one more thing"):
            assert secret not in letter.text + letter.html + letter.subject
        room.press(room.cast.emil, text, "message", words="I would begin at the end.")
        assert [each.address for each in room.letters()] == [room.cast.emil.email, room.cast.camilla.email]


def test_nobody_is_written_to_at_night_nor_about_what_they_have_read(room: Room) -> None:
    with time_machine.travel(MONDAY + timedelta(hours=10)):
        read, unread = room.talk(), room.talk(room.cast.jonas)
        room.press(room.cast.emil, read, "read")
        assert room.letters() == []
    with time_machine.travel(MONDAY + timedelta(hours=24)):
        (letter,) = room.letters()
        assert unread in letter.text


def test_a_partner_is_reminded_once_on_the_last_day(room: Room) -> None:
    with time_machine.travel(MONDAY):
        room.talk()
        room.talk(room.cast.jonas)
        room.letters()
    with time_machine.travel("2026-11-24T09:00Z"), room.app.app_context():
        assert remind_partners() == 0
    with time_machine.travel("2026-11-25T09:00Z"), room.app.app_context():
        assert remind_partners() == 1
        assert remind_partners() == 0
        db.session.commit()
        (letter,) = [each for each in room.letters() if "wait for your advice" in each.subject]
        assert TITLE not in letter.text


def test_what_is_unread_is_told_on_the_front_page_of_either(room: Room) -> None:
    text = room.talk()
    with room.app.app_context():
        emil, camilla = (db.session.get_one(Person, each.id) for each in (room.cast.emil, room.cast.camilla))
        assert [each.public_id for each in own_stories_with_news(emil)] == [text]
        assert own_stories_with_news(camilla) == []
    room.press(room.cast.emil, text, "message", words="Yes.")
    with room.app.app_context():
        assert own_stories_with_news(db.session.get_one(Person, room.cast.emil.id)) == [], "who answers has read"
        assert [each.public_id for each in own_stories_with_news(db.session.get_one(Person, room.cast.camilla.id))] == [text]


@pytest.mark.parametrize("order", [("camilla", "emil"), ("emil", "camilla")])
def test_it_comes_into_the_library_only_if_both_want_it(room: Room, order: tuple[str, str]) -> None:
    text = room.talk()
    first, second = (getattr(room.cast, who) for who in order)
    assert room.press(first, text, "library", is_wished="1").status_code == 303
    assert room.own_story(text).story is None
    room.press(first, text, "library", is_wished="")
    room.press(second, text, "library", is_wished="1")
    assert room.own_story(text).story is None, "the first one thought better of it"
    room.press(first, text, "library", is_wished="1")
    story = room.own_story(text).story
    assert story is not None
    version = story.latest
    assert (version.title, version.body) == ({"en": TITLE}, {"en": WORDS})
    assert version.author.name == "Camilla Møller-Juhl"
    assert version.status is VersionStatus.DRAFT, "the library's copy goes the library's way"
    assert [writer.name for writer in version.writers] == ["Camilla Møller-Juhl"]
    assert room.press(second, text, "library", is_wished="1").status_code == 409
    with room.app.app_context():
        assert db.session.query(Story).count() == 1
    for who in ("lone", "tine"):
        assert room.client(getattr(room.cast, who)).get(f"/sparring/{text}").status_code == 404, "editors see the copy, not the talk"
        assert room.client(getattr(room.cast, who)).get(f"/stories/{story.public_id}/review").status_code == 200


def test_deleting_the_text_leaves_the_librarys_copy(room: Room) -> None:
    text = room.talk()
    for person in (room.cast.camilla, room.cast.emil):
        room.press(person, text, "library", is_wished="1")
    assert room.press(room.cast.camilla, text, "delete").status_code == 303
    with room.app.app_context():
        assert db.session.query(Story).count() == 1


def test_closing_forgets_that_one_of_them_wanted_it(room: Room) -> None:
    """A yes was given within a talk; it does not wait for another one's."""
    text = room.talk()
    room.press(room.cast.emil, text, "library", is_wished="1")
    room.press(room.cast.camilla, text, "close")
    room.ask(room.cast.camilla, text, room.cast.tine)
    room.press(room.cast.camilla, text, "library", is_wished="1")
    assert room.own_story(text).story is None


def test_without_a_programme_there_is_no_library_to_wish_for(room: Room) -> None:
    text = room.talk()
    with room.app.app_context():
        db.session.query(Programme).one().status = ProgrammeStatus.CLOSED
        db.session.commit()
    assert "We would like this in the library" not in room.client(room.cast.camilla).get(f"/sparring/{text}").text
    room.press(room.cast.camilla, text, "library", is_wished="1")
    assert room.press(room.cast.emil, text, "library", is_wished="1").status_code == 409
    assert room.own_story(text).story is None


def test_pressing_send_twice_says_it_once(room: Room) -> None:
    text, client = room.talk(), room.client(room.cast.camilla)
    for _press in range(2):
        assert client.post(f"/sparring/{text}/message", data={"words": "Once", "request_key": "the-same-key-1234"}).status_code == 303
    assert room.counts() == (1, 2)


def test_own_stories_through_the_api(room: Room) -> None:
    client, headers = room.app.test_client(), room.token(room.cast.camilla)
    written = client.post("/api/v1/own-stories", json={"title": TITLE, "words": WORDS}, headers=headers)
    assert written.status_code == 201
    text = written.json["id"]  # type: ignore[index]
    assert client.post(f"/api/v1/own-stories/{text}/messages", json={"words": "Hello"}, headers=headers).status_code == 409, (
        "nobody was asked"
    )
    room.ask(room.cast.camilla, text, room.cast.emil)
    for person, status in ((room.cast.camilla, 201), (room.cast.emil, 201), (room.cast.lone, 404), (room.cast.birgitte, 404)):
        answer = client.post(f"/api/v1/own-stories/{text}/messages", json={"words": "Hello"}, headers=room.token(person))
        assert answer.status_code == status
    listed = client.get("/api/v1/own-stories", headers=headers).json
    assert [(each["title"], each["words"], each["partner"]) for each in listed["own_stories"]] == [(TITLE, WORDS, "Emil Rask")]  # type: ignore[index]
    assert client.get("/api/v1/own-stories", headers=room.token(room.cast.emil)).json["own_stories"] == [], "a partner lists none"  # type: ignore[index]
    assert client.get("/api/v1/own-stories", headers=room.token(room.cast.camilla, "own-stories:write")).status_code == 403
    assert client.post("/api/v1/own-stories", json={"title": TITLE}, headers=headers).status_code == 422
