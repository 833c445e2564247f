"""The editorial desk: five lists, what is mine to review first, and for editors only."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.stories.queries import get_story
from tests.stories.stage import Desk, questions


def lines_on(page: str) -> list[str]:
    return [
        re.sub(r"<[^>]+>", "", words) for words in re.findall(r'link-list-words"><span>(.*?)</span><span class="link-list-detail">', page)
    ]


@pytest.mark.parametrize("who", ["birgitte", "anders", "josefine", "henrik", "camilla"])
def test_the_desk_is_for_editors(desk: Desk, who: str) -> None:
    """A director or an administrator who is no editor is told so: 403, for they know that it is there."""
    name = desk.published()
    for path in ("/editorial/stories", "/stories/add", f"/stories/{name}/edit", f"/stories/{name}/review"):
        assert desk.client(getattr(desk.cast, who)).get(path).status_code == 403


def test_each_list_holds_its_own_stories(desk: Desk) -> None:
    drafted = desk.write(desk.cast.lone, title_en="A draft")
    desk.write(desk.cast.lone, then="submit", title_en="Waiting")
    returned = desk.write(desk.cast.lone, then="submit", title_en="Returned")
    desk.press(desk.cast.tine, returned, "send-back", note="Please begin with Hanne.")
    desk.published(title="Published")
    desk.press(desk.cast.tine, desk.published(title="Taken out"), "retire")
    desk.press(desk.cast.tine, desk.write(desk.cast.lone, title_en="Put away"), "retire")
    over = desk.published(title="Over")
    with desk.app.app_context():
        get_story(over).expires_on = clock.today() - timedelta(days=1)
        db.session.commit()
    client = desk.client(desk.cast.tine)
    found = {
        which: sorted(lines_on(client.get(f"/editorial/stories?list={which}").text))
        for which in ("review", "drafts", "sent-back", "library", "out")
    }
    assert found == {
        "review": ["Waiting"],
        "drafts": ["A draft"],
        "sent-back": ["Returned"],
        "library": ["Published"],
        "out": ["Over", "Put away", "Taken out"],
    }
    counts = re.findall(r'<span class="badge">(\d+)</span>', client.get("/editorial/stories").text)
    assert counts == ["1", "1", "1", "0", "1", "0", "3"], "with those still to come and those on pause"
    assert client.get("/editorial/stories?list=nothing").status_code == 404
    assert client.get("/editorial/stories?page=2").status_code == 404
    assert drafted in client.get("/editorial/stories?list=drafts").text


def test_what_i_may_review_stands_before_what_i_may_not(desk: Desk) -> None:
    desk.write(desk.cast.tine, then="submit", title_en="My own, older")
    desk.write(desk.cast.lone, then="submit", title_en="Not mine, newer")
    page = desk.client(desk.cast.tine).get("/editorial/stories").text
    assert lines_on(page) == ["Not mine, newer", "My own, older"]
    assert page.count("Another editor must look at it") == 1


def test_a_story_with_a_new_version_stands_in_the_library_and_in_the_drafts(desk: Desk) -> None:
    name = desk.published(title="Published")
    desk.change(desk.cast.lone, name, title_en="Being changed")
    client = desk.client(desk.cast.tine)
    assert lines_on(client.get("/editorial/stories?list=library").text) == ["Published"]
    assert lines_on(client.get("/editorial/stories?list=drafts").text) == ["Being changed"]


def test_a_long_list_has_pages_and_asks_no_more_for_a_longer_one(desk: Desk) -> None:
    desk.published()
    client = desk.client(desk.cast.tine)
    client.get("/editorial/stories?list=library")
    with questions(desk.app) as few:
        client.get("/editorial/stories?list=library")
    for n in range(22):
        desk.published(title=f"Story {n}")
    with questions(desk.app) as many:
        page = client.get("/editorial/stories?list=library").text
    assert (len(lines_on(page)), len(many)) == (20, len(few))
    assert len(lines_on(client.get("/editorial/stories?list=library&page=2").text)) == 3


def test_an_empty_list_says_what_will_stand_there(desk: Desk) -> None:
    for which in ("review", "drafts", "sent-back", "library", "out"):
        assert "empty-state" in desk.client(desk.cast.tine).get(f"/editorial/stories?list={which}").text


def test_the_history_tells_each_step_and_joins_saves_in_a_row(desk: Desk) -> None:
    name = desk.write(desk.cast.lone)
    for n in range(3):
        desk.change(desk.cast.lone, name, title_en=f"Title {n}")
    desk.press(desk.cast.lone, name, "submit")
    desk.press(desk.cast.tine, name, "approve")
    desk.press(desk.cast.tine, name, "retire")
    page = desk.client(desk.cast.tine).get(f"/stories/{name}/review").text
    assert desk.deeds(name) == ["created", "saved", "saved", "saved", "submitted", "approved", "retired"]
    assert page.count("Wrote in version 1") == 1
    for words in (
        "Began the story",
        "Sent version 1 to review",
        "Approved version 1",
        "Took the story out of the library",
        "Lone Bitsch",
        "Tine Vestergren",
    ):
        assert words in page
