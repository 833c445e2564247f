"""A story comes into sight at the moment its editors have chosen, on every way and not a second before; the Danish clock counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from advocacy.accounts.queries import actor_for
from advocacy.foundation import clock, jobs
from advocacy.foundation.danish_moments import NoSuchHour, moment_of, typed_of
from advocacy.foundation.database import db
from advocacy.people.models import Person
from advocacy.programmes.models import Programme
from advocacy.stories.access import is_in_library, is_shareable
from advocacy.stories.queries import library_for, newest_stories, stories_between
from tests.factories.pictures import make_picture
from tests.factories.sharing import make_share
from tests.stories.stage import Desk, problems_on

TOMORROW = timedelta(days=1)


def typed(moment: datetime) -> str:
    return typed_of(moment)


def scheduled(desk: Desk, moment: datetime, **changes: object) -> str:
    name = desk.write(desk.cast.lone, then="submit", visible_from=typed(moment), **changes)
    assert desk.press(desk.cast.tine, name, "approve").status_code == 303
    return name


def everywhere(desk: Desk, name: str) -> set[bool]:
    """What each way of looking says of the story now."""
    page = desk.client(desk.cast.camilla).get(f"/stories/{name}").status_code == 200
    with desk.story(name) as story:
        camilla = actor_for(db.session.get_one(Person, desk.cast.camilla.id))
        listed = [entry.story for entry in library_for(camilla).entries]
        newest = [each.public_id for each in newest_stories(camilla)]
        return {page, name in listed, name in newest, is_in_library(story), is_shareable(story)}


def test_under_embargo_it_is_nowhere_and_at_the_moment_it_is_everywhere(desk: Desk) -> None:
    moment = (clock.now() + TOMORROW).replace(second=0, microsecond=0)
    name = scheduled(desk, moment)
    assert everywhere(desk, name) == {False}
    for seconds, is_there in ((-1, False), (0, True), (3600, True)):
        with time_machine.travel(moment + timedelta(seconds=seconds), tick=False):
            assert everywhere(desk, name) == {is_there}


def test_the_link_of_an_embargoed_story_tells_nothing(desk: Desk) -> None:
    moment = (clock.now() + TOMORROW).replace(second=0, microsecond=0)
    name = scheduled(desk, moment)
    reader = desk.client(desk.cast.camilla)
    assert reader.get(f"/sharing/story/{name}").status_code == 404
    with desk.story(name) as story:
        code = make_share(desk.cast.camilla, story).code
        db.session.commit()
    assert desk.app.test_client().get(f"/r/{code}").status_code == 410
    with time_machine.travel(moment, tick=False):
        assert desk.app.test_client().get(f"/r/{code}").status_code == 302


def test_the_picture_opens_with_the_story(desk: Desk) -> None:
    moment = (clock.now() + TOMORROW).replace(second=0, microsecond=0)
    with desk.app.app_context():
        picture = make_picture(desk.cast)
        number, name = picture.id, picture.public_id
        db.session.commit()
    story = desk.published(picture_id=number, picture_choice="decorative", is_published=False)
    with desk.story(story) as found:
        from advocacy.stories.services.publishing import publish_version

        found.latest.visible_from = moment
        publish_version(found, found.latest, actor_for(db.session.get_one(Person, desk.cast.tine.id)))
        db.session.commit()
    path = f"/files/pictures/{name}/card"
    assert desk.app.test_client().get(path).status_code == 404
    with time_machine.travel(moment, tick=False), desk.app.app_context():
        jobs.run_due_jobs()
    with time_machine.travel(moment, tick=False):
        assert desk.app.test_client().get(path).status_code == 200


def test_a_new_version_with_a_moment_takes_the_place_of_the_old_one_then(desk: Desk) -> None:
    """Nothing disappears because something better is coming."""
    name = desk.published()
    moment = (clock.now() + TOMORROW).replace(second=0, microsecond=0)
    desk.change(desk.cast.lone, name, then="submit", title_en="The new tone", visible_from=typed(moment))
    assert desk.press(desk.cast.tine, name, "approve").status_code == 303
    reader = desk.client(desk.cast.camilla)
    assert "The night has its own tone" in reader.get(f"/stories/{name}").text
    assert desk.state(name) == [(1, "approved"), (2, "approved")]
    assert "Version 2 takes its place" in desk.client(desk.cast.lone).get(f"/stories/{name}/review").text
    with time_machine.travel(moment, tick=False):
        with desk.app.app_context():
            jobs.run_due_jobs()
        assert "The new tone" in desk.client(desk.cast.camilla).get(f"/stories/{name}").text
        assert desk.state(name) == [(1, "replaced"), (2, "approved")]


def test_what_was_overtaken_meanwhile_stays_behind(desk: Desk) -> None:
    name = desk.published()
    moment = (clock.now() + TOMORROW).replace(second=0, microsecond=0)
    desk.change(desk.cast.lone, name, then="submit", title_en="For tomorrow", visible_from=typed(moment))
    desk.press(desk.cast.tine, name, "approve")
    desk.change(desk.cast.lone, name, then="submit", title_en="For now", visible_from="")
    desk.press(desk.cast.tine, name, "approve")
    with time_machine.travel(moment, tick=False):
        with desk.app.app_context():
            jobs.run_due_jobs()
        assert "For now" in desk.client(desk.cast.camilla).get(f"/stories/{name}").text
    assert desk.state(name) == [(1, "replaced"), (2, "replaced"), (3, "approved")]


@pytest.mark.parametrize(
    ("shown", "moment"),
    [
        ("2027-03-28T01:59", "2027-03-28T00:59"),  # The last minute of winter time.
        ("2027-03-28T03:00", "2027-03-28T01:00"),  # The first of summer time, a minute later.
        ("2027-10-31T01:59", "2027-10-30T23:59"),
        ("2027-10-31T02:00", "2027-10-31T01:00"),  # It comes twice; the second time is meant.
        ("2027-10-31T02:59", "2027-10-31T01:59"),
        ("2027-10-31T03:00", "2027-10-31T02:00"),
        ("2027-07-01T00:00", "2027-06-30T22:00"),
    ],
)
def test_danish_clocks_count(shown: str, moment: str) -> None:
    wanted = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert moment_of(datetime.fromisoformat(shown)) == wanted
    assert typed_of(wanted) == shown


@pytest.mark.parametrize("shown", ["2027-03-28T02:00", "2027-03-28T02:30", "2027-03-28T02:59"])
def test_the_hour_that_is_left_out_is_refused_with_a_sentence(desk: Desk, shown: str) -> None:
    with pytest.raises(NoSuchHour):
        moment_of(datetime.fromisoformat(shown))
    answer = desk.client(desk.cast.lone).post("/stories/add", data=desk.form(visible_from=shown, gain_en="Typed with care"))
    assert answer.status_code == 422
    assert "visible_from" in problems_on(answer)
    assert "Typed with care" in answer.text
    assert shown in answer.text


def test_a_moment_in_the_hour_that_comes_twice_is_not_moved_by_a_save(desk: Desk) -> None:
    first = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    name = desk.write(desk.cast.lone)
    with desk.story(name) as story:
        story.latest.visible_from = first
        db.session.commit()
    desk.change(desk.cast.lone, name, title_en="Changed", visible_from="2027-10-31T02:30")
    with desk.story(name) as story:
        assert story.latest.visible_from == first


@pytest.mark.parametrize("shown", ["soon", "2027-13-01T10:00", "2027-01-01", "9999-99-99T99:99", "0001-01-01T00:00"])
def test_what_is_no_moment_is_refused(desk: Desk, shown: str) -> None:
    answer = desk.client(desk.cast.lone).post("/stories/add", data=desk.form(visible_from=shown))
    assert (answer.status_code, "visible_from" in problems_on(answer)) == (422, True)


def test_an_embargo_that_ends_after_the_last_day_shuts_the_gate(desk: Desk) -> None:
    last = clock.today() + timedelta(days=3)
    answer = desk.client(desk.cast.lone).post(
        "/stories/add",
        data=desk.form(then="submit", expires_on=last.isoformat(), visible_from=typed(clock.start_of_day(last + TOMORROW))),
        follow_redirects=True,
    )
    assert "visible_from" in problems_on(answer)


def test_the_calendar_shows_what_is_read_what_comes_and_what_is_planned(desk: Desk) -> None:
    soon = (clock.now() + TOMORROW).replace(second=0, microsecond=0)
    now, coming = desk.published(title="Now"), scheduled(desk, soon)
    planned = desk.write(desk.cast.lone, visible_from=typed(soon + timedelta(hours=1)))
    desk.write(desk.cast.lone)
    retired = desk.published(title="Gone")
    desk.press(desk.cast.tine, retired, "retire")
    with desk.app.app_context():
        programme = db.session.query(Programme).filter_by(public_id=desk.programme).one()
        start = clock.now() - timedelta(hours=1)
        found = stories_between([programme], start, start + timedelta(days=3))
        assert [each.story.public_id for each in found] == [now, coming, planned]
        assert [each.is_approved for each in found] == [True, True, False]
        assert not stories_between(programme, soon + timedelta(days=1), soon + timedelta(days=2))
        assert [each.story.public_id for each in stories_between(programme, soon, soon + timedelta(minutes=1))] == [coming]
