"""The inbox: what waits for this editor and nothing else, and a page worth seeing when nothing does."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from advocacy.editorial.queries.inbox import REVIEW_WITHIN
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.stories.models import LinkStatus
from advocacy.stories.queries import get_story
from advocacy.stories.services import pause_story
from advocacy.stories.services.checking import keep_link_answer
from tests.editorial.stage import WEDNESDAY, make_editor, page, post, seat, section
from tests.stories.stage import Desk, questions

PAGES = ("/", "/stories", "/calendar", "/coverage", "/board", "/words")


@pytest.mark.parametrize("who", ["birgitte", "anders", "josefine", "henrik", "camilla"])
def test_the_board_is_for_editors(desk: Desk, who: str) -> None:
    for path in PAGES:
        assert desk.client(getattr(desk.cast, who)).get(f"/editorial{path}").status_code == 403
    for path in ("/board/seats", "/board/weeks", "/words"):
        assert post(desk, getattr(desk.cast, who), path) == 403


def test_nothing_waits_is_a_page_of_its_own(desk: Desk) -> None:
    text = page(desk, desk.cast.tine)
    assert "Nothing waits for you" in text
    assert "Waits for a second pair" not in text


def test_the_old_way_in_leads_here(desk: Desk) -> None:
    client = desk.client(desk.cast.tine)
    assert client.get("/stories/desk").headers["Location"] == "/editorial/"
    assert client.get("/stories/desk?list=drafts").headers["Location"] == "/editorial/stories?list=drafts"


def test_what_came_back_to_me_stands_with_its_note_and_for_nobody_else(desk: Desk) -> None:
    name = desk.write(desk.cast.lone, then="submit")
    desk.press(desk.cast.tine, name, "send-back", note="Who is <Hanne>?")
    mine = section(page(desk, desk.cast.lone), "returned")
    assert "Who is <Hanne>?" in mine and "Tine Vestergren" in mine and f"/stories/{name}/edit" in mine
    assert "Nothing waits for you" in page(desk, desk.cast.tine)


def test_i_review_what_others_wrote_and_see_how_many_of_mine_wait(desk: Desk) -> None:
    desk.write(desk.cast.tine, then="submit", title_en="My own")
    desk.write(desk.cast.lone, then="submit", title_en="Hers")
    text = page(desk, desk.cast.tine)
    assert "Hers" in section(text, "to-review") and "My own" not in section(text, "to-review")
    assert "One of your own stories waits for another editor." in text


def test_who_has_the_seat_or_the_week_is_asked_first(desk: Desk) -> None:
    """Lone works in the staff unit; Emil sits for it, Tine sits for welfare."""
    make_editor(desk, desk.cast.emil)
    make_editor(desk, desk.cast.camilla)
    desk.write(desk.cast.lone, then="submit", title_en="From the staff, older")
    desk.write(desk.cast.camilla, then="submit", title_en="From home care, newer")
    seat(desk, desk.cast.emil, desk.cast.root)
    seat(desk, desk.cast.tine, desk.cast.welfare)
    tines = section(page(desk, desk.cast.tine), "to-review")
    assert tines.index("From home care") < tines.index("From the staff") and tines.count("You are asked") == 1
    emils = section(page(desk, desk.cast.emil), "to-review")
    assert emils.index("From the staff") < emils.index("From home care") and emils.count("You are asked") == 1, "the nearest seat is asked"
    today = clock.today().isoformat()
    post(desk, desk.cast.tine, "/board/weeks", week_on=today, on_duty=desk.cast.tine.public_id)
    text = page(desk, desk.cast.tine)
    assert text.count("You are asked") == 2 and "You are on duty this week." in text
    assert "Tine Vestergren is on duty this week." in page(desk, desk.cast.emil)


def test_a_review_is_late_after_three_working_days(desk: Desk) -> None:
    with time_machine.travel(WEDNESDAY, tick=False):
        desk.write(desk.cast.lone, then="submit")
    assert REVIEW_WITHIN == 3
    for days, is_late in ((0, False), (2, False), (5, False), (6, True)):  # Monday is the third day; a weekend lies between.
        with time_machine.travel(WEDNESDAY + timedelta(days=days), tick=False):
            text = section(page(desk, desk.cast.tine), "to-review")
            assert ("should have been looked at by 23 November 2026" in text) == is_late, (days, text)


def test_last_days_pauses_and_dead_links_stand_with_their_reasons(desk: Desk) -> None:
    soon = desk.published(title="Soon over", expires_on=clock.today() + timedelta(days=14))
    desk.published(title="Later", expires_on=clock.today() + timedelta(days=15))
    paused, linked = desk.published(title="On hold"), desk.published(title="Dead end", address="https://bredfjord.example/gone")
    inside = desk.published(title="Inside", body={"en": "See [the plan](https://bredfjord.example/old_plan)."})
    with desk.app.app_context():
        pause_story(get_story(paused), "A relative has asked us to wait.", None)
        for address, status in (
            ("https://bredfjord.example/gone", LinkStatus.BROKEN), ("https://bredfjord.example/h/01", LinkStatus.ANSWERED),
            ("https://bredfjord.example/old_plan", LinkStatus.BROKEN), ("https://bredfjord.example/oldXplan", LinkStatus.BROKEN),
        ):  # fmt: skip
            keep_link_answer(address, status)
        db.session.commit()
    text = page(desk, desk.cast.tine)
    assert soon in section(text, "expiring") and "Later" not in section(text, "expiring")
    assert "A relative has asked us to wait." in section(text, "paused") and paused in section(text, "paused")
    links = section(text, "links")
    assert linked in links and inside in links and "gone" in links and links.count("link-list-words") == 2


def test_another_houses_stories_wait_for_its_own_editors(desk: Desk) -> None:
    """Attack row Z03."""
    make_editor(desk, desk.cast.jonas, desk.cast.school)
    with desk.app.app_context():
        from advocacy.people.models import Unit
        from advocacy.programmes.models import Programme

        programme = db.session.query(Programme).filter_by(public_id=desk.programme).one()
        programme.units = [db.session.get_one(Unit, desk.cast.welfare.id)]
        db.session.commit()
    desk.write(desk.cast.lone, then="submit", title_en="Only for welfare")
    assert "Only for welfare" in page(desk, desk.cast.tine)
    assert "Nothing waits for you" in page(desk, desk.cast.jonas)
    assert "Only for welfare" not in page(desk, desk.cast.jonas, "/stories")


def test_a_full_inbox_asks_no_more_questions_than_a_small_one(desk: Desk) -> None:
    client = desk.client(desk.cast.tine)

    def fill(times: int) -> int:
        for number in range(times):
            desk.write(desk.cast.lone, then="submit", title_en=f"Waiting {number}")
            desk.published(title=f"Soon {number}", expires_on=clock.today() + timedelta(days=3))
        with questions(desk.app) as asked:
            assert client.get("/editorial/").status_code == 200
        return len(asked)

    assert fill(2) == fill(7) <= 30


def test_all_stories_are_found_by_title_and_by_writer(desk: Desk) -> None:
    desk.write(desk.cast.lone, title_en="Æbler på Ærø", title_da="Æbler på Ærø", gain_da="x", body_da="x", caption_linkedin_da="Bredfjord")
    desk.write(desk.cast.tine, title_en="100 % of _something")
    for words, found in (("æbler", 1), ("ÆBLER", 1), ("lone", 1), ("%", 1), ("_", 1), ("nothing like it", 0), ("", 2)):
        text = page(desk, desk.cast.tine, f"/stories?list=drafts&q={words.replace('%', '%25')}")
        assert text.count("link-list-words") == found, words
    assert desk.client(desk.cast.tine).get("/editorial/stories?list=nothing").status_code == 404
    assert desk.client(desk.cast.tine).get("/editorial/stories?page=2").status_code == 404
