"""Following topics and putting stories away: for one's own eyes, undone with one press, gone when one leaves."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from advocacy.accounts.queries import actor_for
from advocacy.foundation.database import db
from advocacy.history.models import HistoryEntry
from advocacy.library.models import FollowedTopic, PutAwayStory
from advocacy.people.events import person_left
from advocacy.people.models import Person
from tests.library.test_reading_the_library import titles_on
from tests.stories.stage import Desk

HTMX = {"HX-Request": "true"}


@pytest.fixture
def reader(desk: Desk) -> FlaskClient:
    return desk.client(desk.cast.camilla)


def test_not_for_me_takes_one_press_and_undo_another(desk: Desk, reader: FlaskClient) -> None:
    name = desk.published(title="Gone")
    desk.published(title="Kept")
    page = reader.get("/library/").text
    assert f'form="put-away" formaction="/library/stories/{name}/put-away"' in page
    answer = reader.post(f"/library/stories/{name}/put-away", data={"next": "/library/?kind=behind_the_scenes"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/library/?kind=behind_the_scenes")
    page = reader.get("/library/").text
    assert titles_on(page) == ["Kept"]
    assert f"/library/stories/{name}/bring-back" in page and "Put away." in page
    assert "Put away." not in reader.get("/library/").text
    reader.post(f"/library/stories/{name}/bring-back", data={"next": "/library/"})
    assert sorted(titles_on(reader.get("/library/").text)) == ["Gone", "Kept"]


def test_with_htmx_the_card_turns_into_a_line_and_back(desk: Desk, reader: FlaskClient) -> None:
    name = desk.published(title="Turned")
    line = reader.post(f"/library/stories/{name}/put-away", headers=HTMX)
    assert line.status_code == 200 and "Undo" in line.text and "<html" not in line.text
    card = reader.post(f"/library/stories/{name}/bring-back", headers=HTMX)
    assert titles_on(card.text) == ["Turned"] and "<html" not in card.text


def test_what_was_put_away_is_found_by_searching_and_can_be_brought_back(desk: Desk, reader: FlaskClient) -> None:
    name = desk.write(desk.cast.lone, then="submit", title_en="Put somewhere")
    desk.press(desk.cast.tine, name, "approve")
    reader.post(f"/library/stories/{name}/put-away")
    assert titles_on(reader.get("/library/").text) == []
    assert titles_on(reader.get("/library/?q=somewhere").text) == ["Put somewhere"]
    page = reader.get("/library/following").text
    assert "What I have put away" in page and "Bring back: Put somewhere" in page


def test_topics_are_followed_and_left_with_one_press(desk: Desk, reader: FlaskClient) -> None:
    topic = desk.topics[1]
    assert "Follow: Nature" in reader.get("/library/following").text
    for _again in range(2):
        answer = reader.post(f"/library/topics/{topic}/follow", data={"next": f"/library/?topic={topic}"})
        assert answer.headers["Location"] == f"/library/?topic={topic}"
    assert "Following: Nature. Press to stop." in reader.get("/library/following").text
    desk.published()
    assert "Following" not in reader.get(f"/library/?topic={desk.topics[0]}").text
    reader.post(f"/library/topics/{topic}/unfollow")
    assert "Follow: Nature" in reader.get("/library/following").text


def test_one_chooses_only_among_what_one_may_read(desk: Desk) -> None:
    """Attack row Z05: for a stranger to the programme its topics and stories do not exist."""
    name = desk.published()
    outsider = desk.client(desk.cast.kim)
    for path in (
        f"/library/topics/{desk.topics[0]}/follow",
        f"/library/topics/{desk.topics[0]}/unfollow",
        f"/library/stories/{name}/put-away",
        f"/library/stories/{name}/bring-back",
    ):
        assert outsider.post(path).status_code == 404, path
        assert desk.app.test_client().post(path).status_code == 303, path


def test_a_page_leads_back_only_to_this_site(desk: Desk, reader: FlaskClient) -> None:
    """Attack row R01."""
    answer = reader.post(f"/library/topics/{desk.topics[0]}/follow", data={"next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"


def test_nobody_else_sees_what_one_follows_and_puts_away(desk: Desk, reader: FlaskClient) -> None:
    """Attack row Z06: not the editors, not the leaders, not the administrator, not even the trail."""
    cast, name, topic = desk.cast, desk.published(title="Quiet"), desk.topics[1]
    reader.post(f"/library/topics/{topic}/follow")
    reader.post(f"/library/stories/{name}/put-away")
    with desk.app.app_context():
        entries = db.session.query(HistoryEntry).filter(HistoryEntry.deed.startswith("library.")).all()
        assert {entry.deed for entry in entries} == {"library.topic.followed", "library.story.put_away"}
        assert all(entry.is_private and entry.facts == {} for entry in entries)
    for person in (cast.anders, cast.lone, cast.birgitte, cast.henrik):
        client = desk.client(person)
        for path in ("/history/", "/library/following", f"/stories/{name}/review", f"/stories/{name}", "/insights/"):
            page = client.get(path).text
            assert "put_away" not in page and "topic.followed" not in page and "Camilla" not in page, (person.name, path)
        assert "Following:" not in client.get("/library/following").text


def test_pressing_twice_leaves_one_choice_and_one_line(desk: Desk, reader: FlaskClient) -> None:
    """Attack row L01."""
    name = desk.published()
    for _again in range(3):
        reader.post(f"/library/stories/{name}/put-away")
        reader.post(f"/library/topics/{desk.topics[0]}/follow")
    with desk.app.app_context():
        counts = [db.session.query(model).count() for model in (PutAwayStory, FollowedTopic)]
        entries = db.session.query(HistoryEntry).filter(HistoryEntry.deed.startswith("library.")).count()
    assert (counts, entries) == ([1, 1], 2)


def test_choices_go_with_whoever_leaves(desk: Desk, reader: FlaskClient) -> None:
    name = desk.published()
    reader.post(f"/library/stories/{name}/put-away")
    reader.post(f"/library/topics/{desk.topics[0]}/follow")
    desk.client(desk.cast.jonas).post(f"/library/topics/{desk.topics[0]}/follow")
    with desk.app.app_context():
        person_left.announce(person=db.session.get_one(Person, desk.cast.camilla.id))
        db.session.commit()
        left = [row.person_id for model in (FollowedTopic, PutAwayStory) for row in db.session.query(model)]
        assert left == [desk.cast.jonas.id]
        assert actor_for(db.session.get_one(Person, desk.cast.jonas.id)).person.is_active


def test_every_card_has_a_button_of_its_own_and_the_page_one_form(desk: Desk, reader: FlaskClient) -> None:
    names = {desk.published(title=f"Story {n}") for n in range(5)}
    page = reader.get("/library/").text
    assert page.count('id="put-away"') == 1
    assert {each for each in re.findall(r'formaction="/library/stories/([\w-]+)/put-away"', page)} == names
