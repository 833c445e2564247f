"""The end of a campaign: by itself when its last day is over, or earlier with a reason; the figures are kept as they were then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from advocacy.accounts.access import Actor
from advocacy.campaigns import mails
from advocacy.campaigns.access import can_write_lessons
from advocacy.campaigns.models import Campaign, CampaignStatus
from advocacy.campaigns.queries.figures import frozen
from advocacy.campaigns.queries.progress import counted
from advocacy.campaigns.services.changing import LONGEST_TEXT, Problems, hold, record, require_initiator, require_running, required, tidied
from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.foundation.errors import Forbidden, InvalidInput, Refusal
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.quiet_hours import by_day
from advocacy.mail import services as mail

END, TELL_OF_END = "campaigns.end_campaign", "campaigns.tell_of_end"


def ask_to_end(campaign: Campaign) -> None:
    """Has the campaign ended at the first moment after its last day, in Denmark; a later last day asks anew."""
    key = f"{END}:{campaign.id}:{campaign.ends_on}"
    jobs.ask_for(END, unique_key=key, due_at=campaign.is_over_at, campaign=campaign.id)


def end_when_over(campaign: Campaign) -> bool:
    """Ends a campaign whose last day is over; True when it did. Prolonged or ended meanwhile, it stays as it is."""
    hold(campaign)
    over = campaign.is_over_at
    if not campaign.is_running or over is None or over > clock.now():
        return False
    _end(campaign, over)
    record("ended", campaign, None)
    return True


def end_campaign(campaign: Campaign, reason: Mapping[str, str], actor: Actor) -> None:
    """Ends it now; the reason is told to everybody who sees the campaign."""
    hold(campaign)
    require_initiator(campaign, actor)
    require_running(campaign)
    problems: Problems = {}
    texts = required(reason, "reason", problems, longest=LONGEST_TEXT)
    if problems:
        raise InvalidInput(problems)
    campaign.end_reason, campaign.ended_by_id, campaign.ended_by_name = texts, actor.person.id, actor.person.name
    _end(campaign, clock.now())
    record("ended_early", campaign, actor)


def tell_of_end(campaign: Campaign) -> None:
    """One letter each to the director and the owner, by day: it is over, and now is the time to write down what was learnt."""
    due = by_day(clock.now())
    if due > clock.now():
        _ask_to_tell(campaign, due)
        return
    programme = campaign.programme
    people = {person.id: person for person in (programme.initiator, programme.owner) if person is not None and person.is_active}
    for person in people.values():
        key = f"campaign-end:{campaign.public_id}:{person.public_id}"
        mail.post(mails.end_letter(campaign, person), person_id=person.id, address=person.email, unique_key=key)


def write_lessons(campaign: Campaign, worked: Mapping[str, str], change: Mapping[str, str], actor: Actor) -> None:
    """What worked, and what to do differently next time; one language is enough."""
    if not can_write_lessons(actor, campaign):
        raise Forbidden
    hold(campaign)
    if not campaign.is_ended:
        raise Refusal(_("The campaign has not ended yet."))
    problems: Problems = {}
    texts = {name: tidied(written, name, problems, longest=LONGEST_TEXT) for name, written in (("worked", worked), ("change", change))}
    for name, written in texts.items():
        if not any(written.values()):
            problems[f"{name}.da"] = _("Write at least a line, in Danish or in English.")
    if problems:
        raise InvalidInput(problems)
    campaign.worked, campaign.change = texts["worked"], texts["change"]
    campaign.lessons_at, campaign.lessons_by_name = clock.now(), actor.person.name
    db.session.flush()
    record("lessons_written", campaign, actor)


def _end(campaign: Campaign, moment: datetime) -> None:
    """The figures are those of the moment it ended, however late the worker comes."""
    campaign.result = frozen(counted(campaign, moment))
    campaign.status, campaign.ended_at = CampaignStatus.ENDED, moment
    db.session.flush()
    _ask_to_tell(campaign, by_day(clock.now()))


def _ask_to_tell(campaign: Campaign, due: datetime) -> None:
    key = f"{TELL_OF_END}:{campaign.id}:{clock.local_day(due)}"
    jobs.ask_for(TELL_OF_END, unique_key=key, due_at=due, campaign=campaign.id)
