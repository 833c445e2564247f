"""Finding campaigns, their stories, and the director's own first share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from advocacy.accounts.access import Actor
from advocacy.campaigns.access import can_create_campaign, can_see_campaign
from advocacy.campaigns.models import Campaign, CampaignStatus, CampaignStory
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.people.models import Person
from advocacy.programmes.models import Enrolment, Pause, Programme
from advocacy.programmes.queries import visible_programmes
from advocacy.sharing.models import Share
from advocacy.sharing.queries import shares_of
from advocacy.stories.access import can_edit_story, is_meant_for, is_shareable
from advocacy.stories.models import Story, StoryVersion

_VERSION = joinedload(CampaignStory.story).joinedload(Story.published_version)
#: What pages show of a campaign; each is asked for once, however many campaigns there are.
_WITH_STORIES = (
    joinedload(Campaign.programme).selectinload(Programme.units),
    joinedload(Campaign.purpose),
    selectinload(Campaign.prolongations),
    selectinload(Campaign.stories).options(
        joinedload(CampaignStory.story).joinedload(Story.programme),
        _VERSION.joinedload(StoryVersion.topic),
        _VERSION.joinedload(StoryVersion.picture),
    ),
)


@dataclass(frozen=True)
class ShownStories:
    """The campaign's stories as one person may see them."""

    #: In the library today, to be shared, and meant for this person: a story may be for some units or roles only.
    live: Sequence[Story]
    #: Held back: on a pause, taken out, or over. Named to the editors of the programme only (attack row Z05).
    held: Sequence[Story]
    held_count: int


def find_campaign(public_id: str) -> Campaign | None:
    """A campaign by its public name, with its programme and stories."""
    return db.session.scalar(select(Campaign).where(Campaign.public_id == public_id).options(*_WITH_STORIES))


def get_campaign(public_id: str) -> Campaign:
    """As ``find_campaign``; raises Missing."""
    campaign = find_campaign(public_id)
    if campaign is None:
        raise Missing
    return campaign


def creatable_programmes(actor: Actor) -> list[Programme]:
    """The programmes in which this person may prepare a campaign."""
    return [each for each in visible_programmes(actor) if can_create_campaign(actor, each)]


def visible_campaigns(actor: Actor, status: CampaignStatus, *, limit: int | None = None, offset: int = 0) -> list[Campaign]:
    """The campaigns of one state that this person may see: those that end first, first; ended ones the newest first."""
    numbers = [programme.id for programme in visible_programmes(actor)]
    statement = _in_order(select(Campaign).where(Campaign.programme_id.in_(numbers), Campaign.status == status), status)
    found = db.session.scalars(statement.options(*_WITH_STORIES).limit(limit).offset(offset)).all()
    # Who sees the programme sees what has been kicked off in it, so that nothing more is asked; before that it is for a few.
    return [each for each in found if status is not CampaignStatus.IN_PREPARATION or can_see_campaign(actor, each)]


def _in_order(statement: Select[Campaign], status: CampaignStatus) -> Select[Campaign]:
    if status is CampaignStatus.ENDED:
        return statement.order_by(Campaign.ended_at.desc(), Campaign.id.desc())
    return statement.order_by(Campaign.ends_on, Campaign.id)


def current_campaigns_for(actor: Actor) -> list[Campaign]:
    """The campaigns that run today in programmes this person takes part in, those that end first, first.

    Made for the front page: who holds a pause is left in peace, and who has not joined is not asked by way of a campaign.
    """
    today = clock.today()
    paused = select(Pause.id).where(Pause.enrolment_id == Enrolment.id, Pause.ended_at.is_(None))
    mine = select(Enrolment.programme_id).where(Enrolment.person_id == actor.person.id, Enrolment.stopped_at.is_(None), ~paused.exists())
    statement = select(Campaign).where(
        Campaign.status == CampaignStatus.RUNNING, Campaign.starts_on <= today, Campaign.ends_on >= today, Campaign.programme_id.in_(mine)
    )
    ordered = statement.options(joinedload(Campaign.programme)).order_by(Campaign.ends_on, Campaign.id)
    return [each for each in db.session.scalars(ordered) if each.programme.is_launched]


def campaigns_to_look_back_on(person: Person) -> Sequence[Campaign]:
    """Ended campaigns of which nobody has written down yet what was learnt, for the director and the owner of their programmes."""
    statement = select(Campaign).join(Campaign.programme).options(contains_eager(Campaign.programme))
    open_ones = statement.where(Campaign.status == CampaignStatus.ENDED, Campaign.lessons_at.is_(None))
    theirs = open_ones.where((Programme.initiator_id == person.id) | (Programme.owner_id == person.id))
    return db.session.scalars(theirs.order_by(Campaign.ended_at.desc(), Campaign.id)).all()


def campaigns_between(start: date, end: date) -> Sequence[Campaign]:
    """The campaigns of which at least one day lies between these two days, both included: planned, running and ended.

    Made for the editors' calendar; whoever shows them asks ``access.can_see_campaign`` for each. One that was ended early is there
    until the day on which it ended.
    """
    is_not_over = or_(Campaign.ended_at.is_(None), Campaign.ended_at > clock.start_of_day(start))
    statement = select(Campaign).where(Campaign.starts_on <= end, Campaign.ends_on >= start, is_not_over)
    return db.session.scalars(statement.options(*_WITH_STORIES).order_by(Campaign.starts_on, Campaign.id)).all()


def campaigns_of_story(story: Story) -> Sequence[Campaign]:
    """The campaigns a story belongs to, the newest first; whoever shows them asks ``access.can_see_campaign`` for each."""
    mine = select(CampaignStory.campaign_id).where(CampaignStory.story_id == story.id)
    statement = select(Campaign).where(Campaign.id.in_(mine)).options(joinedload(Campaign.programme).selectinload(Programme.units))
    return db.session.scalars(statement.order_by(Campaign.starts_on.desc(), Campaign.id.desc())).all()


def live_stories(campaign: Campaign) -> list[Story]:
    """Those of its stories that are in the library today."""
    return [each.story for each in campaign.stories if is_shareable(each.story)]


def shown_stories(campaign: Campaign, actor: Actor) -> ShownStories:
    """See ShownStories."""
    live = [each for each in live_stories(campaign) if is_meant_for(actor, each)]
    held = [each.story for each in campaign.stories if not is_shareable(each.story)]
    return ShownStories(live, [each for each in held if can_edit_story(actor, each)], len(held))


def find_first_share(campaign: Campaign, person: Person) -> Share | None:
    """Somebody's own share of one of the stories, one that they have said is posted before one that was only pressed."""
    statement = (
        select(Share)
        .join(CampaignStory, CampaignStory.story_id == Share.story_id)
        .where(CampaignStory.campaign_id == campaign.id, Share.person_id == person.id, Share.withdrawn_at.is_(None))
    )
    newest = statement.order_by(Share.confirmed_at.is_(None), Share.pressed_at.desc(), Share.id.desc())
    return db.session.scalar(newest.options(joinedload(Share.version)).limit(1))


def has_told_first_share(campaign: Campaign) -> bool:
    """True while the director wants colleagues to know that she has shared, and it is still so."""
    if not campaign.is_first_share_told or campaign.kicked_off_by_id is None:
        return False
    share = find_first_share(campaign, db.session.get_one(Person, campaign.kicked_off_by_id))
    return share is not None and share.confirmed_at is not None


def usual_network(person: Person) -> NetworkKind | None:
    """Where somebody shared last, so that the next time is one tap."""
    return next((share.network for share in shares_of(person, limit=1)), None)
