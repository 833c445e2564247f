"""Every way tips are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, exists, false, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Grant, Role
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.foundation.working_days import Promise, add_working_days, promise_on
from advocacy.people.models import Person, Unit
from advocacy.stories.models import Story
from advocacy.tips.models import Tip, TipStatus

#: What everybody who leaves a tip is promised.
ANSWER_WITHIN = 5
PAGE_LENGTH = 20


class DeskList(StrEnum):
    """The lists of the board's desk."""

    WAITING = "waiting"
    TAKEN = "taken"
    USED = "used"
    DECLINED = "declined"


_STATUSES = {
    DeskList.WAITING: (TipStatus.NEW,),
    DeskList.TAKEN: (TipStatus.TAKEN,),
    DeskList.USED: (TipStatus.DRAFTED, TipStatus.PUBLISHED),
    DeskList.DECLINED: (TipStatus.DECLINED,),
}


@dataclass(frozen=True)
class AwaitingTip:
    """A tip nobody has answered, and how the promise stands."""

    tip: Tip
    promise: Promise

    @property
    def days_gone(self) -> int:
        """How many of the promised days are behind."""
        return ANSWER_WITHIN - self.promise.days_left


@dataclass(frozen=True)
class TipPage:
    """One page of a list."""

    tips: Sequence[Tip]
    total: int
    page: int

    @property
    def page_count(self) -> int:
        return max(1, -(-self.total // PAGE_LENGTH))


def promise_of(tip: Tip) -> Promise | None:
    """How the promise of an answer stands today; None once there is one."""
    return promise_on(tip.answer_due_on, clock.today()) if tip.status is TipStatus.NEW else None


def tips_awaiting_answer(actor: Actor, *, limit: int | None = None) -> list[AwaitingTip]:
    """The tips this editor may answer and nobody has: overdue ones first, then those whose last day is next."""
    statement = _for_editor(actor).where(Tip.status == TipStatus.NEW).order_by(Tip.answer_due_on, Tip.id).options(*_WITH_PEOPLE)
    today = clock.today()
    return [AwaitingTip(tip, promise_on(tip.answer_due_on, today)) for tip in db.session.scalars(statement.limit(limit))]


def desk_page(actor: Actor, which: DeskList, *, page: int = 1) -> TipPage:
    """A page of one list of the desk; raises Missing for a page that is not there."""
    chosen = _for_editor(actor).where(Tip.status.in_(_STATUSES[which]))
    order = (Tip.answer_due_on, Tip.id) if which is DeskList.WAITING else (Tip.news_at.desc(), Tip.id.desc())
    return _paged(chosen, page, *order)


def desk_counts(actor: Actor) -> dict[DeskList, int]:
    """How many tips are in each list, in one question."""
    rows = db.session.execute(_for_editor(actor).with_only_columns(Tip.status, func.count()).group_by(Tip.status)).all()
    found = {TipStatus(status): count for status, count in rows}
    return {which: sum(found.get(status, 0) for status in statuses) for which, statuses in _STATUSES.items()}


def get_desk_tip(actor: Actor, public_id: str) -> Tip:
    """A tip this editor may answer; raises Missing for any other."""
    return _one(_for_editor(actor).where(Tip.public_id == public_id).options(*_WITH_PEOPLE))


def own_tips(person: Person, *, page: int = 1) -> TipPage:
    """What somebody has given, newest first."""
    return _paged(select(Tip).where(Tip.given_by_id == person.id), page, Tip.given_at.desc(), Tip.id.desc())


def get_own_tip(person: Person, public_id: str) -> Tip:
    """One of somebody's own tips; raises Missing for any other."""
    return _one(select(Tip).where(Tip.public_id == public_id, Tip.given_by_id == person.id).options(*_WITH_PEOPLE))


def tips_with_news(person: Person) -> Sequence[Tip]:
    """Own tips that have an answer or have become a story since the giver last looked, newest first."""
    is_unseen = or_(Tip.seen_at.is_(None), Tip.seen_at < Tip.news_at)
    statement = select(Tip).where(Tip.given_by_id == person.id, Tip.news_at.is_not(None), is_unseen)
    return db.session.scalars(statement.order_by(Tip.news_at.desc(), Tip.id.desc()).options(joinedload(Tip.story))).all()


def credit_of(story: Story) -> Person | None:
    """Who gave the tip a story grew from, if they wish to be named; None otherwise. Nobody else may ever be told."""
    statement = select(Person).join(Tip, Tip.given_by_id == Person.id).where(Tip.story_id == story.id, Tip.wants_credit, Person.is_active)
    return db.session.scalar(statement)


def find_tip_of(story: Story) -> Tip | None:
    """The tip a story grew from, for editors and listeners."""
    return db.session.scalar(select(Tip).where(Tip.story_id == story.id))


def tips_about_to_be_late(*, limit: int = 200) -> Sequence[Tip]:
    """Unanswered tips of which the board has not been reminded, and whose promise runs out today or on the next working day."""
    tomorrow = add_working_days(clock.today(), 1)
    statement = select(Tip).where(Tip.status == TipStatus.NEW, Tip.reminded_at.is_(None), Tip.answer_due_on <= tomorrow)
    return db.session.scalars(statement.order_by(Tip.answer_due_on, Tip.id).limit(limit)).all()


def old_tips(before: datetime, *, limit: int = 200) -> Sequence[Tip]:
    """Tips given before a moment that still hold words."""
    statement = select(Tip).where(Tip.given_at < before, Tip.words != "")
    return db.session.scalars(statement.order_by(Tip.id).limit(limit)).all()


def editors_for(unit: Unit) -> Sequence[Person]:
    """The editors who answer tips from this unit: those who have it, or all where nobody has."""
    above = [int(number) for number in unit.path.split(".") if number]
    held = select(Grant.person_id).where(Grant.role == Role.EDITOR)
    named = _active(held.where(Grant.unit_id.in_(above)))
    return named or _active(held)


_WITH_PEOPLE = (joinedload(Tip.given_by), joinedload(Tip.unit), joinedload(Tip.taken_by), joinedload(Tip.picture), joinedload(Tip.story))


def _active(held: Select[int]) -> Sequence[Person]:
    return db.session.scalars(select(Person).where(Person.is_active, Person.id.in_(held)).order_by(Person.id)).all()


def _for_editor(actor: Actor) -> Select[Tip]:
    """See the top of ``access``: the editor has the unit, or nobody has it."""
    units = actor.units_for(Role.EDITOR)
    if not units:
        return select(Tip).where(false())
    theirs: ColumnElement[bool] = or_(*[Unit.path.startswith(unit.path, autoescape=True) for unit in units])
    held = aliased(Unit)
    anybodys = exists(
        select(Grant.id)
        .join(held, held.id == Grant.unit_id)
        .join(Person, Person.id == Grant.person_id)
        .where(Grant.role == Role.EDITOR, Person.is_active, Unit.path.startswith(held.path))
    )
    return select(Tip).join(Unit, Unit.id == Tip.unit_id).where(or_(theirs, ~anybodys))


def _paged(statement: Select[Tip], page: int, *order: object) -> TipPage:
    total = db.session.scalar(statement.with_only_columns(func.count())) or 0
    ordered = statement.order_by(*order).options(*_WITH_PEOPLE)  # type: ignore[arg-type]
    tips = db.session.scalars(ordered.limit(PAGE_LENGTH).offset((page - 1) * PAGE_LENGTH)).all()
    if not tips and page > 1:
        raise Missing
    return TipPage(tips, total, page)


def _one(statement: Select[Tip]) -> Tip:
    tip = db.session.scalar(statement)
    if tip is None:
        raise Missing
    return tip
