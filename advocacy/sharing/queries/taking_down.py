"""Who was asked to take a post down, for their own eyes; and in numbers how many have answered."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from advocacy.accounts.access import Actor
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.people.models import Person
from advocacy.sharing.models import Share, TakeDownRequest
from advocacy.stories.models import Story, StoryVersion


def shares_with_picture(picture_id: int) -> Sequence[Share]:
    """What people have shared, and not taken back, of stories as they were with this picture; the newest first."""
    statement = select(Share).join(StoryVersion, StoryVersion.id == Share.version_id)
    theirs = statement.where(StoryVersion.picture_id == picture_id, Share.person_id.is_not(None), Share.withdrawn_at.is_(None))
    return db.session.scalars(theirs.order_by(Share.pressed_at.desc(), Share.id.desc())).all()


def requests_about(picture_id: int) -> dict[tuple[int | None, int], TakeDownRequest]:
    """Who has been asked to take down a post of which story, for this picture, by the numbers of person and story."""
    found = db.session.scalars(select(TakeDownRequest).where(TakeDownRequest.picture_id == picture_id))
    return {(request.person_id, request.story_id): request for request in found}


def unwritten_requests(picture_id: int, *, limit: int = 100) -> Sequence[TakeDownRequest]:
    """Requests whose letter has not been written, with people and stories."""
    waits = (TakeDownRequest.picture_id == picture_id, TakeDownRequest.written_at.is_(None), TakeDownRequest.person_id.is_not(None))
    loaded = joinedload(TakeDownRequest.person), joinedload(TakeDownRequest.story).joinedload(Story.published_version)
    return db.session.scalars(select(TakeDownRequest).where(*waits).options(*loaded).order_by(TakeDownRequest.id).limit(limit)).all()


def open_take_downs(person: Person) -> Sequence[TakeDownRequest]:
    """What somebody has been asked and has not answered, for a notice on their own pages."""
    mine = (TakeDownRequest.person_id == person.id, TakeDownRequest.answered_at.is_(None))
    loaded = joinedload(TakeDownRequest.story).joinedload(Story.published_version)
    return db.session.scalars(select(TakeDownRequest).where(*mine).options(loaded).order_by(TakeDownRequest.id)).all()


def get_own_take_down(actor: Actor, public_id: str) -> TakeDownRequest:
    """One's own request; raises Missing for everybody else's, whatever one's role."""
    request = db.session.scalar(select(TakeDownRequest).where(TakeDownRequest.public_id == public_id))
    if request is None or request.person_id != actor.person.id:
        raise Missing
    return request


def shares_asked_about(request: TakeDownRequest) -> Sequence[Share]:
    """The shares a request is about, the newest first."""
    shares = shares_with_picture(request.picture_id)
    return [share for share in shares if (share.person_id, share.story_id) == (request.person_id, request.story_id)]


def take_down_numbers(story: Story) -> tuple[int, int]:
    """How many people were asked to take a post of this story down, and how many have answered; never who."""
    row = db.session.execute(
        select(func.count(), func.count(TakeDownRequest.answered_at)).where(TakeDownRequest.story_id == story.id)
    ).one()
    return row[0], row[1]
