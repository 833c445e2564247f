"""Every way recognition is read. Nothing here counts or lists a person's thanks for anybody but that person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import Select, distinct, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from advocacy.accounts.access import LEADING, Actor
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.networks.catalogue.listing import network
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.people.models import Person, Unit
from advocacy.people.queries import within
from advocacy.programmes.models import Programme, ProgrammeStatus
from advocacy.recognition.access import can_acknowledge_share
from advocacy.recognition.fairness import Waiting, branch_of, in_fair_order
from advocacy.recognition.models import Acknowledgement
from advocacy.sharing.models import Share
from advocacy.sharing.queries import gone_posts
from advocacy.stories.models import Story

#: What a leader has time for at once.
HOW_MANY = 3
#: Older shares are left in peace: thanks that come after two months are no longer for the share.
WAITING_TIME = timedelta(days=60)
#: Of each unit only the oldest few take part; who skips all of them begins again.
OF_EACH_UNIT = 10
PAGE_LENGTH = 20

#: There is nothing to open, like or comment on: it went to people the employee knows.
_BETWEEN_PEOPLE = frozenset({NetworkKind.WHATSAPP, NetworkKind.EMAIL})
_ENDS_SOMEWHERE = frozenset({NetworkKind.COPY, NetworkKind.DEVICE})


@dataclass(frozen=True)
class QueuedShare:
    """One card of the five minutes: a colleague who has chosen to be seen, and what they shared."""

    share: Share
    #: The post was made from here, and was not there when its network was last asked.
    is_gone: bool

    @property
    def person(self) -> Person:
        assert self.share.person is not None
        return self.share.person

    @property
    def title(self) -> dict[str, str]:
        return self.share.version.title

    @property
    def network_label(self) -> str:
        """The network's name; empty where it is not known on which it ended."""
        return "" if self.share.network in _ENDS_SOMEWHERE else str(network(self.share.network).label)

    @property
    def is_between_people(self) -> bool:
        return self.share.network in _BETWEEN_PEOPLE

    @property
    def post_address(self) -> str | None:
        return None if self.is_gone else self.share.post_address

    @property
    def post_host(self) -> str:
        """Where "Open the post" leads; empty when the employee gave no address or the post is gone."""
        parts = urlsplit(self.post_address or "")
        return (parts.hostname or "").removeprefix("www.") if parts.scheme == "https" else ""


@dataclass(frozen=True)
class OwnThanks:
    """What a leader is told of their own thanks, and of nobody else's (attack row L05)."""

    colleagues: int
    units: int


def five_minutes_for(actor: Actor, *, after: str | None = None, limit: int = HOW_MANY) -> list[QueuedShare]:
    """The shares that come up for thanks, in fair order; ``after`` is a share's public name to go on from (it was skipped).

    The rule. A share waits when its employee has said that it is posted and that leaders may see it, has not taken it back,
    still works here and is not the leader; when the employee's unit is one of the leader's or below; when the story's programme
    is launched and the story does not rest; and when no leader has thanked for it yet. It waits for sixty days.
    The units right below the leader's own are the branches (for a director of the whole house: the administrations). First comes
    the branch that was thanked longest ago or never, with its oldest share; then the next branch. Only when every branch has had
    its turn comes a second share of a branch, from another unit of it where there is one. The same answer for the same facts.
    """
    order = _fair_order(actor)
    if after is not None:
        skipped = db.session.scalar(select(Share.id).where(Share.public_id == after))
        order = order[order.index(skipped) + 1:] if skipped in order else order
    return _cards(order[:limit])


def get_queued_share(actor: Actor, public_id: str) -> QueuedShare:
    """One share that this leader may thank for, taken back or not; raises Missing."""
    share = db.session.scalar(_whole_shares().where(Share.public_id == public_id))
    if share is None or not can_acknowledge_share(actor, share):
        raise Missing
    return QueuedShare(share, share.id in gone_posts([share.id]))


def find_acknowledgement(share: Share, leader: Person) -> Acknowledgement | None:
    """What this leader has already said about a share."""
    statement = select(Acknowledgement).where(Acknowledgement.share_id == share.id, Acknowledgement.leader_id == leader.id)
    return db.session.scalar(statement)


def get_acknowledgement(public_id: str) -> Acknowledgement:
    """An acknowledgement by its public name; raises Missing."""
    found = db.session.scalar(select(Acknowledgement).where(Acknowledgement.public_id == public_id))
    if found is None:
        raise Missing
    return found


def acknowledgements_received(person: Person, *, page: int = 1) -> Sequence[Acknowledgement]:
    """The thanks somebody got, newest first: not those they have put away, nor those for a share they have taken back."""
    statement = _received(person).options(*_WITH_STORY).order_by(Acknowledgement.at.desc(), Acknowledgement.id.desc())
    return db.session.scalars(statement.limit(PAGE_LENGTH).offset(PAGE_LENGTH * (max(page, 1) - 1))).all()


