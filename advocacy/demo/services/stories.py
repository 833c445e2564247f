"""The ten stories, approved by a second editor over the last weeks, and three drafts with something still missing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from advocacy.demo.reading import PICTURES, words
from advocacy.files.models import Picture
from advocacy.files.services import bring_picture, open_picture
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.history.models import HistoryEntry
from advocacy.people.models import Person
from advocacy.programmes.models import Programme
from advocacy.stories.models import Caption, PictureChoice, Story, StoryKind, StoryVersion, VersionStatus


def load_stories(programme: Programme, people: dict[str, Person], *, at: datetime, website: str) -> list[Story]:
    """All stories of the programme; returns the published ones in the order of their numbers."""
    pictures: dict[str, Picture] = {}
    told = words("stories")
    published = [
        _story(programme, each, people, pictures, at - timedelta(days=80 - 8 * n, hours=5), website, at)
        for n, each in enumerate(told["story"])
    ]
    for story, each in zip(published, told["story"], strict=True):
        _publish(story, people[each["approver"]])
    for n, each in enumerate(told["draft"]):
        _story(programme, each, people, pictures, at - timedelta(days=3 - n), website, at)
    db.session.flush()
    return published


def _story(
    programme: Programme,
    told: dict[str, Any],
    people: dict[str, Person],
    pictures: dict[str, Picture],
    written_at: datetime,
    website: str,
    at: datetime,
) -> Story:
    author = people[told["author"]]
    picture = _picture(told.get("picture"), pictures, by=author)
    story = Story(programme_id=programme.id, created_by_id=author.id, created_at=written_at)
    db.session.add(story)
    db.session.flush()
    version = StoryVersion(
        story=story,
        number=1,
        author_id=author.id,
        created_at=written_at,
        changed_at=written_at,
        kind=StoryKind(told["kind"]),
        title=told["title"],
        gain=told["gain"],
        body=told["body"],
        address=website + told["slug"],
        purpose_id=_place(programme.purposes, "purpose", told),
        topic_id=_place(programme.topics, "topic", told),
        audience_id=_place(programme.audiences, "audience", told),
        alt=told.get("alt", {}),
        picture=picture,
        picture_choice=PictureChoice.DESCRIBED if picture else PictureChoice.NONE,
        expires_on=clock.local_day(at) + timedelta(days=told["expires_in_days"]),
        captions=[Caption(network=each["network"], language=each["language"], text=each["text"]) for each in told.get("caption", [])],
    )
    db.session.add(version)
    db.session.flush()
    return story


def _place(rows: list[Any], kind: str, told: dict[str, Any]) -> int | None:
    """The row of this programme whose name is that of the code in the file."""
    name = next(each["name"] for each in words("organisation")[kind] if each["code"] == told[kind])
    return next((row.id for row in rows if row.text == name), None)


def _picture(name: str | None, pictures: dict[str, Picture], *, by: Person) -> Picture | None:
    """The picture of this name, brought in the first time it is asked for."""
    if name and name not in pictures:
        pictures[name] = bring_picture((PICTURES / name).read_bytes(), by=by.id)
    return pictures.get(name or "")


def _publish(story: Story, approver: Person) -> None:
    version = story.versions[0]
    version.status, version.approved_by_id = VersionStatus.APPROVED, approver.id
    version.submitted_by_id, version.submitted_at = version.author_id, version.created_at + timedelta(hours=2)
    version.approved_at = version.created_at + timedelta(hours=26)
    story.published_version_id, story.published_at, story.expires_on = version.id, version.approved_at, version.expires_on
    if version.picture is not None:
        open_picture(version.picture, version.expires_on)
    for deed, person_id, moment in (
        ("created", version.author_id, version.created_at),
        ("submitted", version.author_id, version.submitted_at),
        ("approved", approver.id, version.approved_at),
    ):
        db.session.add(
            HistoryEntry(
                at=moment,
                person_id=person_id,
                role="editor",
                deed=f"stories.story.{deed}",
                subject=f"story:{story.public_id}",
                facts={"version": 1},
            )
        )
