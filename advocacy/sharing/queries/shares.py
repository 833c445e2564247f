"""One's own shares, and the one that a link or a post belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from advocacy.accounts.access import Actor
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.links.models import Link
from advocacy.links.queries import link_to
from advocacy.people.models import Person
from advocacy.sharing.access import can_see_share
from advocacy.sharing.models import Share


def find_share_by_code(code: str) -> Share | None:
    """The share whose link ends in this code."""
    return db.session.scalar(select(Share).join(Link, Link.id == Share.link_id).where(Link.code == code))


def find_share_by_name(public_id: str) -> Share | None:
    """A share by its public name, for jobs."""
    return db.session.scalar(select(Share).where(Share.public_id == public_id))


def find_own_share(actor: Actor, public_id: str) -> Share | None:
    """One's own share; other people's are as good as none, whatever one's role."""
    loaded = joinedload(Share.story), joinedload(Share.version)
    share = db.session.scalar(select(Share).where(Share.public_id == public_id).options(*loaded))
    return share if share is not None and can_see_share(actor, share) else None


def get_own_share(actor: Actor, public_id: str) -> Share:
    """As ``find_own_share``; raises Missing."""
    share = find_own_share(actor, public_id)
    if share is None:
        raise Missing
    return share


def shares_of(person: Person, *, limit: int | None = None, offset: int = 0) -> Sequence[Share]:
    """What somebody has shared and not taken back, the newest first, with the stories."""
    statement = select(Share).where(Share.person_id == person.id, Share.withdrawn_at.is_(None))
    loaded = statement.options(joinedload(Share.story), joinedload(Share.version))
    return db.session.scalars(loaded.order_by(Share.pressed_at.desc(), Share.id.desc()).limit(limit).offset(offset)).all()


def count_shares_of(person: Person) -> int:
    """How many ``shares_of`` there are."""
    statement = select(func.count()).where(Share.person_id == person.id, Share.withdrawn_at.is_(None))
    return db.session.scalar(statement) or 0


def find_share_with_post(address: str) -> Share | None:
    """The share that this post belongs to already, unless it was taken back."""
    return db.session.scalar(select(Share).where(Share.post_address == address, Share.withdrawn_at.is_(None)))


def short_link(share: Share, base_url: str) -> str:
    """The link people follow."""
    return link_to(share.link.code, base_url)