def count_received(person: Person) -> int:
    """How many ``acknowledgements_received`` has in all, to cut it into pages."""
    numbers = _received(person).with_only_columns(Acknowledgement.id).subquery()
    return db.session.scalar(select(func.count()).select_from(numbers)) or 0


def unseen_thanks(person: Person) -> Sequence[Acknowledgement]:
    """The thanks somebody has not seen yet, newest first, a page of them at most."""
    statement = _received(person).where(Acknowledgement.seen_at.is_(None)).options(*_WITH_STORY)
    return db.session.scalars(statement.order_by(Acknowledgement.at.desc(), Acknowledgement.id.desc()).limit(PAGE_LENGTH)).all()


def own_thanks(leader: Person) -> OwnThanks:
    """How many colleagues in how many units a leader has thanked since the quarter began."""
    today = clock.today()
    quarter = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    statement = (
        select(func.count(distinct(Share.person_id)), func.count(distinct(Acknowledgement.unit_id)))
        .select_from(Acknowledgement).join(Acknowledgement.share)
        .where(Acknowledgement.leader_id == leader.id, Acknowledgement.at >= clock.start_of_day(quarter))
    )
    colleagues, units = db.session.execute(statement).one()
    return OwnThanks(colleagues, units)


_WITH_STORY = (
    contains_eager(Acknowledgement.share).joinedload(Share.version),
    contains_eager(Acknowledgement.share).joinedload(Share.story),
    joinedload(Acknowledgement.leader),
)


def _received(person: Person) -> Select[Acknowledgement]:
    return select(Acknowledgement).join(Acknowledgement.share).where(
        Share.person_id == person.id, Share.withdrawn_at.is_(None), Acknowledgement.hidden_at.is_(None)
    )


def _fair_order(actor: Actor) -> list[int]:
    """The numbers of all shares that may come up, the first first."""
    scopes = actor.units_for(*LEADING)
    if not scopes:
        return []
    paths = [unit.path for unit in scopes]
    rows = db.session.execute(_oldest_of_each_unit(actor, scopes)).all()
    waiting = [Waiting(row.id, branch_of(row.path, paths), row.turn, row.confirmed_at) for row in rows]
    return in_fair_order(waiting, _last_thanked(scopes, paths))


def _oldest_of_each_unit(actor: Actor, scopes: Sequence[Unit]) -> Select[int, datetime, str, int]:
    """The oldest few waiting shares of every unit: at most a handful of short rows for each, however many shares there are.

    It is worded so that both databases begin with the shown shares of the last weeks (``ix_share_shown``): with "not of a story that
    is not open", and with a sum no index knows, since SQLite would rather go through all people and everything they ever shared.
    """
    # Whoever shared a story that rests may have been asked to take it down: no leader shall thank for it, or be led there.
    closed = or_(Programme.status != ProgrammeStatus.LAUNCHED, Story.paused_at.is_not(None))
    not_open = select(Story.id).join(Story.programme).where(closed)
    thanked = select(Acknowledgement.id).where(Acknowledgement.share_id == Share.id)
    turn = func.row_number().over(partition_by=Person.unit_id, order_by=(Share.confirmed_at, Share.id)).label("turn")
    ranked = (
        select(Share.id, Share.confirmed_at, Person.unit_id, turn)
        .join(Share.person)
        .where(Share.confirmed_at >= clock.now() - WAITING_TIME, Share.is_visible_to_leaders, Share.withdrawn_at.is_(None))
        .where(Person.is_active, Person.id != actor.person.id, (Person.unit_id + 0).in_(within(scopes)))
        .where(Share.story_id.not_in(not_open), ~thanked.exists())
        .subquery()
    )
    statement = select(ranked.c.id, ranked.c.confirmed_at, Unit.path, ranked.c.turn).join(Unit, Unit.id == ranked.c.unit_id)
    return statement.where(ranked.c.turn <= OF_EACH_UNIT)


def _last_thanked(scopes: Sequence[Unit], paths: list[str]) -> dict[str, datetime]:
    """When a leader last thanked anybody in each branch that ever was."""
    last = select(func.max(Acknowledgement.at)).where(Acknowledgement.unit_id == Unit.id).scalar_subquery()
    latest: dict[str, datetime] = {}
    for path, at in db.session.execute(select(Unit.path, last).where(Unit.id.in_(within(scopes)))):
        branch = branch_of(path, paths)
        if at is not None:
            latest[branch] = max(at, latest.get(branch, at))
    return latest


def _whole_shares() -> Select[Share]:
    return select(Share).options(
        joinedload(Share.person), joinedload(Share.version), joinedload(Share.story).joinedload(Story.programme)
    )


def _cards(numbers: Sequence[int]) -> list[QueuedShare]:
    """The shares of these numbers, in their order."""
    if not numbers:
        return []
    found = {share.id: share for share in db.session.scalars(_whole_shares().where(Share.id.in_(numbers)))}
    gone = gone_posts(numbers)
    return [QueuedShare(found[number], number in gone) for number in numbers]
