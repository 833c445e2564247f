"""What the API answers about numbers: hidden ones are null, and say so."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from advocacy.foundation.operations import Answer, Sent

Name = Annotated[str | None, Field(max_length=40)]


class SummaryAsked(Sent):
    """Which programme (the newest launched one when left out), period (the last 30 days) and unit (all one may see)."""

    programme: Name = None
    period: Name = None
    unit: Name = None


class FigureAnswer(Answer):
    """A number with what it is made of. When it is hidden, fewer than five people stand behind it or are missing from it."""

    key: str
    label: str
    numerator: int | None
    denominator: int | None
    value: float | None
    is_hidden: bool
    meaning: str
    known: str


class RungAnswer(Answer):
    """How many shares stand on a rung of evidence, 0 to 4."""

    rung: int
    count: int | None


class UnitRowAnswer(Answer):
    """A unit's numbers, by column."""

    unit: str | None
    name: str
    cells: dict[str, int | None]


class UnitTableAnswer(Answer):
    """The units below one unit in a closed month, and their total."""

    month: str
    rows: list[UnitRowAnswer]
    total: dict[str, int | None]


class WeekAnswer(Answer):
    """A week that begins on this Monday."""

    monday: date
    shares: int | None
    visits: int | None
    thanks: int | None


class InsightsAnswer(Answer):
    """What the programme does."""

    programme: str
    period: str
    periods: list[str]
    figures: list[FigureAnswer]
    rungs: list[RungAnswer]
    units: UnitTableAnswer | None
    weeks: list[WeekAnswer]
