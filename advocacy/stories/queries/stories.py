"""Finding one story and what belongs to it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from advocacy.files.models import Picture
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.programmes.models import Programme
from advocacy.stories.models import Caption, Story, StoryVersion, VersionStatus


def find_story(public_id: str) -> Story | None:
    """A story by its public name, with its programme and the version people read."""
    statement = select(Story).where(Story.public_id == public_id)
    return db.session.scalar(statement.options(joinedload(Story.programme), joinedload(Story.published_version)))


def get_story(public_id: str) -> Story:
    """As ``find_story``; raises Missing."""
    story = find_story(public_id)
    if story is None:
        raise Missing
    return story


def find_version(public_id: str) -> StoryVersion | None:
    """One version by its public name."""
    return db.session.scalar(select(StoryVersion).where(StoryVersion.public_id == public_id))


def every_story(programme: str | None = None) -> Iterator[Story]:
    """Every story in the order in which they were begun, or those of the programme with this public name; one at a time."""
    numbers = select(Story.id).order_by(Story.id)
    if programme is not None:
        numbers = numbers.join(Programme, Programme.id == Story.programme_id).where(Programme.public_id == programme)
    for number in db.session.scalars(numbers).all():
        yield db.session.get_one(Story, number)
        db.session.expunge_all()


def coming_version(story: Story) -> StoryVersion | None:
    """An approved version that takes the place of the one people read at a moment of its own; None when there is none."""
    read = story.published_version
    approved = [each for each in story.versions if each.status is VersionStatus.APPROVED and read is not None and each.number > read.number]
    return approved[-1] if approved else None


def locked_story(story: Story) -> Story:
    """The story as it is now in the database, held until the transaction ends: of two who change it, one waits for the other."""
    statement = select(Story).where(Story.id == story.id).with_for_update(of=Story)
    fresh = statement.options(selectinload(Story.versions)).execution_options(populate_existing=True)
    return db.session.scalars(fresh).one()


def captions_for(version: StoryVersion, network: str, language: str) -> list[Caption]:
    """The suggested wordings for one network in one language, the first one first."""
    return [caption for caption in version.captions if (caption.network, caption.language) == (network, language)]


def all_caption_texts(version: StoryVersion) -> list[str]:
    """Every suggested wording of a version, for telling whether somebody shares one word for word."""
    return [caption.text for caption in version.captions]


def versions_for_cards(numbers: Collection[int]) -> Sequence[StoryVersion]:
    """Versions with what a card shows of them."""
    if not numbers:
        return []
    parts = (joinedload(StoryVersion.story), joinedload(StoryVersion.topic), joinedload(StoryVersion.picture))
    return db.session.scalars(select(StoryVersion).where(StoryVersion.id.in_(numbers)).options(*parts)).all()


def last_day_of_picture(picture: Picture) -> date | None:
    """The last day on which a story in the library shows this picture; None when none does."""
    statement = (
        select(func.max(Story.expires_on))
        .join(StoryVersion, StoryVersion.id == Story.published_version_id)
        .where(
            StoryVersion.picture_id == picture.id, Story.retired_at.is_(None), Story.paused_at.is_(None), Story.published_at <= clock.now()
        )
    )
    return db.session.scalar(statement)
