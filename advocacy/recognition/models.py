"""What is kept of a leader's acknowledgement."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.foundation.database import Key, Model, PublicId
from advocacy.people.models import Person, Unit
from advocacy.sharing.models import Share


class Acknowledgement(Model):
    """One leader has acknowledged one share; two presses at once are one row.

    What was done on the network (liked, commented, reshared) is what the leader says; nothing is fetched to check it.
    """

    __tablename__ = "acknowledgement"
    __table_args__ = (
        UniqueConstraint("share_id", "leader_id"),
        Index("ix_acknowledgement_leader_id_at", "leader_id", "at"),
        Index("ix_acknowledgement_unit_id_at", "unit_id", "at"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    share_id: Mapped[int] = mapped_column(ForeignKey("share.id"))
    leader_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    #: Where the colleague worked at that moment: the thanks stay with that unit when people move on.
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    at: Mapped[datetime]
    is_liked: Mapped[bool] = mapped_column(default=False)
    is_commented: Mapped[bool] = mapped_column(default=False)
    is_reshared: Mapped[bool] = mapped_column(default=False)
    #: The leader's own words of thanks to the employee, at most 280 characters.
    words: Mapped[str] = mapped_column(Text, default="")
    #: When the employee has seen it.
    seen_at: Mapped[datetime | None]
    #: The employee would rather not have it shown (attack row L06).
    hidden_at: Mapped[datetime | None]

    share: Mapped[Share] = relationship()
    leader: Mapped[Person] = relationship()
    unit: Mapped[Unit] = relationship()
