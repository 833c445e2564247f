"""What is kept about the organisation."""

from __future__ import annotations

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from advocacy.foundation.database import Key, Model
from advocacy.organisation.colours import text_on


class Organisation(Model):
    """The one organisation of this installation."""

    __tablename__ = "organisation"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(200))
    short_name: Mapped[str] = mapped_column(String(60))
    motto: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    #: "I work for ..." in each language; stands in every suggested wording.
    disclosure: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    #: Six-digit colours, checked for contrast when they are set.
    brand_colour: Mapped[str] = mapped_column(String(7), default="#0b4f5c")
    accent_colour: Mapped[str] = mapped_column(String(7), default="#c2410c")
    #: Hosts (and what is below them) that a story's address may lead to without a warning page.
    link_domains: Mapped[list[str]] = mapped_column(JSON, default=list)
    accessibility_url: Mapped[str | None] = mapped_column(String(500))
    is_demo: Mapped[bool] = mapped_column(default=False)

    @property
    def brand_text_colour(self) -> str:
        """Black or white, whichever can be read on the brand colour."""
        return text_on(self.brand_colour)
