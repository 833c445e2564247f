"""Every way own stories and the talk about them are read. Each takes the person who asks, and answers only the two parties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Grant, Role
from advocacy.accounts.queries import leaders_of, people_holding
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.foundation.working_days import Promise, add_working_days, promise_on
from advocacy.people.models import Person
from advocacy.programmes.models import Programme
from advocacy.programmes.queries import launched_programmes, programmes_for
from advocacy.sparring.access import can_read_own_story, is_writer
from advocacy.sparring.models import OwnStory, SparringMessage

#: What a writer is promised: an answer within so many working days.
ANSWER_WITHIN = 2
PAGE_LENGTH = 20


@dataclass(frozen=True)
class OwnStoryPage:
    """One page of somebody's own stories."""

    own_stories: Sequence[OwnStory]
    total: int
    page: int

    @property
    def page_count(self) -> int:
        return max(1, -(-self.total // PAGE_LENGTH))


@dataclass(frozen=True)
class Partner:
    """Somebody in communications one may ask; ``is_named`` for the sparring partner of a programme of one's own."""

    person: Person
    is_named: bool


def own_stories(person: Person, *, page: int = 1) -> OwnStoryPage:
    """What somebody has written, the one they touched last first."""
    theirs = select(OwnStory).where(OwnStory.writer_id == person.id)
    total = db.session.scalar(theirs.with_only_columns(func.count())) or 0
    ordered = theirs.order_by(OwnStory.changed_at.desc(), OwnStory.id.desc()).options(*_WITH_PEOPLE)
    found = db.session.scalars(ordered.limit(PAGE_LENGTH).offset((page - 1) * PAGE_LENGTH)).all()
    if not found and page > 1:
        raise Missing
    return OwnStoryPage(found, total, page)


def get_own_story(actor: Actor, public_id: str) -> OwnStory:
    """One that this person may read, as its writer or as its partner; raises Missing for any other."""
    found = db.session.scalar(select(OwnStory).where(OwnStory.public_id == public_id).options(*_WITH_PEOPLE))
    if found is None or not can_read_own_story(actor, found):
        raise Missing
    return found


def talks_asked_of(person: Person) -> Sequence[OwnStory]:
    """The open talks somebody is the partner in: those that wait for an answer first, the longest first."""
    statement = select(OwnStory).where(OwnStory.partner_id == person.id, OwnStory.closed_at.is_(None)).options(*_WITH_PEOPLE)
    return db.session.scalars(statement.order_by(OwnStory.waiting_since.is_(None), OwnStory.waiting_since, OwnStory.id)).all()


def messages_of(own_story: OwnStory, actor: Actor) -> Sequence[SparringMessage]:
    """What the two have said, first things first. A partner sees what was said since they were asked, not what another was told."""
    statement = select(SparringMessage).where(SparringMessage.own_story_id == own_story.id).options(joinedload(SparringMessage.author))
    if not is_writer(actor, own_story):
        statement = statement.where(SparringMessage.at >= own_story.asked_at)
    return db.session.scalars(statement.order_by(SparringMessage.at, SparringMessage.id)).all()


def own_stories_with_news(person: Person) -> Sequence[OwnStory]:
    """Open talks in which the other one has said something this person has not read, for either of the two."""
    statement = select(OwnStory).where(
        or_(OwnStory.writer_id == person.id, OwnStory.partner_id == person.id),
        OwnStory.closed_at.is_(None),
        OwnStory.id.in_(_unread_by(person).with_only_columns(SparringMessage.own_story_id)),
    )
    return db.session.scalars(statement.order_by(OwnStory.changed_at.desc(), OwnStory.id.desc()).options(*_WITH_PEOPLE)).all()


def promise_of(own_story: OwnStory) -> Promise | None:
    """How the promise of an answer stands today; None when the writer does not wait for one."""
    if own_story.waiting_since is None or not own_story.is_open:
        return None
    return promise_on(due_on(own_story.waiting_since), clock.today())


def due_on(waiting_since: datetime) -> date:
    """The last day on which the promise is kept."""
    return add_working_days(clock.local_day(waiting_since), ANSWER_WITHIN)


def partners_for(person: Person) -> list[Partner]:
    """Whom somebody may ask: the sparring partners of their programmes first, then the editors of their part of the house.

    Never somebody who leads them, nor HR: with neither could one speak freely.
    """
    named = [programme.sparring_partner for programme in _programmes_of(person)]
    above = {int(number) for number in person.unit.path.split(".") if number}
    held = select(Grant.person_id).where(Grant.role == Role.EDITOR, Grant.unit_id.in_(above))
    editors = db.session.scalars(select(Person).where(Person.is_active, Person.id.in_(held)).order_by(Person.name)).all()
    shut_out = {person.id, *(each.id for each in leaders_of(person.unit)), *(each.id for each in people_holding(Role.HR))}
    found: dict[int, Partner] = {}
    for each, is_named in [*((each, True) for each in named), *((each, False) for each in editors)]:
        if each is not None and each.is_active and each.id not in shut_out:
            found.setdefault(each.id, Partner(each, is_named))
    return list(found.values())


def programme_for_library(own_story: OwnStory) -> Programme | None:
    """The programme whose library a copy would come into; None when the writer sees none."""
    return next(iter(_programmes_of(own_story.writer)), None)


def unread_message_before(message: SparringMessage) -> bool:
    """True when the same person has said something earlier that is not read either: one letter tells of both."""
    statement = select(SparringMessage.id).where(
        SparringMessage.own_story_id == message.own_story_id,
        SparringMessage.author_id == message.author_id,
        SparringMessage.read_at.is_(None),
        SparringMessage.id < message.id,
    )
    return db.session.scalar(statement.limit(1)) is not None


def talks_that_wait(*, limit: int = 500) -> Sequence[OwnStory]:
    """Open talks in which the writer waits, the longest first."""
    statement = select(OwnStory).where(OwnStory.waiting_since.is_not(None), OwnStory.closed_at.is_(None), OwnStory.partner_id.is_not(None))
    return db.session.scalars(statement.order_by(OwnStory.waiting_since).limit(limit).options(*_WITH_PEOPLE)).all()


def untouched_since(moment: datetime, *, limit: int = 200) -> Sequence[OwnStory]:
    """Own stories in which nothing has happened since then."""
    return db.session.scalars(select(OwnStory).where(OwnStory.changed_at < moment).order_by(OwnStory.id).limit(limit)).all()


_WITH_PEOPLE = (joinedload(OwnStory.writer), joinedload(OwnStory.partner), joinedload(OwnStory.story))


def _programmes_of(person: Person) -> Sequence[Programme]:
    """Those somebody is invited to, or else any that runs: who has come lately may need a partner, too."""
    return programmes_for(person) or launched_programmes()


def _unread_by(person: Person) -> Select[SparringMessage]:
    return select(SparringMessage).where(SparringMessage.author_id != person.id, SparringMessage.read_at.is_(None))
