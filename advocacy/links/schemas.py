"""What the JSON API of links takes and answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from advocacy.foundation.operations import Answer, Sent


class PosterSent(Sent):
    """A new link for a poster: where it will hang, and the language of its page."""

    label: str
    language: Literal["da", "en"] = "da"


class PosterAnswer(Answer):
    """A link that belongs to nobody."""

    id: str
    story: str
    label: str
    language: str
    address: str
    made_at: datetime
    closed_at: datetime | None


class PostersAnswer(Answer):
    """The links of a story that belong to nobody, the newest first."""

    posters: list[PosterAnswer]


class KindAnswer(Answer):
    """How often one kind of agent called. Kinds are never added up: uncertain is neither people nor machines."""

    kind: str
    label: str
    count: int


class DayAnswer(Answer):
    """One Danish day; a kind that is not named did not call."""

    day: date
    counts: dict[str, int]


class VisitsAnswer(Answer):
    """What came of a link."""

    kinds: list[KindAnswer]
    days: list[DayAnswer]
