"""For you this week: three stories with a reason each, the same all week, never what was put away or shared."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from flask import Flask

from advocacy.accounts.queries import actor_for
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.library import services
from advocacy.library.queries import ForYou, Reason, for_you_this_week
from advocacy.people.models import Person, Unit
from advocacy.programmes.models import Programme, Topic
from advocacy.stories.models import Story
from advocacy.stories.queries import get_story, readable_programmes
from tests.factories.sharing import make_share
from tests.stories.stage import Desk

#: A Wednesday, so that a few days on either side are the same week.
WEDNESDAY = datetime(2026, 11, 18, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _midweek() -> object:
    with time_machine.travel(WEDNESDAY, tick=False) as traveller:
        yield traveller


def publish(desk: Desk, title: str, *, topic: int = 0, days_ago: int = 30, author: Person | None = None) -> str:
    """A story of a topic by its place, published so many days ago."""
    with desk.app.app_context():
        number = db.session.query(Topic).filter_by(public_id=desk.topics[topic]).one().id
    with time_machine.travel(clock.now() - timedelta(days=days_ago), tick=False):
        name = desk.published(title=title, topic_id=number, expires_on=None)
    with desk.app.app_context():
        version = get_story(name).published_version
        assert version is not None
        version.author_id = author.id if author else version.author_id
        db.session.commit()
    return name


def offered(desk: Desk, person: Person) -> list[ForYou]:
    with desk.app.app_context():
        actor = actor_for(db.session.get_one(Person, person.id))
        return for_you_this_week(actor, readable_programmes(actor))


def names(desk: Desk, person: Person) -> list[str]:
    return [offer.entry.story for offer in offered(desk, person)]


def reasons(desk: Desk, person: Person) -> dict[str, Reason]:
    return {offer.entry.story: offer.reason for offer in offered(desk, person)}


def change(app: Flask, person: Person, deed: str, public_id: str) -> None:
    with app.app_context():
        actor = actor_for(db.session.get_one(Person, person.id))
        thing = db.session.query(Topic if "topic" in deed else Story).filter_by(public_id=public_id).one()
        getattr(services, deed)(thing, actor)
        db.session.commit()


def test_the_three_are_the_same_all_week_and_others_the_week_after(desk: Desk) -> None:
    for n in range(30):
        publish(desk, f"Story {n}", topic=n % 3, days_ago=20 + n)
    chosen = {}
    for day in range(-2, 12):
        with time_machine.travel(WEDNESDAY + timedelta(days=day), tick=False):
            chosen.setdefault(clock.today().isocalendar()[:2], set()).add(tuple(names(desk, desk.cast.camilla)))
    assert [len(each) for each in chosen.values()] == [1, 1]
    weeks = [next(iter(each)) for each in chosen.values()]
    assert all(len(set(week)) == 3 for week in weeks) and weeks[0] != weeks[1]
    assert names(desk, desk.cast.camilla) != names(desk, desk.cast.jonas)


def test_each_story_says_the_strongest_reason_that_holds(desk: Desk) -> None:
    cast = desk.cast
    plain = publish(desk, "Plain", topic=0)
    with desk.app.app_context():
        make_share(cast.jonas, get_story(plain))
        db.session.commit()
    assert reasons(desk, cast.camilla) == {plain: Reason.NOT_SHARED}
    new = publish(desk, "New", topic=1, days_ago=1)
    assert reasons(desk, cast.camilla)[new] is Reason.NEW
    near = publish(desk, "Near", topic=2, author=cast.tine)
    assert reasons(desk, cast.camilla)[near] is Reason.UNTOLD_NEARBY
    assert reasons(desk, cast.jonas)[near] is Reason.NOT_SHARED
    change(desk.app, cast.camilla, "follow_topic", desk.topics[0])
    assert reasons(desk, cast.camilla)[plain] is Reason.FOLLOWED
    own = publish(desk, "Own", topic=1, author=cast.camilla)
    assert reasons(desk, cast.camilla)[own] is Reason.FROM_UNIT
    with desk.app.app_context():
        story = get_story(near)
        assert story.published_version is not None
        story.published_version.units = [db.session.get_one(Unit, cast.home_care_north.id)]
        story.is_targeted = True
        db.session.commit()
    assert reasons(desk, cast.camilla)[near] is Reason.FOR_UNIT
    assert near not in names(desk, cast.jonas)


def test_reasons_are_plain_sentences_on_the_page(desk: Desk) -> None:
    publish(desk, "Followed", topic=1)
    publish(desk, "New", topic=0, days_ago=0)
    change(desk.app, desk.cast.camilla, "follow_topic", desk.topics[1])
    page = desk.client(desk.cast.camilla).get("/library/").text
    said = [unescape(each) for each in re.findall(r'class="offer-why">.*?<span>(.*?)</span>', page, re.DOTALL)]
    assert said == ["You follow “Nature”.", "It is new this week."]


def test_what_was_put_away_or_shared_is_never_offered(desk: Desk) -> None:
    cast = desk.cast
    for n in range(3):
        publish(desk, f"Story {n}", topic=n)
    first, second, third = names(desk, cast.camilla)
    change(desk.app, cast.camilla, "put_away_story", first)
    with desk.app.app_context():
        make_share(cast.camilla, get_story(second))
        db.session.commit()
    assert names(desk, cast.camilla) == [third]
    assert len(names(desk, cast.jonas)) == 3
    change(desk.app, cast.camilla, "bring_back_story", first)
    assert set(names(desk, cast.camilla)) == {first, third}


def test_putting_one_away_leaves_the_other_two_where_they_were(desk: Desk) -> None:
    for n in range(12):
        publish(desk, f"Story {n}", topic=n % 3)
    first, second, third = names(desk, desk.cast.camilla)
    change(desk.app, desk.cast.camilla, "put_away_story", second)
    assert {first, third} < set(names(desk, desk.cast.camilla))


def test_what_is_put_away_teaches_for_a_while(desk: Desk) -> None:
    cast = desk.cast
    change(desk.app, cast.camilla, "follow_topic", desk.topics[0])
    liked = [publish(desk, f"Care {n}", topic=0) for n in range(6)]
    nature, school = publish(desk, "Nature", topic=1, days_ago=1), publish(desk, "School", topic=2, days_ago=1)
    assert names(desk, cast.camilla)[0] in liked
    for name in liked[:3]:
        change(desk.app, cast.camilla, "put_away_story", name)
    assert set(names(desk, cast.camilla)[:2]) == {nature, school}
    with time_machine.travel(WEDNESDAY + timedelta(days=120), tick=False):
        assert names(desk, cast.camilla)[0] in liked[3:]


def test_nothing_is_offered_that_may_not_be_read(desk: Desk) -> None:
    """Attack row Z05: expired, under embargo, paused, taken out, or for others only."""
    cast = desk.cast
    kept = publish(desk, "Kept")
    changes = {
        "expired": {"expires_on": clock.today() - timedelta(days=1)},
        "embargo": {"published_at": clock.now() + timedelta(hours=1)},
        "paused": {"paused_at": clock.now(), "paused_reason": {"en": "x"}},
        "retired": {"retired_at": clock.now()},
    }
    hidden = {word: publish(desk, word) for word in (*changes, "others", "draft")}
    with desk.app.app_context():
        for word, values in changes.items():
            for name, value in values.items():
                setattr(get_story(hidden[word]), name, value)
        others = get_story(hidden["others"])
        assert others.published_version is not None
        others.is_targeted, others.published_version.units = True, [db.session.get_one(Unit, cast.roads.id)]
        get_story(hidden["draft"]).published_version_id = None
        services.mend_index(at_most=100)
        db.session.commit()
    reader = desk.client(cast.camilla)
    assert names(desk, cast.camilla) == [kept]
    for path in (
        "/library/",
        "/library/?q=expired",
        "/library/?q=paused",
        "/library/?q=others",
        "/library/?q=embargo",
        "/library/?q=draft",
    ):
        found = re.findall(r'class="story-card-link" href="/stories/([\w-]+)"', reader.get(path).text)
        assert set(found) <= {kept}, path


def test_a_programme_that_is_closed_offers_nothing(desk: Desk) -> None:
    publish(desk, "Story")
    with desk.app.app_context():
        db.session.query(Programme).one().status = "closed"
        db.session.commit()
    assert names(desk, desk.cast.camilla) == []
    assert "No stories for you yet" in desk.client(desk.cast.camilla).get("/library/").text
