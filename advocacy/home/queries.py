"""What each person needs first, gathered for the front page; each part is asked for only where it can concern them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from advocacy.accounts.access import LEADING, Actor
from advocacy.accounts.models import Role
from advocacy.campaigns.models import Campaign
from advocacy.campaigns.queries import current_campaigns_for
from advocacy.foundation import clock, jobs, text
from advocacy.foundation.database import db
from advocacy.foundation.i18n import one_language
from advocacy.people.models import Person
from advocacy.programmes.models import Enrolment, Invitation, Programme, ProgrammeStatus
from advocacy.programmes.queries import Readiness, open_enrolments_of, readiness_of
from advocacy.recognition.models import Acknowledgement
from advocacy.recognition.queries import QueuedShare, five_minutes_for, unseen_thanks
from advocacy.sharing.models import Share, TakeDownRequest
from advocacy.sharing.queries import open_take_downs, shares_of
from advocacy.sparring.models import OwnStory
from advocacy.sparring.queries import own_stories_with_news
from advocacy.stories.models import Story, StoryVersion, VersionStatus, story_version_writer
from advocacy.stories.queries import newest_stories, writable_programmes
from advocacy.tips.models import Tip
from advocacy.tips.queries import tips_with_news
from advocacy.training.models import Licence
from advocacy.training.queries import latest_licence

#: A front page names a few of each, never all; the rest is one press away.
A_FEW = 3
#: From so many days before its last day on, a licence is mentioned first.
ENDING_DAYS = 30
#: How much of a kick-off message stands on the front page.
OPENING_LENGTH = 240


@dataclass(frozen=True)
class TakingPart:
    """Where an ambassador stands: for their own eyes."""

    enrolments: Sequence[Enrolment]
    licence: Licence | None
    latest_share: Share | None

    @property
    def is_licensed(self) -> bool:
        return self.licence is not None and self.licence.valid_until >= clock.today()

    @property
    def is_ending(self) -> bool:
        return self.licence is not None and 0 <= (self.licence.valid_until - clock.today()).days < ENDING_DAYS


@dataclass(frozen=True)
class UnansweredInvitation:
    """A programme somebody was invited to and has never joined."""

    programme: Programme

    @property
    def opening(self) -> str:
        """How the kick-off message begins, in the reader's language."""
        return text.shortened(text.plain(one_language(self.programme.kick_off)), OPENING_LENGTH)


@dataclass(frozen=True)
class Desk:
    """What waits for an editor."""

    to_review: Sequence[StoryVersion]
    sent_back: Sequence[StoryVersion]


@dataclass(frozen=True)
class Preparation:
    """A programme that somebody is getting ready, and what it still needs."""

    programme: Programme
    readiness: Readiness


@dataclass(frozen=True)
class News:
    """What has been answered, said or asked of a person since they last looked."""

    tips: Sequence[Tip]
    own_stories: Sequence[OwnStory]
    take_downs: Sequence[TakeDownRequest]

    def __bool__(self) -> bool:
        return bool(self.tips or self.own_stories or self.take_downs)


@dataclass(frozen=True)
class FrontPage:
    """Everything on it, in the order in which it stands there; what does not concern somebody is empty."""

    thanks: Sequence[Acknowledgement]
    news: News
    campaigns: Sequence[Campaign]
    invitations: Sequence[UnansweredInvitation]
    waiting: Sequence[QueuedShare]
    desk: Desk | None
    preparations: Sequence[Preparation]
    taking_part: TakingPart | None
    stories: Sequence[Story]
    jobs: dict[str, float] | None

    @property
    def is_empty(self) -> bool:
        """True when nothing here concerns this person today."""
        has_work = self.waiting or self.preparations or (self.desk and (self.desk.to_review or self.desk.sent_back))
        concerns = (self.thanks, self.news, self.campaigns, self.invitations, has_work, self.taking_part, self.stories, self.jobs)
        return not any(concerns)


