"""Something of Camilla's own under My shares: a post that a network has shown, and a share that she has planned for later."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from advocacy.accounts.queries import actor_for
from advocacy.demo.services.happenings import FIRST
from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db, new_public_id
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.people.models import Person
from advocacy.sharing.access import can_share_story
from advocacy.sharing.models import PlannedShare, PlanStatus, PlanWay, Posting, PostingStatus, Share
from advocacy.sharing.services import CARRY_OUT_PLAN
from advocacy.stories.models import Story

OPEN = (NetworkKind.BLUESKY, NetworkKind.MASTODON)


def let_camilla_post_and_plan(stories: list[Story], people: dict[str, Person], *, at: datetime) -> None:
    """No share is added, so no figure of the worked example moves."""
    camilla = people[FIRST[0]]
    mine = select(Share).where(Share.person_id == camilla.id, Share.confirmed_at.is_not(None), Share.withdrawn_at.is_(None))
    share = db.session.scalar(mine.where(Share.network.in_(OPEN)).order_by(Share.pressed_at.desc()).limit(1))
    if share is not None and share.confirmed_at is not None:
        db.session.add(_shown(share, share.confirmed_at, at))
    actor = actor_for(camilla)
    story = next((each for each in stories if can_share_story(actor, each)), None)
    if story is not None and story.published_version_id is not None:
        _plan(camilla, story, at)


def _plan(person: Person, story: Story, at: datetime) -> None:
    """A reminder for the day after tomorrow, at half past eight."""
    due_at = clock.start_of_day(clock.local_day(at) + timedelta(days=2)) + timedelta(hours=8, minutes=30)
    plan = PlannedShare(
        public_id=new_public_id(),
        person_id=person.id,
        story_id=story.id,
        version_id=story.published_version_id,
        network=NetworkKind.LINKEDIN,
        language=person.locale,
        way=PlanWay.REMIND,
        status=PlanStatus.WAITING,
        due_at=due_at,
        let_leaders_see=False,
        made_at=at,
    )
    db.session.add(plan)
    jobs.ask_for(CARRY_OUT_PLAN, unique_key=f"{CARRY_OUT_PLAN}:{plan.public_id}", due_at=due_at, plan=plan.public_id)


def _shown(share: Share, posted_at: datetime, at: datetime) -> Posting:
    """Posted from here and looked at since; the account has been disconnected again, so that the demo calls nobody."""
    return Posting(
        share_id=share.id,
        connection=None,
        status=PostingStatus.POSTED,
        due_at=posted_at,
        asked_at=posted_at,
        posted_at=posted_at,
        seen_at=min(posted_at + timedelta(minutes=10), at),
        last_seen_at=min(posted_at + timedelta(days=1), at),
        counted_at=min(posted_at + timedelta(days=1), at),
        let_leaders_see=share.is_visible_to_leaders,
        replies=2,
        likes=9,
        reposts=1,
    )
