"""A link to a story and how often it was followed: when, by what kind of agent, from which network. Nothing tells who followed it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.foundation.database import Key, Model, PublicId, Word
from advocacy.links.agents import AgentKind
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.people.models import Person
from advocacy.stories.models import Story


class Link(Model):
    """One short address. A share has its own; one for a poster belongs to nobody."""

    __tablename__ = "link"
    __table_args__ = (Index("ix_link_story_id", "story_id"), Index("ix_link_person_id", "person_id"))

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    #: The last part of the address.
    code: Mapped[str] = mapped_column(String(32), unique=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"))
    #: Whose own visits, signed in, are not written down. Empty for a poster, and when the person has left (attack row Z16).
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    #: Where it was made for; empty for a poster.
    network: Mapped[NetworkKind | None] = mapped_column(Word(NetworkKind))
    #: The language of its preview.
    language: Mapped[str] = mapped_column(String(2))
    #: What an editor calls it, for example "Poster in the canteen"; empty for a share's.
    label: Mapped[str | None] = mapped_column(String(120))
    made_at: Mapped[datetime]
    #: From then on it leads nowhere.
    closed_at: Mapped[datetime | None]

    story: Mapped[Story] = relationship()
    person: Mapped[Person | None] = relationship()

    @property
    def is_poster(self) -> bool:
        """True for one that belongs to nobody from the start; a share's whose sharer has left has no label."""
        return self.label is not None


class Visit(Model):
    """One call of a link, kept for thirty days. No address, no agent string, nothing that could be compared with another day's."""

    __tablename__ = "visit"
    __table_args__ = (Index("ix_visit_at", "at"),)

    id: Mapped[Key]
    #: A link's number. Written together with the day's total, which refers to the link: looking a second time for each visit
    #: would cost a database as much as storing it.
    link_id: Mapped[int]
    at: Mapped[datetime]
    kind: Mapped[AgentKind] = mapped_column(Word(AgentKind))
    #: The network the agent belongs to or the visitor came from, where that can be told.
    network: Mapped[NetworkKind | None] = mapped_column(Word(NetworkKind))


class VisitTotal(Model):
    """How many calls a link had on one day (of Danish time), by kind of agent and network; every page reads these."""

    __tablename__ = "visit_total"
    __table_args__ = (Index("ix_visit_total_day_kind", "day", "kind"),)

    link_id: Mapped[int] = mapped_column(ForeignKey("link.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[AgentKind] = mapped_column(Word(AgentKind), primary_key=True)
    #: As in ``Visit``; an empty word where it cannot be told.
    network: Mapped[str] = mapped_column(String(40), primary_key=True)
    count: Mapped[int]
    first_at: Mapped[datetime]


class VisitLog(Model):
    """How far the loader has read a file of the visit log; written in the transaction that writes what was read."""

    __tablename__ = "visit_log"

    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    offset: Mapped[int]
    read_at: Mapped[datetime]


class VisitorMark(Model):
    """Today's visitors of a link, as numbers that mean nothing without a salt that lives in memory until midnight; then emptied.

    Written only where the organisation has chosen to count people once a day.
    """

    __tablename__ = "visitor_mark"

    day: Mapped[date] = mapped_column(primary_key=True)
    link_id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[str] = mapped_column(String(24), primary_key=True)
