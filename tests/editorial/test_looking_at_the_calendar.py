"""The calendar of a month, and what it says on which day."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from advocacy.campaigns.models import Campaign
from advocacy.foundation.database import db
from advocacy.programmes.models import Programme
from advocacy.stories.queries import get_story
from tests.editorial.stage import MONDAY, WEDNESDAY, page, post
from tests.stories.stage import Desk


@pytest.fixture(autouse=True)
def wednesday() -> object:
    with time_machine.travel(WEDNESDAY, tick=False):
        yield


def listed(text: str) -> list[str]:
    """The days of the list for a phone, each with what happens."""
    found = re.search(r'class="month-list">(.*?)</main>', text, re.DOTALL)
    assert found is not None
    return [
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", each)).strip() for each in re.findall(r"<section>(.*?)</section>", found[1], re.DOTALL)
    ]


def test_a_month_shows_what_appears_and_what_leaves(desk: Desk) -> None:
    desk.published(title="From today", expires_on=date(2026, 11, 30))
    coming = desk.published(title="Under embargo", expires_on=date(2027, 1, 31))
    with desk.app.app_context():
        get_story(coming).published_at = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)  # Half past midnight on the 21st in Denmark.
        db.session.commit()
    text = page(desk, desk.cast.tine, "/calendar")
    assert listed(text) == [
        "Wednesday 18 November · today Appeared From today", "Saturday 21 November Appears Under embargo", "Monday 30 November Last day From today",
    ]  # fmt: skip
    assert "November 2026" in text and "month=2026-10" in text and "month=2026-12" in text
    assert listed(page(desk, desk.cast.tine, "/calendar?month=2027-01")) == ["Sunday 31 January Last day Under embargo"]
    assert "A quiet month" in page(desk, desk.cast.tine, "/calendar?month=2027-02")


def test_a_draft_that_names_its_day_is_planned(desk: Desk) -> None:
    name = desk.write(desk.cast.lone, title_en="Thought of")
    with desk.app.app_context():
        get_story(name).latest.visible_from = WEDNESDAY + timedelta(days=2)
        db.session.commit()
    assert listed(page(desk, desk.cast.tine, "/calendar")) == ["Friday 20 November Planned, not approved yet Thought of"]


def test_hostile_words_are_words(desk: Desk) -> None:
    """Attack row M01."""
    desk.published(title="<script>alert(1)</script>")
    answer = desk.client(desk.cast.tine).get("/editorial/calendar").text
    assert "<script>alert" not in answer and answer.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 2


def test_campaigns_and_whoever_is_on_duty_stand_beside(desk: Desk) -> None:
    with desk.app.app_context():
        programme = db.session.query(Programme).filter_by(public_id=desk.programme).one()
        campaign = Campaign(
            programme_id=programme.id,
            name={"en": "Nights of care"},
            starts_on=date(2026, 11, 23),
            ends_on=date(2026, 12, 13),
            created_by_id=desk.cast.lone.id,
        )
        db.session.add(campaign)
        db.session.commit()
    post(desk, desk.cast.tine, "/board/weeks", week_on=MONDAY, on_duty=desk.cast.lone.public_id)
    text = page(desk, desk.cast.tine, "/calendar")
    assert listed(text) == ["Monday 23 November Campaign begins Nights of care"]
    assert "23 November 2026 to 13 December 2026" in text
    assert re.search(r"47</span><span class=\"week-duty\">.*?Lone", text)
    assert listed(page(desk, desk.cast.tine, "/calendar?month=2026-12")) == ["Sunday 13 December Campaign ends Nights of care"]


@pytest.mark.parametrize("month", ["2026-13", "2026-1", "26-11", "1999-12", "2100-01", "november", "2026-11-01", "２０２６-11"])
def test_what_is_no_month_is_not_there(desk: Desk, month: str) -> None:
    assert desk.client(desk.cast.tine).get(f"/editorial/calendar?month={month}").status_code == 404


@pytest.mark.parametrize("month", ["2026-02", "2021-02", "2028-02", "2027-08", "2000-01", "2099-12"])
def test_every_month_is_whole_weeks(desk: Desk, month: str) -> None:
    text = page(desk, desk.cast.tine, f"/calendar?month={month}")
    grid = re.findall(r'class="day-number">(\d+)', text)
    assert len(grid) % 7 == 0 and 28 <= len(grid) <= 42
