"""The kick-off: a formal act by the initiator. Those who take part in the programme are written to, once and by day."""

from __future__ import annotations

from datetime import date, datetime

from advocacy.accounts.access import Actor
from advocacy.campaigns import mails
from advocacy.campaigns.models import Campaign, CampaignStatus, Prolongation
from advocacy.campaigns.queries import find_first_share, people_to_write_to, readiness_of
from advocacy.campaigns.services.changing import hold, record, require_initiator, require_running
from advocacy.campaigns.services.ending import ask_to_end
from advocacy.campaigns.services.preparing import LONGEST_DAYS, check_days
from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput, Refusal
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.quiet_hours import by_day
from advocacy.mail import services as mail
from advocacy.programmes.queries import Readiness

WRITE_LETTERS = "campaigns.write_kick_off_letters"
LETTERS_AT_ONCE = 200


class NotReady(InvalidInput):
    """Something is missing before the kick-off; ``problems`` maps each missing step to its sentence."""

    status = 409

    def __init__(self, readiness: Readiness) -> None:
        super().__init__({step.key: step.missing for step in readiness.missing_steps})
        missing = " ".join(f"{step.label}: {step.missing}" for step in readiness.missing_steps)
        self.sentence = _("The campaign is not ready to be kicked off. %(missing)s", missing=missing)


def kick_off_campaign(campaign: Campaign, actor: Actor, *, tell_first_share: bool = False) -> None:
    """Kicks off, once and for good. Who it was is written down as they are called today.

    ``tell_first_share``: the director wants colleagues to know that she has shared one of the stories; kept only when she has.
    """
    hold(campaign)
    require_initiator(campaign, actor)
    if campaign.status is not CampaignStatus.IN_PREPARATION:
        raise Refusal(_("The campaign has been kicked off already."))
    readiness = readiness_of(campaign)
    if not readiness.is_ready:
        raise NotReady(readiness)
    share = find_first_share(campaign, actor.person)
    has_shared = share is not None and share.confirmed_at is not None
    campaign.status, campaign.kicked_off_at, campaign.kicked_off_by_id = CampaignStatus.RUNNING, clock.now(), actor.person.id
    campaign.kicked_off_by_name, campaign.kicked_off_by_title = actor.person.name, actor.person.title
    campaign.is_first_share_told = tell_first_share and has_shared
    db.session.flush()
    _ask_for_letters(campaign, after=0, due=_first_letters_at(campaign))
    ask_to_end(campaign)
    record("kicked_off", campaign, actor, stories=len(campaign.stories))


def prolong_campaign(campaign: Campaign, to_day: date | None, actor: Actor) -> Prolongation:
    """A later last day, as long as it has not ended; that it was prolonged is told on its page."""
    hold(campaign)
    require_initiator(campaign, actor)
    require_running(campaign)
    if campaign.is_over_at is not None and campaign.is_over_at <= clock.now():
        raise Refusal(_("Its last day is over, so it is ending just now and cannot be prolonged."))
    assert campaign.ends_on is not None
    problems: dict[str, object] = {}
    if to_day is None or to_day <= campaign.ends_on:
        problems["to_day"] = _("Choose a day after the present last day.")
    check_days(campaign.starts_on, to_day, problems)
    if problems or to_day is None:
        raise InvalidInput({"to_day": problems.get("to_day") or problems["ends_on"]})
    prolongation = Prolongation(
        campaign_id=campaign.id, from_day=campaign.ends_on, to_day=to_day, at=clock.now(), by_id=actor.person.id, by_name=actor.person.name
    )
    db.session.add(prolongation)
    campaign.ends_on = to_day
    db.session.flush()
    db.session.expire(campaign, ["prolongations"])
    ask_to_end(campaign)
    record("prolonged", campaign, actor, to_day=to_day.isoformat())
    return prolongation


def write_kick_off_letters(campaign: Campaign, *, after: int) -> None:
    """Writes the next letters, each in its reader's language, and asks for the rest.

    Letters and the next piece of work are one transaction, and each letter has a key of its own: a worker that is killed or
    does it twice writes nobody a second one. In the evening and at night, and before the first day, it waits.
    """
    if not campaign.is_running:
        return
    due = _first_letters_at(campaign)
    if due > clock.now():
        _ask_for_letters(campaign, after=after, due=due)
        return
    people = people_to_write_to(campaign, after=after, limit=LETTERS_AT_ONCE)
    letters = {locale: mails.kick_off_letter(campaign, locale) for locale in {person.locale for person in people}}
    for person in people:
        key = f"campaign:{campaign.public_id}:{person.public_id}"
        mail.post(letters[person.locale], person_id=person.id, address=person.email, unique_key=key)
    if len(people) == LETTERS_AT_ONCE:
        _ask_for_letters(campaign, after=people[-1].id, due=clock.now())


def _first_letters_at(campaign: Campaign) -> datetime:
    """Now, or the morning of the first day, and never between six in the evening and seven in the morning."""
    assert campaign.begins_at is not None
    return by_day(max(clock.now(), campaign.begins_at))


def _ask_for_letters(campaign: Campaign, *, after: int, due: datetime) -> None:
    key = f"{WRITE_LETTERS}:{campaign.id}:{after}:{clock.local_day(due)}"
    jobs.ask_for(WRITE_LETTERS, unique_key=key, due_at=due, campaign=campaign.id, after=after)


__all__ = ["LONGEST_DAYS", "WRITE_LETTERS", "NotReady", "kick_off_campaign", "prolong_campaign", "write_kick_off_letters"]
