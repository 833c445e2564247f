"""Shares that are planned for later; each for the eyes of its own person only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from advocacy.accounts.access import Actor
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.people.models import Person
from advocacy.sharing.models import PlannedShare, PlanStatus

OPEN = (PlanStatus.WAITING, PlanStatus.HELD)


def find_plan(public_id: str) -> PlannedShare | None:
    """A plan in whatever state, by its public name."""
    return db.session.scalar(select(PlannedShare).where(PlannedShare.public_id == public_id))


def get_own_plan(actor: Actor, public_id: str) -> PlannedShare:
    """One's own plan that waits or is held; everything else is Missing, whatever one's role."""
    plan = find_plan(public_id)
    if plan is None or plan.person_id != actor.person.id or plan.status not in OPEN:
        raise Missing
    return plan


def open_plans_of(person: Person) -> Sequence[PlannedShare]:
    """What somebody has planned: held ones first, then by when they are due."""
    mine = select(PlannedShare).where(PlannedShare.person_id == person.id, PlannedShare.status.in_(OPEN))
    loaded = mine.options(joinedload(PlannedShare.story), joinedload(PlannedShare.version))
    return db.session.scalars(loaded.order_by(PlannedShare.status, PlannedShare.due_at, PlannedShare.id)).all()


def count_open_plans_of(person: Person) -> int:
    """How many ``open_plans_of`` there are."""
    mine = select(func.count()).where(PlannedShare.person_id == person.id, PlannedShare.status.in_(OPEN))
    return db.session.scalar(mine) or 0


def hold_plan_row(public_id: str) -> PlannedShare | None:
    """A plan as it is at this moment, kept for the change to come: nobody else changes it meanwhile."""
    found = select(PlannedShare).where(PlannedShare.public_id == public_id).with_for_update(of=PlannedShare)
    return db.session.scalar(found.execution_options(populate_existing=True))


def plans_held_before(moment: datetime, *, limit: int = 500) -> Sequence[PlannedShare]:
    """Plans that have been held since before a moment."""
    held = (PlannedShare.status == PlanStatus.HELD, PlannedShare.held_at < moment)
    return db.session.scalars(select(PlannedShare).where(*held).limit(limit)).all()