def front_page_of(actor: Actor, *, put_away: Collection[str] = ()) -> FrontPage:
    """The front page of a person; ``put_away`` are the public names of programmes they do not want to be asked about just now."""
    person = actor.person
    return FrontPage(
        thanks=unseen_thanks(person),
        news=News(tips_with_news(person), own_stories_with_news(person), open_take_downs(person)),
        campaigns=current_campaigns_for(actor)[:A_FEW],
        invitations=unanswered_invitations(person, put_away=put_away),
        waiting=five_minutes_for(actor) if actor.holds(*LEADING) else [],
        desk=_desk_of(actor) if actor.holds(Role.EDITOR) else None,
        preparations=_preparations_of(person) if actor.grants else [],
        taking_part=_taking_part(person),
        stories=newest_stories(actor, limit=A_FEW),
        jobs=jobs.queue_ages() if actor.holds(Role.ADMINISTRATOR) else None,
    )


def unanswered_invitations(person: Person, *, put_away: Collection[str] = ()) -> list[UnansweredInvitation]:
    """The launched programmes somebody was invited to and has never joined; who has stopped is not asked again."""
    invited = select(Invitation.programme_id).where(Invitation.person_id == person.id)
    joined = select(Enrolment.programme_id).where(Enrolment.person_id == person.id)
    statement = select(Programme).where(
        Programme.status == ProgrammeStatus.LAUNCHED,
        Programme.initiator_id != person.id,
        Programme.public_id.not_in(put_away),
        Programme.id.in_(invited),
        Programme.id.not_in(joined),
    )
    ordered = statement.order_by(Programme.launched_at.desc(), Programme.id).limit(A_FEW)
    return [UnansweredInvitation(each) for each in db.session.scalars(ordered)]


def _taking_part(person: Person) -> TakingPart | None:
    enrolments = open_enrolments_of(person)
    if not enrolments:
        return None
    return TakingPart(enrolments, latest_licence(person), next(iter(shares_of(person, limit=1)), None))


def _desk_of(actor: Actor) -> Desk:
    """What others have written and waits for a second pair of eyes, the oldest first; and what came back to this editor."""
    number = actor.person.id
    written = select(story_version_writer.c.version_id).where(story_version_writer.c.person_id == number)
    is_mine = or_(StoryVersion.author_id == number, func.coalesce(StoryVersion.submitted_by_id, 0) == number, StoryVersion.id.in_(written))
    theirs = _versions(actor)
    to_review = theirs.where(StoryVersion.status == VersionStatus.IN_REVIEW, ~is_mine).order_by(StoryVersion.submitted_at, StoryVersion.id)
    came_back = theirs.where(StoryVersion.status == VersionStatus.DRAFT, StoryVersion.returns.any(), is_mine)
    sent_back = came_back.order_by(StoryVersion.changed_at.desc(), StoryVersion.id.desc())
    return Desk(db.session.scalars(to_review.limit(A_FEW)).all(), db.session.scalars(sent_back.limit(A_FEW)).all())


def _versions(actor: Actor) -> Select[StoryVersion]:
    numbers = [each.id for each in writable_programmes(actor)]
    statement = select(StoryVersion).join(StoryVersion.story).where(Story.programme_id.in_(numbers), Story.retired_at.is_(None))
    return statement.options(joinedload(StoryVersion.story), joinedload(StoryVersion.author))


def _preparations_of(person: Person) -> list[Preparation]:
    """The programmes that this person is getting ready, as their initiator or owner."""
    statement = (
        select(Programme)
        .where(Programme.status == ProgrammeStatus.IN_PREPARATION)
        .where(or_(Programme.initiator_id == person.id, Programme.owner_id == person.id))
        .options(
            joinedload(Programme.owner),
            joinedload(Programme.sparring_partner),
            selectinload(Programme.purposes),
            selectinload(Programme.topics),
            selectinload(Programme.audiences),
            selectinload(Programme.networks),
            selectinload(Programme.units),
        )
    )
    found = db.session.scalars(statement.order_by(Programme.created_at.desc(), Programme.id).limit(A_FEW)).all()
    return [Preparation(each, readiness_of(each)) for each in found]
