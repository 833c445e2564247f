"""HR reports applications by hand: a number, where it comes from, and up to which day it was counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from advocacy.accounts.access import Actor
from advocacy.campaigns.access import can_report_applications
from advocacy.campaigns.models import ApplicationReport, Campaign, CampaignStatus
from advocacy.campaigns.services.changing import Problems, hold, record
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Forbidden, InvalidInput, Refusal
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import clean_line, key_of

LONGEST_SOURCE, MOST_APPLICATIONS = 100, 100_000
#: Applications come in late; after a season nobody can tell any more what brought them.
REPORTS_AFTER_END = timedelta(days=92)


@dataclass(frozen=True)
class ReportedApplications:
    """How many in all so far from this source, since the campaign began."""

    number: int | None
    source: str
    counted_on: date | None


def report_applications(campaign: Campaign, told: ReportedApplications, actor: Actor) -> ApplicationReport:
    """A new report; from then on it counts instead of the earlier one from the same source."""
    if not can_report_applications(actor, campaign):
        raise Forbidden(_("Applications are reported by HR."))
    hold(campaign)
    if campaign.status is CampaignStatus.IN_PREPARATION:
        raise Refusal(_("The campaign has not been kicked off yet."))
    if campaign.ended_at is not None and campaign.ended_at + REPORTS_AFTER_END < clock.now():
        raise Refusal(_("The campaign ended too long ago. What comes now can hardly be said to come from it."))
    source = clean_line(told.source)
    problems = _problems(campaign, told, source)
    if problems or told.number is None or told.counted_on is None:
        raise InvalidInput(problems)
    report = ApplicationReport(
        campaign_id=campaign.id,
        source=source,
        source_key=key_of(source)[:LONGEST_SOURCE],
        number=told.number,
        counted_on=told.counted_on,
        reported_at=clock.now(),
        reported_by_id=actor.person.id,
    )
    db.session.add(report)
    db.session.flush()
    record("applications_reported", campaign, actor, number=told.number, counted_on=told.counted_on.isoformat())
    return report


def _problems(campaign: Campaign, told: ReportedApplications, source: str) -> Problems:
    problems: Problems = {}
    if told.number is None or not 0 <= told.number <= MOST_APPLICATIONS:
        problems["number"] = _("Write a whole number, 0 or more.")
    if not source:
        problems["source"] = _("Say where the number comes from, for example the recruitment system.")
    elif len(source) > LONGEST_SOURCE:
        problems["source"] = _("At most %(max)s characters, please.", max=LONGEST_SOURCE)
    if told.counted_on is None:
        problems["counted_on"] = _("Say up to which day it was counted.")
    elif told.counted_on > clock.today() or (campaign.starts_on is not None and told.counted_on < campaign.starts_on):
        problems["counted_on"] = _("Choose a day since the campaign's first day, and not later than today.")
    return problems
