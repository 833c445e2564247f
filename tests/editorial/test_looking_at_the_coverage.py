"""What has been told about and what has not: stories are counted, never people."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from advocacy.editorial.queries.coverage import _months_ago
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.stories.models import StoryKind
from advocacy.stories.queries import get_story
from tests.editorial.stage import page, post
from tests.stories.stage import Desk


def card(text: str, name: str) -> tuple[dict[str, int], list[str]]:
    """What has been told about and how often, and what has not."""
    found = re.search(rf'id="{name}".*?(?=</section>)', text, re.DOTALL)
    assert found is not None, name
    told = dict(re.findall(r'bar-label">(.*?)</span>.*?bar-value">(\d+)<', found[0], re.DOTALL))
    return {label: int(count) for label, count in told.items()}, re.findall(r"<li><span>(.*?)</span>", found[0])


def test_what_was_told_is_counted_and_what_was_not_is_an_invitation(desk: Desk) -> None:
    """K-082."""
    with desk.app.app_context():
        from advocacy.programmes.models import Programme

        topics = [topic.id for topic in db.session.query(Programme).filter_by(public_id=desk.programme).one().topics]
    desk.published(kind=StoryKind.LEARNED)
    desk.published(kind=StoryKind.RESULTS, topic_id=topics[1])
    desk.published(kind=StoryKind.RESULTS, topic_id=topics[1])
    desk.write(desk.cast.lone, title_en="A draft tells nobody anything")
    text = page(desk, desk.cast.tine, "/coverage")
    assert "3 stories have been in the library since" in text
    assert card(text, "topics") == ({"Care that works": 1, "Nature": 2}, ["Schools"])
    assert card(text, "purposes")[0] == {"More colleagues in care": 3}
    kinds, silent = card(text, "kinds")
    assert kinds == {"What we learned": 1, "Results": 2} and set(silent) == {
        "Behind the scenes",
        "Why we do it this way",
        "Praise of a colleague",
        "A vacancy",
    }
    assert "Both have been told." in text
    invitation = re.search(r'href="(/stories/add\?programme=[^"]+topic=[^"]+)"', text)
    assert invitation is not None
    form = desk.client(desk.cast.tine).get(invitation[1]).text
    assert re.search(r"<option selected value=\"[^\"]+\">Schools<", form), "it is about what was missing"
    assert (
        'value="vacancy"' in re.findall(r"<input[^>]+checked[^>]*>", desk.client(desk.cast.tine).get("/stories/add?kind=vacancy").text)[0]
    )
    assert desk.client(desk.cast.tine).get("/stories/add?kind=nonsense&topic=nonsense").status_code == 200


@pytest.mark.parametrize(
    ("kinds", "sentence"),
    [
        ((), "Nothing of either"),
        (("results",), "Only what went well"),
        (("learned",), "Only what was hard"),
        (("learned", "results"), "Both have been told"),
    ],
)
def test_the_balance_is_said_in_words(desk: Desk, kinds: tuple[str, ...], sentence: str) -> None:
    """K-082: successes and challenges."""
    for kind in kinds:
        desk.published(kind=StoryKind(kind))
    assert sentence in page(desk, desk.cast.tine, "/coverage")


def test_a_unit_counts_with_what_lies_below_it_once_an_editor_has_said_where(desk: Desk) -> None:
    name = desk.published(title="On the bicycle")
    text = page(desk, desk.cast.tine, "/coverage")
    assert "On the bicycle" in text and "Where do these take place?" in text
    told, silent = card(text, "units")
    assert told == {} and "Hjemmeplejen Nord" in silent
    assert post(desk, desk.cast.tine, f"/stories/{name}/place", unit=desk.cast.home_care_north.public_id, months="3") == 303
    text = page(desk, desk.cast.tine, "/coverage?months=3")
    told, silent = card(text, "units")
    assert told == {"Velfærd og Sundhed": 1, "Hjemmeplejen Nord": 1} and "Fjordglimt" in silent
    assert "Where do these take place?" not in text
    assert post(desk, desk.cast.tine, f"/stories/{name}/place", unit=desk.cast.roads.public_id) == 303
    assert "Velfærd og Sundhed" in card(page(desk, desk.cast.tine, "/coverage"), "units")[1]


def test_a_place_is_one_of_the_programmes_units_and_said_by_its_editors(desk: Desk) -> None:
    name = desk.published()
    post(desk, desk.cast.tine, f"/stories/{name}/place", unit="nowhere")
    assert "Where do these take place?" in page(desk, desk.cast.tine, "/coverage")
    assert post(desk, desk.cast.camilla, f"/stories/{name}/place", unit=desk.cast.roads.public_id) == 403
    assert post(desk, desk.cast.tine, "/stories/nowhere/place", unit=desk.cast.roads.public_id) == 404


def test_periods_end_today_and_begin_on_the_same_day_months_ago(desk: Desk) -> None:
    old = desk.published(title="Old")
    with desk.app.app_context():
        get_story(old).published_at = clock.now() - timedelta(days=150)
        db.session.commit()
    counts = {months: re.search(r"(\d+|One|0) stor", page(desk, desk.cast.tine, f"/coverage?months={months}")) for months in (3, 6, 12)}
    assert [found and found[1] for found in counts.values()] == ["0", "One", "One"]
    for months in ("1", "0", "-3", "six", "12.0"):
        assert desk.client(desk.cast.tine).get(f"/editorial/coverage?months={months}").status_code == 404
    assert _months_ago(date(2026, 5, 31), 3) == date(2026, 2, 28)
    assert _months_ago(date(2026, 11, 22), 12) == date(2025, 11, 22)
    assert _months_ago(date(2026, 1, 31), 2) == date(2025, 11, 30)


def test_a_story_under_embargo_has_told_nobody_anything_yet(desk: Desk) -> None:
    with time_machine.travel(datetime(2026, 11, 18, 9, tzinfo=UTC), tick=False):
        name = desk.published()
        with desk.app.app_context():
            get_story(name).published_at = clock.now() + timedelta(days=3)
            db.session.commit()
        assert "0 stories have been in the library" in page(desk, desk.cast.tine, "/coverage")
