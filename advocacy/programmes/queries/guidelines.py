"""Finding versions of a guideline."""

from __future__ import annotations

from sqlalchemy import func, select

from advocacy.foundation.database import db
from advocacy.programmes.models import Guideline, Programme


def current_guideline(programme: Programme) -> Guideline | None:
    """The newest version that has been adopted."""
    statement = select(Guideline).where(Guideline.programme_id == programme.id, Guideline.adopted_at.is_not(None))
    return db.session.scalar(statement.order_by(Guideline.number.desc()).limit(1))


def find_draft(programme: Programme) -> Guideline | None:
    """The version that is being written; there is one at most."""
    statement = select(Guideline).where(Guideline.programme_id == programme.id, Guideline.adopted_at.is_(None))
    return db.session.scalar(statement.order_by(Guideline.number.desc()).limit(1))


def latest_number(programme: Programme) -> int:
    """The highest number given to a version; 0 when there is none."""
    return db.session.scalar(select(func.max(Guideline.number)).where(Guideline.programme_id == programme.id)) or 0
