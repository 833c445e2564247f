"""The shapes in which numbers reach a page, a file or a program: always with what they are made of, or with nothing at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from advocacy.insights.definitions import DEFINITIONS, Definition

#: These are told per cent; the others are so many for each.
RATIOS = frozenset({"shares_each", "visits"})


@dataclass(frozen=True)
class Figure:
    """One number. Numerator and denominator are None when it is hidden; the value is None too when there is nothing to divide by."""

    key: str
    numerator: int | None
    denominator: int | None
    is_hidden: bool = False

    @property
    def definition(self) -> Definition:
        return DEFINITIONS[self.key]

    @property
    def is_ratio(self) -> bool:
        """True for "so many for each", false for per cent."""
        return self.key in RATIOS

    @property
    def value(self) -> float | None:
        """Numerator over denominator."""
        if self.is_hidden or self.numerator is None or not self.denominator:
            return None
        return self.numerator / self.denominator


@dataclass(frozen=True)
class RungCount:
    """How many shares stand on one rung; None when fewer than five people stand behind them."""

    rung: int
    count: int | None


@dataclass(frozen=True)
class UnitRow:
    """One line of the table of units: a number for each column, None where it is hidden."""

    name: str
    public_id: str | None
    cells: tuple[int | None, ...]


@dataclass(frozen=True)
class UnitTable:
    """The units below one unit in a closed month, and their total."""

    columns: tuple[str, ...]
    rows: tuple[UnitRow, ...]
    total: tuple[int | None, ...]


@dataclass(frozen=True)
class Week:
    """What happened in a week that begins on this Monday; None where it is hidden."""

    monday: date
    shares: int | None
    visits: int | None
    thanks: int | None
