"""Every way links change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import case, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Role
from advocacy.foundation import clock
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.errors import InvalidInput, Refusal
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import clean_line
from advocacy.history import services as history
from advocacy.links.codes import new_code as new_code
from advocacy.links.models import Link, Visit, VisitorMark, VisitTotal
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.stories.models import Story

#: How long single visits are kept; the totals of days stay.
KEPT = timedelta(days=30)
LONGEST_LABEL = 120
_TOTAL_KEY = ("link_id", "day", "kind", "network")


def mint(
    code: str, *, story_id: int, person_id: int | None, network: NetworkKind | None, language: str, label: str | None = None
) -> Link | None:
    """A new link, or None when the code is taken, in one step."""
    insert = sqlite.insert if db.session.get_bind().dialect.name == "sqlite" else postgresql.insert
    values = {"public_id": new_public_id(), "code": code, "story_id": story_id, "person_id": person_id, "network": network,
              "language": language, "label": label, "made_at": clock.now()}
    number = db.session.scalar(insert(Link).values(values).on_conflict_do_nothing().returning(Link.id))
    return None if number is None else db.session.get_one(Link, number)


def unused_code() -> str:
    """A fresh code that no link has. What a page carries that is only looked at is kept nowhere (docs/decisions/0004 and 0010)."""
    while True:
        code = new_code()
        if db.session.scalar(select(Link.id).where(Link.code == code)) is None:
            return code


def make_poster(story: Story, actor: Actor, *, label: str, language: str) -> Link:
    """A link that belongs to nobody, for a poster, a screen or a leaflet; raises Refusal where it would lead nowhere for good."""
    label = clean_line(label)
    if not label or len(label) > LONGEST_LABEL or "\x00" in label:
        raise InvalidInput({"label": _("Say in at most %(max)d characters where it will hang.", max=LONGEST_LABEL)})
    version = story.published_version
    if version is None or story.retired_at is not None:
        raise Refusal(_("Only a story that has been approved and not been taken out of the library can have a poster."))
    if version.is_internal:
        raise Refusal(_("This story is for reading in the house only, so no link leads to it from outside."))
    link = mint(unused_code(), story_id=story.id, person_id=None, network=None, language=language, label=label)
    if link is None:
        raise Refusal(_("The link was taken at the same moment. Please try once more."))
    history.record("links.poster.made", link, by=actor.person.id, role=actor.role_word(Role.EDITOR, Role.DIRECTOR, Role.ADMINISTRATOR),
                   story=story.public_id)
    return link


def close_link(link: Link, actor: Actor) -> None:
    """Stops any link for good, a colleague's too (attack row R12). A second press changes nothing."""
    if link.closed_at is None:
        close(link)
        history.record("links.link.closed", link, by=actor.person.id, story=link.story.public_id, is_poster=link.is_poster,
                       role=actor.role_word(Role.EDITOR, Role.ADMINISTRATOR, Role.DIRECTOR))


def close(link: Link) -> None:
    """It leads nowhere from now on."""
    link.closed_at = link.closed_at or clock.now()


def forget_owner(person_id: int) -> None:
    """Somebody has left: their links go on working for readers, without a name (attack row Z16)."""
    db.session.execute(update(Link).where(Link.person_id == person_id).values(person_id=None))


def add_visits(visits: Sequence[Visit]) -> None:
    """Stores visits and adds them to the totals of their days."""
    db.session.add_all(visits)
    totals = Counter((each.link_id, clock.local_day(each.at), each.kind, each.network.value if each.network else "") for each in visits)
    firsts: dict[tuple[object, ...], datetime] = {}
    for each in visits:
        key = (each.link_id, clock.local_day(each.at), each.kind, each.network.value if each.network else "")
        firsts[key] = min(each.at, firsts.get(key, each.at))
    insert = sqlite.insert if db.session.get_bind().dialect.name == "sqlite" else postgresql.insert
    for key, count in totals.items():
        statement = insert(VisitTotal).values(**dict(zip(_TOTAL_KEY, key, strict=True)), count=count, first_at=firsts[key])
        taken = VisitTotal.count + statement.excluded.count
        earlier = case((statement.excluded.first_at < VisitTotal.first_at, statement.excluded.first_at), else_=VisitTotal.first_at)
        db.session.execute(statement.on_conflict_do_update(index_elements=_TOTAL_KEY, set_={"count": taken, "first_at": earlier}))


def forget_old_visits() -> None:
    """Deletes single visits after thirty days, and every mark of a visitor once its day is over."""
    db.session.execute(delete(Visit).where(Visit.at < clock.now() - KEPT))
    db.session.execute(delete(VisitorMark).where(VisitorMark.day < clock.today()))
