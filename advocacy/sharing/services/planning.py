"""Planning a share for later, changing and cancelling it: what the person asks for, before its time has come."""

from __future__ import annotations

from datetime import datetime

from advocacy.accounts.access import Actor
from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.foundation.errors import Forbidden, InvalidInput, Missing, Refusal
from advocacy.foundation.i18n import LOCALES, day
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.pages import settings
from advocacy.history import services as history
from advocacy.links import services as links
from advocacy.links.queries import link_to
from advocacy.sharing.access import why_not_share
from advocacy.sharing.models import PlannedShare, PlanStatus, PlanWay
from advocacy.sharing.presses import Press
from advocacy.sharing.queries import count_open_plans_of, find_plan, find_share_by_code, get_story_to_share, hold_plan_row
from advocacy.sharing.queries.plans import OPEN
from advocacy.sharing.services.posting import usable_connection, words_to_post
from advocacy.sharing.waiting_words import opened_words, sealed_words
from advocacy.stories.models import Story, StoryVersion

CARRY_OUT_PLAN = "sharing.carry_out_plan"
#: More than this is no longer a share now and then.
MOST_PLANS = 30


def plan_share(
    actor: Actor, press: Press, *, language: str, way: PlanWay, due_at: datetime, words: str = "", let_leaders_see: bool = False
) -> PlannedShare:
    """Plans a share; a second press of the same page is the same plan. ``due_at`` has been through ``when``.

    Of a plan that only reminds no words are taken. One that posts keeps them sealed, and its link is made at once, for it stands in them.
    """
    version = db.session.get(StoryVersion, press.version_id)
    if version is None or press.person_id != actor.person.id:
        raise Missing
    found = find_plan(press.public_id)
    if found is not None:
        return found
    story = get_story_to_share(actor, version.story.public_id)
    if (why_not := why_not_share(actor, story)) is not None:
        raise Forbidden(why_not)
    _require_room(actor, story, due_at)
    if find_share_by_code(press.code) is not None:
        raise Refusal(_("You have shared this already. Open the story again for a new link."))
    plan = PlannedShare(
        public_id=press.public_id, person_id=actor.person.id, story_id=story.id, version_id=version.id, network=press.network,
        language=language if language in LOCALES else LOCALES[0], way=way, status=PlanStatus.WAITING, due_at=due_at,
        let_leaders_see=let_leaders_see, made_at=clock.now(),
    )
    if way is PlanWay.POST:
        _give_words(plan, actor, press, words)
    db.session.add(plan)
    db.session.flush()
    _ask_for(plan)
    history.record("sharing.plan.made", plan, by=actor.person.id, is_private=True, story=story.public_id,
                   network=plan.network.value, way=way.value)
    return plan


def move_plan(plan: PlannedShare, actor: Actor, due_at: datetime) -> PlannedShare:
    """Another time; a plan that was held waits again, through the account that is connected now."""
    plan = _held_open(plan, actor)
    if plan.story.expires_on is not None and plan.story.expires_on < clock.local_day(due_at):
        raise InvalidInput({"moment": _too_late_for(plan.story)})
    if plan.way is PlanWay.POST:
        plan.connection = usable_connection(actor.person, plan.network).public_id
    plan.due_at, plan.status, plan.held_for, plan.held_at = due_at, PlanStatus.WAITING, None, None
    _ask_for(plan)
    history.record("sharing.plan.moved", plan, by=actor.person.id, is_private=True)
    return plan


def change_planned_words(plan: PlannedShare, actor: Actor, typed: str) -> PlannedShare:
    """Other words for a plan that posts by itself; raises InvalidInput."""
    plan = _held_open(plan, actor)
    if plan.way is not PlanWay.POST or plan.link is None:
        raise Refusal(_("This plan holds no words: you write them when you are reminded."))
    connection = usable_connection(actor.person, plan.network)
    words = words_to_post(typed, link_to(plan.link.code, settings().link_base), connection)
    box = opened_words(plan.sealed_words)
    if box is None or box.words != words:
        plan.sealed_words = sealed_words(words)
        history.record("sharing.plan.words_changed", plan, by=actor.person.id, is_private=True)
    return plan


def cancel_plan(plan: PlannedShare, actor: Actor) -> None:
    """It will not happen. The words and the link are gone at once."""
    plan = _held_open(plan, actor)
    end_plan(plan, PlanStatus.CANCELLED)
    history.record("sharing.plan.cancelled", plan, by=actor.person.id, is_private=True)


def end_plan(plan: PlannedShare, status: PlanStatus) -> None:
    """Nothing of the words stays with a plan that is over; nor does its link, unless it became a share's."""
    plan.status, plan.ended_at, plan.sealed_words = status, clock.now(), None
    if status is PlanStatus.CANCELLED and plan.link is not None:
        links.close(plan.link)


def words_of_plan(plan: PlannedShare) -> str:
    """What waits to be posted, for its writer."""
    box = opened_words(plan.sealed_words)
    return box.words if box is not None else ""


def _give_words(plan: PlannedShare, actor: Actor, press: Press, typed: str) -> None:
    connection = usable_connection(actor.person, press.network)
    words = words_to_post(typed, link_to(press.code, settings().link_base), connection)
    link = links.mint(press.code, story_id=plan.story_id, person_id=plan.person_id, network=press.network, language=plan.language)
    if link is None:
        raise Refusal(_("The link on this page has been taken meanwhile. Open the page for writing again."))
    plan.link_id, plan.connection, plan.sealed_words = link.id, connection.public_id, sealed_words(words)


def _require_room(actor: Actor, story: Story, due_at: datetime) -> None:
    if count_open_plans_of(actor.person) >= MOST_PLANS:
        raise Refusal(_("You have planned a great many shares already. Cancel one, or wait until one has been shared."))
    if story.expires_on is not None and story.expires_on < clock.local_day(due_at):
        raise InvalidInput({"moment": _too_late_for(story)})


def _too_late_for(story: Story) -> object:
    assert story.expires_on is not None
    return _("The story leaves the library after %(day)s. Choose a time before that.", day=day(story.expires_on))


def _held_open(plan: PlannedShare, actor: Actor) -> PlannedShare:
    """The plan afresh and kept for this change alone, so that a job at the same moment is seen."""
    if plan.person_id != actor.person.id:
        raise Missing
    fresh = hold_plan_row(plan.public_id)
    if fresh is None or fresh.status not in OPEN:
        raise Refusal(_("This plan has been carried out or cancelled meanwhile."))
    return fresh


def _ask_for(plan: PlannedShare) -> None:
    """One job for each plan and moment; one that was moved away from finds that it is not due."""
    key = f"{CARRY_OUT_PLAN}:{plan.public_id}:{plan.due_at:%Y%m%d%H%M}"
    jobs.ask_for(CARRY_OUT_PLAN, unique_key=key, due_at=plan.due_at, plan=plan.public_id)


