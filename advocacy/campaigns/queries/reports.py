"""What HR has reported of applications. The newest report of each source counts; the older ones are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from advocacy.campaigns.models import ApplicationReport, Campaign
from advocacy.foundation.database import db


@dataclass(frozen=True)
class Applications:
    """The sum over the sources, and up to which day HR has counted."""

    number: int
    sources: tuple[str, ...]
    counted_on: date


def reports_of(campaign: Campaign) -> Sequence[ApplicationReport]:
    """Every report, the newest first."""
    statement = select(ApplicationReport).where(ApplicationReport.campaign_id == campaign.id)
    ordered = statement.options(joinedload(ApplicationReport.reported_by)).order_by(ApplicationReport.id.desc())
    return db.session.scalars(ordered).all()


def applications_of(campaign: Campaign, *, until: datetime | None = None) -> Applications | None:
    """What is known by a moment; None when HR has reported nothing yet."""
    newest = select(func.max(ApplicationReport.id)).where(ApplicationReport.campaign_id == campaign.id)
    if until is not None:
        newest = newest.where(ApplicationReport.reported_at < until)
    statement = select(ApplicationReport).where(ApplicationReport.id.in_(newest.group_by(ApplicationReport.source_key)))
    rows = db.session.scalars(statement.order_by(ApplicationReport.source_key)).all()
    if not rows:
        return None
    return Applications(sum(row.number for row in rows), tuple(row.source for row in rows), max(row.counted_on for row in rows))


def late_applications_of(campaign: Campaign) -> Applications | None:
    """What HR has reported since the summary was made; None when nothing has come since."""
    if campaign.ended_at is None:
        return None
    newest = db.session.scalar(select(func.max(ApplicationReport.reported_at)).where(ApplicationReport.campaign_id == campaign.id))
    return applications_of(campaign) if newest is not None and newest >= campaign.ended_at else None
