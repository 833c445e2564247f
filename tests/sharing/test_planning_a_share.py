"""Later: a letter or a post at a time of one's own choosing, once, and held with an explanation when something stands in the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput
from advocacy.foundation.jobs import Job
from advocacy.foundation.quiet_hours import is_quiet
from advocacy.links.models import Link
from advocacy.mail.models import OutboxLetter
from advocacy.networks.models import Connection
from advocacy.people.models import Person
from advocacy.people.services import say_goodbye
from advocacy.programmes.models import Enrolment
from advocacy.sharing.holds import PlanHold
from advocacy.sharing.models import PlannedShare, PlanStatus, PlanWay, Share
from advocacy.sharing.when import LONGEST_AHEAD, When, checked_moment, choices_at, chosen_moment
from advocacy.stories.models import Story
from advocacy.training.models import Licence
from tests.people import Cast
from tests.sharing.posting_stage import SECRET_PART, WORDS, Desk, whole_database
from tests.sharing.stage import follow, press
from tests.signing_in import Visitor

COPENHAGEN = clock.LOCAL_ZONE


def _local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=COPENHAGEN)  # type: ignore[arg-type, misc]


# ---- when


@pytest.mark.parametrize(
    ("now", "way", "evening"),
    [
        (_local(2026, 11, 23, 9), PlanWay.REMIND, _local(2026, 11, 23, 17, 30)),
        (_local(2026, 11, 23, 9), PlanWay.POST, _local(2026, 11, 23, 19, 30)),
        (_local(2026, 11, 23, 17, 29), PlanWay.REMIND, None),
        (_local(2026, 11, 23, 23), PlanWay.POST, None),
        (_local(2027, 3, 28, 1, 30), PlanWay.POST, _local(2027, 3, 28, 19, 30)),
    ],
)
def test_this_evening_is_offered_until_it_has_come(now: datetime, way: PlanWay, evening: datetime | None) -> None:
    assert choices_at(now, way).get(When.EVENING) == evening


@pytest.mark.parametrize(
    ("now", "utc"),
    [
        (_local(2027, 3, 27, 22), datetime(2027, 3, 28, 5, 30, tzinfo=UTC)),
        (_local(2026, 10, 24, 22), datetime(2026, 10, 25, 6, 30, tzinfo=UTC)),
        (_local(2026, 12, 31, 23), datetime(2027, 1, 1, 6, 30, tzinfo=UTC)),
    ],
)
def test_tomorrow_morning_is_half_past_seven_by_the_clock_on_the_wall(now: datetime, utc: datetime) -> None:
    assert choices_at(now, PlanWay.POST)[When.MORNING] == utc


@given(st.integers(0, 1_000_000), st.integers(3, 129_000))
def test_a_reminder_never_comes_in_the_quiet_hours(later: int, minutes: int) -> None:
    now = _local(2026, 1, 1) + timedelta(minutes=later)
    due = checked_moment(now + timedelta(minutes=minutes), PlanWay.REMIND, now)
    assert not is_quiet(due) and due > now
    assert all(not is_quiet(each) and each > now for each in choices_at(now, PlanWay.REMIND).values())


@pytest.mark.parametrize("by", [timedelta(0), timedelta(minutes=1), -timedelta(days=1), LONGEST_AHEAD + timedelta(days=1)])
def test_a_moment_is_to_come_and_not_too_far_away(by: timedelta) -> None:
    now = _local(2026, 11, 23, 9)
    with pytest.raises(InvalidInput):
        chosen_moment(When.MOMENT, now + by, PlanWay.POST, now)


# ---- reminders


def _letters(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        return [(letter.subject, letter.text) for letter in db.session.scalars(select(OutboxLetter).order_by(OutboxLetter.id))]


def test_a_reminder_is_one_letter_with_the_way_to_the_page_and_no_words(desk: Desk, app: Flask) -> None:
    answer = desk.plan(words=WORDS)
    assert answer.status_code == 303
    assert "You get a letter" in desk.client.get(answer.headers["Location"]).text
    assert desk.planned().sealed_words is None
    desk.go_on(hours=20)
    desk.work()
    assert not _letters(app)
    desk.go_on(hours=3)
    for _turn in range(2):
        desk.work()
    assert [subject for subject, _text in _letters(app)] == ["You wanted to share this now"]
    assert f"/sharing/story/{desk.scene.story}/mastodon" in _letters(app)[0][1]
    assert desk.planned().status is PlanStatus.DONE
    assert SECRET_PART not in whole_database(app)


def test_a_reminder_in_the_evening_waits_for_the_morning(desk: Desk) -> None:
    typed = (clock.today() + timedelta(days=1)).isoformat() + "T21:00"
    desk.plan(when="moment", moment=typed)
    assert desk.planned().due_at.astimezone(COPENHAGEN).strftime("%H:%M") == "07:00"


def test_a_worker_that_comes_back_at_night_reminds_in_the_morning(desk: Desk, app: Flask) -> None:
    desk.plan()
    desk.hours.go_on(hours=36)  # Nine in the evening of the day it was due.
    desk.work()
    assert not _letters(app)
    desk.hours.go_on(hours=12)
    desk.work()
    assert len(_letters(app)) == 1


# ---- posts by themselves


def test_a_planned_post_stands_there_once_at_its_time(desk: Desk, app: Flask) -> None:
    page = desk.open()
    answer = desk.plan(page, way="post", words=WORDS, planned_let_leaders_see="y")
    assert desk.plan(page, way="post", words="again").headers["Location"] == answer.headers["Location"]
    assert SECRET_PART not in whole_database(app)
    shown = desk.client.get(answer.headers["Location"]).text
    assert SECRET_PART in shown and f"as @camilla@{desk.network.place}" in shown
    desk.work()
    with app.app_context():
        assert db.session.scalar(select(Share.id)) is None
    desk.go_on(hours=23)
    for _turn in range(2):
        desk.work()
    share = desk.share()
    assert desk.network.words == [f"{WORDS}\n\nhttp://127.0.0.1:8000/r/{share.link.code}"]
    assert (desk.planned().status, desk.planned().sealed_words) == (PlanStatus.DONE, None)
    assert share.public_id == desk.planned().public_id and share.is_visible_to_leaders
    assert desk.client.get(answer.headers["Location"]).headers["Location"] == f"/sharing/{share.public_id}"
    assert SECRET_PART not in whole_database(app)


def test_the_page_of_a_plan_cannot_be_shared_besides(desk: Desk) -> None:
    page = desk.open()
    desk.plan(page, way="post", words=WORDS)
    assert press(desk.client, page).status_code == 409
    assert desk.post(page).status_code == 422


def _story(**changes: object) -> Callable[[Desk], None]:
    def change(desk: Desk) -> None:
        story = db.session.get_one(Story, desk.scene.story_id)
        for name, value in changes.items():
            setattr(story, name, value() if callable(value) else value)

    return change


def _stop_enrolment(_desk: Desk) -> None:
    db.session.scalars(select(Enrolment)).one().stopped_at = clock.now()


def _end_licence(_desk: Desk) -> None:
    for licence in db.session.scalars(select(Licence)):
        licence.valid_until = clock.today() - timedelta(days=1)


def _disconnect(_desk: Desk) -> None:
    db.session.scalars(select(Connection)).one().ended_at = clock.now()


def _break_off(_desk: Desk) -> None:
    db.session.scalars(select(Connection)).one().broken_at = clock.now()


IN_THE_WAY = [
    (_story(paused_at=clock.now), PlanHold.PAUSED),
    (_story(retired_at=clock.now), PlanHold.RETIRED),
    (_story(expires_on=lambda: clock.today() - timedelta(days=1)), PlanHold.EXPIRED),
    (_story(published_at=lambda: clock.now() + timedelta(days=9)), PlanHold.EMBARGOED),
    (_stop_enrolment, PlanHold.NOT_TAKING_PART),
    (_end_licence, PlanHold.NO_LICENCE),
    (_disconnect, PlanHold.DISCONNECTED),
    (_break_off, PlanHold.DISCONNECTED),
]


@pytest.mark.parametrize("way", ["post", "remind"])
@pytest.mark.parametrize(("change", "hold"), IN_THE_WAY, ids=lambda each: each.value if isinstance(each, PlanHold) else "")
def test_what_stands_in_the_way_holds_the_plan_and_says_so(
    desk: Desk, app: Flask, change: Callable[[Desk], None], hold: PlanHold, way: str
) -> None:
    answer = desk.plan(way=way, words=WORDS)
    desk.go_on(hours=22.6)
    with app.app_context():
        change(desk)
        db.session.commit()
    desk.work()
    if way == "remind" and hold is PlanHold.DISCONNECTED:
        assert desk.planned().status is PlanStatus.DONE
        return
    assert (desk.planned().status, desk.planned().held_for) == (PlanStatus.HELD, hold.value)
    assert not desk.network.messages
    [(subject, text)] = _letters(app)
    assert subject == "Your planned share waits for you" and SECRET_PART not in text
    page = desk.client.get(answer.headers["Location"]).text
    assert "Your plan is held" in page and (SECRET_PART in page) is (way == "post")
    assert "Held, look here" in desk.client.get("/sharing/").text


def test_a_held_plan_goes_on_when_its_person_chooses_another_time(desk: Desk, app: Flask) -> None:
    desk.plan(way="post", words=WORDS)
    with app.app_context():
        db.session.get_one(Story, desk.scene.story_id).paused_at = clock.now()
        db.session.commit()
    desk.go_on(hours=23)
    desk.work()
    with app.app_context():
        db.session.get_one(Story, desk.scene.story_id).paused_at = None
        db.session.commit()
    desk.go_on(hours=23)
    desk.work()
    assert not desk.network.messages, "it does not go on by itself"
    assert desk.client.post(f"/sharing/planned/{desk.planned().public_id}/move", data={"when": "morning"}).status_code == 303
    desk.go_on(hours=24.6)
    desk.work()
    assert len(desk.network.messages) == 1


def test_words_of_a_held_plan_are_forgotten_after_seven_days(desk: Desk, app: Flask) -> None:
    desk.plan(way="post", words=WORDS)
    with app.app_context():
        db.session.get_one(Story, desk.scene.story_id).paused_at = clock.now()
        db.session.commit()
    desk.hours.go_on(hours=23)
    desk.work()
    desk.hours.go_on(days=6)
    desk.tidy()
    assert desk.planned().sealed_words is not None
    desk.hours.go_on(days=2)
    desk.tidy()
    assert (desk.planned().status, desk.planned().sealed_words) == (PlanStatus.CANCELLED, None)


def test_a_worker_that_comes_back_late_holds_a_post_rather_than_posting_at_night(desk: Desk) -> None:
    desk.plan(way="post", words=WORDS)
    desk.hours.go_on(hours=40)
    desk.work()
    assert desk.planned().held_for == PlanHold.LATE.value and not desk.network.messages


def test_a_planned_post_that_the_network_refuses_is_told_by_letter_without_the_words(desk: Desk, app: Flask) -> None:
    desk.network.bad_days = [422]
    desk.plan(way="post", words=WORDS)
    desk.go_on(hours=23)
    desk.work()
    [(subject, text)] = _letters(app)
    assert subject == "Your planned share waits for you"
    assert SECRET_PART not in text and desk.share().public_id in text
    assert SECRET_PART in desk.page()


# ---- changing and cancelling


def test_a_plan_can_be_moved_and_happens_once_at_the_new_time(desk: Desk, app: Flask) -> None:
    desk.plan(way="post", words=WORDS)
    name = desk.planned().public_id
    typed = (clock.today() + timedelta(days=3)).isoformat() + "T12:00"
    assert desk.client.post(f"/sharing/planned/{name}/move", data={"when": "moment", "moment": typed}).status_code == 303
    desk.go_on(hours=24)
    desk.work()
    assert not desk.network.messages
    desk.go_on(hours=51)
    desk.work()
    assert len(desk.network.messages) == 1
    with app.app_context():
        assert len(list(db.session.scalars(select(Job).where(Job.kind == "sharing.carry_out_plan")))) == 2
        assert jobs.run_due_jobs() == 0


def test_the_words_of_a_plan_can_be_changed_until_then(desk: Desk) -> None:
    desk.plan(way="post", words=WORDS)
    name = desk.planned().public_id
    assert desk.client.post(f"/sharing/planned/{name}/words", data={"words": ""}).status_code == 422
    assert desk.client.post(f"/sharing/planned/{name}/words", data={"words": "Nye ord"}).status_code == 303
    desk.go_on(hours=23)
    desk.work()
    assert desk.network.words[0].startswith("Nye ord\n\nhttp")


def test_a_cancelled_plan_leaves_nothing(desk: Desk, app: Flask, visit: Visitor) -> None:
    answer = desk.plan(way="post", words=WORDS)
    with app.app_context():
        code = db.session.scalars(select(Link.code)).one()
    assert desk.client.post(f"{answer.headers['Location']}/cancel").status_code == 303
    assert desk.planned().sealed_words is None
    assert follow(app.test_client(), code).status_code == 410
    desk.go_on(hours=24)
    desk.work()
    assert not desk.network.messages
    assert desk.client.get(answer.headers["Location"]).status_code == 404
    assert desk.client.post(f"{answer.headers['Location']}/cancel").status_code == 404


def test_nobody_else_sees_or_touches_a_plan(desk: Desk, cast: Cast, visit: Visitor) -> None:
    place = desk.plan(way="post", words=WORDS).headers["Location"]
    for other in (cast.birgitte, cast.henrik):
        client = visit(other)
        assert client.get(place).status_code == 404
        for deed in ("move", "words", "cancel"):
            assert client.post(f"{place}/{deed}", data={"when": "morning", "words": "x"}).status_code == 404
    assert desk.planned().status is PlanStatus.WAITING


@pytest.mark.parametrize("changes", [{"when": "never"}, {"way": "shout"}, {"when": "moment"}, {"when": "moment", "moment": "2020-01-01T10:00"}])
def test_a_plan_that_cannot_be_is_said_at_once(desk: Desk, changes: dict[str, str], app: Flask) -> None:
    assert desk.plan(**changes).status_code == 422
    with app.app_context():
        assert db.session.scalar(select(PlannedShare.id)) is None


def test_a_story_that_will_be_gone_by_then_is_not_planned(desk: Desk, app: Flask) -> None:
    with app.app_context():
        db.session.get_one(Story, desk.scene.story_id).expires_on = clock.today() + timedelta(days=2)
        db.session.commit()
    typed = (clock.today() + timedelta(days=5)).isoformat() + "T12:00"
    answer = desk.plan(when="moment", moment=typed)
    assert answer.status_code == 422 and "leaves the library" in answer.text


def test_without_an_account_only_a_reminder_can_be_planned(desk: Desk, app: Flask) -> None:
    assert 'value="post"' not in desk.open("facebook")
    assert desk.plan(network="facebook", way="post", words=WORDS).status_code == 422
    assert desk.plan(network="facebook").status_code == 303


def test_who_has_left_leaves_no_plan(desk: Desk, app: Flask, cast: Cast) -> None:
    desk.plan(way="post", words=WORDS)
    with app.app_context():
        say_goodbye(db.session.get_one(Person, cast.camilla.id))
        db.session.commit()
        assert db.session.scalar(select(PlannedShare.id)) is None
    desk.hours.go_on(days=1)
    desk.work()
    assert not desk.network.messages and not _letters(app)
