"""The editorial desk: what waits for a second pair of eyes, what is being written, and what is in and out of the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, case, func, not_, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from advocacy.accounts.access import Actor
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.foundation.i18n import LOCALES
from advocacy.people.models import Person
from advocacy.stories.models import Story, StoryVersion, VersionStatus, story_version_writer
from advocacy.stories.queries.library import writable_programmes

PAGE_LENGTH = 20
_STORY = (Story, Story.id == StoryVersion.story_id)


class DeskList(StrEnum):
    """The lists of the desk; a story stands in each that fits."""

    REVIEW = "review"
    DRAFTS = "drafts"
    SENT_BACK = "sent-back"
    COMING = "coming"
    LIBRARY = "library"
    PAUSED = "paused"
    OUT = "out"


@dataclass(frozen=True)
class DeskPage:
    """One page of one list; each row is the version the list is about."""

    versions: Sequence[StoryVersion]
    total: int
    page: int

    @property
    def page_count(self) -> int:
        return max(1, -(-self.total // PAGE_LENGTH))


def desk_counts(actor: Actor, *, words: str = "") -> dict[DeskList, int]:
    """How many stories are in each list of this editor's programmes, in one question; with ``words`` only those that hold them."""
    columns = [func.coalesce(func.sum(case((_belongs_to(each), 1), else_=0)), 0) for each in DeskList]
    row: Sequence[int] = db.session.execute(
        select(*columns).select_from(StoryVersion).join(*_STORY).where(_is_theirs(actor), _holds(words))
    ).one()
    return {which: int(count) for which, count in zip(DeskList, row, strict=True)}


def desk_list(actor: Actor, which: DeskList, *, words: str = "", page: int = 1) -> DeskPage:
    """A page of one list, with what its rows show; raises Missing for a page that is not there."""
    condition = and_(_is_theirs(actor), _belongs_to(which), _holds(words))
    total = db.session.scalar(select(func.count()).select_from(StoryVersion).join(*_STORY).where(condition)) or 0
    parts = (
        joinedload(StoryVersion.story).joinedload(Story.programme),
        joinedload(StoryVersion.author),
        joinedload(StoryVersion.submitted_by),
        selectinload(StoryVersion.writers),
        selectinload(StoryVersion.returns),
    )
    ordered = select(StoryVersion).join(*_STORY).where(condition).options(*parts).order_by(*_order(which, actor))
    versions = db.session.scalars(ordered.limit(PAGE_LENGTH).offset((page - 1) * PAGE_LENGTH)).all()
    if not versions and page > 1:
        raise Missing
    return DeskPage(versions, total, page)


def _is_theirs(actor: Actor) -> ColumnElement[bool]:
    return Story.programme_id.in_([each.id for each in writable_programmes(actor)])


def _holds(words: str) -> ColumnElement[bool]:
    """The words stand in a title, in what the reader gets or in the name of a writer. Databases differ in what they know of Æ, Ø and Å."""
    words = words.strip()
    if not words:
        return true()
    texts = [column[language].as_string() for column in (StoryVersion.title, StoryVersion.gain) for language in LOCALES]
    written = {words, words.lower(), words.upper(), words.capitalize()}
    named = [Person.name.icontains(each, autoescape=True) for each in written]
    return or_(
        *[text.icontains(each, autoescape=True) for text in texts for each in written],
        StoryVersion.author_id.in_(select(Person.id).where(or_(*named))),
    )


def _belongs_to(which: DeskList) -> ColumnElement[bool]:
    is_here, is_published = Story.retired_at.is_(None), StoryVersion.id == Story.published_version_id
    moment, is_paused = clock.now(), Story.paused_at.is_not(None)
    is_coming = and_(Story.published_at.is_not(None), Story.published_at > moment)
    takes_over = and_(not_(is_published), StoryVersion.status == VersionStatus.APPROVED, StoryVersion.visible_from > moment)
    is_over = and_(Story.expires_on.is_not(None), Story.expires_on < clock.today())
    newest = select(func.max(StoryVersion.number)).where(StoryVersion.story_id == Story.id).correlate(Story).scalar_subquery()
    return {
        DeskList.REVIEW: and_(is_here, StoryVersion.status == VersionStatus.IN_REVIEW),
        DeskList.DRAFTS: and_(is_here, StoryVersion.status == VersionStatus.DRAFT, not_(StoryVersion.returns.any())),
        DeskList.SENT_BACK: and_(is_here, StoryVersion.status == VersionStatus.DRAFT, StoryVersion.returns.any()),
        DeskList.COMING: and_(is_here, not_(is_paused), or_(and_(is_published, is_coming, not_(is_over)), takes_over)),
        DeskList.LIBRARY: and_(is_here, is_published, not_(is_over), not_(is_coming), not_(is_paused)),
        DeskList.PAUSED: and_(is_here, is_published, is_paused, not_(is_over)),
        DeskList.OUT: or_(and_(Story.retired_at.is_not(None), _stands_for_retired(newest)), and_(is_here, is_published, is_over)),
    }[which]


def _stands_for_retired(newest: ColumnElement[int]) -> ColumnElement[bool]:
    """Of a story that was taken out: the version people read, or the newest one where there never was one."""
    is_published = StoryVersion.id == Story.published_version_id
    return or_(is_published, and_(Story.published_version_id.is_(None), StoryVersion.number == newest))


def _order(which: DeskList, actor: Actor) -> tuple[SQLColumnExpression[Any], ...]:
    if which is DeskList.REVIEW:
        written = select(story_version_writer.c.version_id).where(story_version_writer.c.person_id == actor.person.id)
        number = actor.person.id
        is_mine = or_(StoryVersion.author_id == number, StoryVersion.submitted_by_id == number, StoryVersion.id.in_(written))
        return (case((is_mine, 1), else_=0), StoryVersion.submitted_at, StoryVersion.id)
    if which is DeskList.LIBRARY:
        return (Story.expires_on.is_(None), Story.expires_on, Story.id)
    return (StoryVersion.changed_at.desc(), StoryVersion.id.desc())
