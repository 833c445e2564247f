"""The time of a planned share has come: it is carried out, or held with an explanation. All in one transaction, so it happens once."""

from __future__ import annotations

from datetime import timedelta

from advocacy.accounts.queries import actor_for
from advocacy.foundation import clock, jobs
from advocacy.foundation.quiet_hours import by_day, is_quiet
from advocacy.history import services as history
from advocacy.mail import services as mail
from advocacy.sharing import mails
from advocacy.sharing.holds import PlanHold, find_hold
from advocacy.sharing.models import PlannedShare, PlanStatus, PlanWay
from advocacy.sharing.queries import find_plan, find_share_by_name, hold_plan_row
from advocacy.sharing.services.delivering import TELL_NOT_POSTED
from advocacy.sharing.services.planning import CARRY_OUT_PLAN, end_plan
from advocacy.sharing.services.posting import ask_posting
from advocacy.sharing.services.pressing import write_share
from advocacy.sharing.waiting_words import opened_words

TELL_OF_HOLD = "sharing.tell_of_hold"
#: A worker that comes back later than this does not post by itself at an hour nobody chose.
LATEST = timedelta(hours=3)


def carry_out_plan(public_id: str) -> None:
    """Does what was planned, if it is due still and nothing stands in the way."""
    plan, moment = hold_plan_row(public_id), clock.now()
    if plan is None or plan.status is not PlanStatus.WAITING or plan.due_at > moment or not plan.person.is_active:
        return
    hold = find_hold(plan, actor_for(plan.person))
    is_late = plan.way is PlanWay.POST and plan.due_at < moment - LATEST
    if hold is not None or is_late:
        _hold(plan, hold or PlanHold.LATE)
    elif plan.way is PlanWay.POST:
        _post(plan)
    else:
        _remind(plan)


def tell_of_hold(public_id: str) -> None:
    """The letter about a plan that is held, unless it was settled meanwhile; by day."""
    plan = find_plan(public_id)
    if plan is None or plan.status is not PlanStatus.HELD or plan.held_at is None or not plan.person.is_active:
        return
    key = f"plan-held:{plan.public_id}:{plan.held_at.isoformat()}"
    mail.post(mails.held_letter(plan, plan.person), person_id=plan.person_id, address=plan.person.email, unique_key=key)


def tell_not_posted(public_id: str) -> None:
    """The letter about a planned post that did not come to stand on the network. Neither the words nor the reason are in it."""
    share = find_share_by_name(public_id)
    if share is None or share.person is None or not share.person.is_active or share.withdrawn_at is not None:
        return
    if is_quiet(clock.now()):
        due = by_day(clock.now())
        jobs.ask_for(TELL_NOT_POSTED, unique_key=f"{TELL_NOT_POSTED}:{public_id}:{due.isoformat()}", due_at=due, share=public_id)
        return
    letter = mails.not_posted_letter(share, share.person)
    mail.post(letter, person_id=share.person.id, address=share.person.email, unique_key=f"not-posted:{public_id}:{clock.today()}")


def _remind(plan: PlannedShare) -> None:
    """A worker that was away comes back in the evening: then the letter waits for the morning."""
    if is_quiet(clock.now()):
        plan.due_at = by_day(clock.now())
        key = f"{CARRY_OUT_PLAN}:{plan.public_id}:{plan.due_at:%Y%m%d%H%M}"
        jobs.ask_for(CARRY_OUT_PLAN, unique_key=key, due_at=plan.due_at, plan=plan.public_id)
        return
    mail.post(mails.reminder_letter(plan, plan.person), person_id=plan.person_id, address=plan.person.email,
              unique_key=f"plan:{plan.public_id}:{plan.due_at.isoformat()}")
    end_plan(plan, PlanStatus.DONE)
    history.record("sharing.plan.reminded", plan, by=plan.person_id, is_private=True)


def _post(plan: PlannedShare) -> None:
    """The share, the post that belongs to it and the job are written with the plan's end, all or nothing."""
    box, version = opened_words(plan.sealed_words), plan.story.published_version or plan.version
    if box is None or plan.link is None or plan.connection is None:
        return _hold(plan, PlanHold.UNREADABLE)
    share = write_share(
        plan.link, version, public_id=plan.public_id, person_id=plan.person_id, network=plan.network, language=plan.language)
    history.record("sharing.share.pressed", share, by=plan.person_id, is_private=True, story=plan.story.public_id,
                   network=plan.network.value, is_planned=True)
    ask_posting(share, box.words, connection=plan.connection, let_leaders_see=plan.let_leaders_see)
    return end_plan(plan, PlanStatus.DONE)


def _hold(plan: PlannedShare, hold: PlanHold) -> None:
    moment = clock.now()
    plan.status, plan.held_for, plan.held_at = PlanStatus.HELD, hold.value, moment
    key = f"{TELL_OF_HOLD}:{plan.public_id}:{moment.isoformat()}"
    jobs.ask_for(TELL_OF_HOLD, unique_key=key, due_at=by_day(moment), plan=plan.public_id)
    history.record("sharing.plan.held", plan, by=plan.person_id, is_private=True, why=hold.value)
