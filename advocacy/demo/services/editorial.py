"""The demo's editorial board: its seats and weeks, its list of political words, where stories take place, and two on their way."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from advocacy.demo.reading import words
from advocacy.editorial.models import Duty, Place, Seat
from advocacy.editorial.queries.board import rota
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.text import key_of
from advocacy.history.models import HistoryEntry
from advocacy.people.models import Person, Unit
from advocacy.programmes.models import Programme
from advocacy.stories.models import Caption, PictureChoice, ReviewReturn, Story, StoryKind, StoryVersion, VersionStatus, WatchedPhrase

#: The last ones wait for an editor to say where they take place, so that a newcomer sees how.
PLACED = 7
WEEKS = 6
CHECK_BACK_AFTER = timedelta(hours=4)
EXPIRES_AFTER = timedelta(days=120)


def seat_the_board(
    programme: Programme, stories: list[Story], people: dict[str, Person], units: dict[str, Unit], *, at: datetime, website: str
) -> None:
    """Everything of the board; days are counted from the day the demo is loaded."""
    told = words("editorial")
    db.session.add_all(Seat(person=people[each["person"]], unit=units[each["unit"]]) for each in told["seat"])
    editors = [people[each["person"]] for each in told["seat"]]
    for number, week in enumerate(rota(weeks=WEEKS)):
        db.session.add(Duty(week_on=week.week_on, person=editors[number % len(editors)]))
    db.session.add_all(WatchedPhrase(text=each, key=key_of(each), added_by=editors[0], added_at=at) for each in told["watched"])
    for story, each in zip(stories[:PLACED], words("stories")["story"], strict=False):
        db.session.add(Place(story_id=story.id, unit_id=people[each["told_by"]].unit_id))
    for each in told["story"]:
        _story_on_its_way(programme, each, people, at - timedelta(hours=each["hours_ago"]), website)
    db.session.flush()


def _story_on_its_way(programme: Programme, told: dict[str, Any], people: dict[str, Person], written_at: datetime, website: str) -> None:
    writer = people[told["writer"]]
    story = Story(programme_id=programme.id, created_by_id=writer.id, created_at=written_at)
    db.session.add(story)
    db.session.flush()
    version = _version(story, programme, told, writer, written_at, website)
    _remember(story, "created", writer, written_at)
    _remember(story, "submitted", writer, written_at)
    if told["state"] == "in_review":
        version.status, version.submitted_at, version.submitted_by_id = VersionStatus.IN_REVIEW, written_at, writer.id
        return
    reviewer = people[told["reviewer"]]
    version.returns.append(ReviewReturn(by_id=reviewer.id, at=written_at + CHECK_BACK_AFTER, note=told["note"]))
    _remember(story, "sent_back", reviewer, written_at + CHECK_BACK_AFTER)


def _version(story: Story, programme: Programme, told: dict[str, Any], writer: Person, written_at: datetime, website: str) -> StoryVersion:
    version = StoryVersion(
        story=story, number=1, author_id=writer.id, created_at=written_at, changed_at=written_at, kind=StoryKind(told["kind"]),
        title=told["title"], gain=told["gain"], body=told["body"], address=website + told["slug"], picture_choice=PictureChoice.NONE,
        purpose_id=programme.purposes[0].id, topic_id=programme.topics[0].id, audience_id=programme.audiences[0].id,
        expires_on=clock.local_day(written_at + EXPIRES_AFTER), writers=[writer],
        captions=[Caption(network="linkedin", language=language, text=text) for language, text in told["caption"].items()],
    )  # fmt: skip
    db.session.add(version)
    db.session.flush()
    return version


def _remember(story: Story, deed: str, person: Person, at: datetime) -> None:
    subject, deed = f"story:{story.public_id}", f"stories.story.{deed}"
    db.session.add(HistoryEntry(at=at, person_id=person.id, role="editor", deed=deed, subject=subject, facts={"version": 1}))
