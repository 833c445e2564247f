"""The rules of the course as plain sums: when it is passed, in which order options stand, and how long a licence holds."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256

from advocacy.training.models import ScenarioOption

#: A licence can be renewed in its last days, so that nobody needs to stand without one.
RENEWAL_DAYS = 60


@dataclass(frozen=True)
class Result:
    """How one scenario went."""

    is_right: bool
    is_critical: bool


class Standing(StrEnum):
    """What somebody's licence says on a day."""

    NONE = "none"
    VALID = "valid"
    #: Valid, and in its last days.
    ENDING = "ending"
    EXPIRED = "expired"


def is_passed(results: Iterable[Result], pass_mark: int) -> bool:
    """True when at least ``pass_mark`` per cent are right and every critical one is.

    Whole numbers only, so that 80 per cent of ten is eight and never nine. Where nothing was asked, nothing is passed.
    """
    asked = tuple(results)
    right = sum(result.is_right for result in asked)
    is_enough = right * 100 >= pass_mark * len(asked)
    return bool(asked) and is_enough and all(result.is_right for result in asked if result.is_critical)


def needed_to_pass(asked: int, pass_mark: int) -> int:
    """The smallest number of right answers that reaches the mark: ten of twelve at 80 per cent."""
    return -(-asked * pass_mark // 100)


def in_shown_order(options: Sequence[ScenarioOption], *names: str) -> list[ScenarioOption]:
    """Options shuffled by these names: another order in each go, the same one after each reload."""
    seed = "\n".join(names)
    return sorted(options, key=lambda option: sha256(f"{seed}\n{option.position}".encode()).digest())


def valid_until(issued_on: date, months: int) -> date:
    """The last day of a licence: the same day of the month, or the month's last day where there is none."""
    years, month = divmod(issued_on.month - 1 + months, 12)
    year, month = issued_on.year + years, month + 1
    return date(year, month, min(issued_on.day, monthrange(year, month)[1]))


def renewable_from(last_day: date) -> date:
    """The first day on which a licence may be renewed."""
    return last_day - timedelta(days=RENEWAL_DAYS)


def standing_on(today: date, last_day: date | None) -> Standing:
    """What a licence with this last day says today."""
    if last_day is None:
        return Standing.NONE
    if today > last_day:
        return Standing.EXPIRED
    return Standing.ENDING if today >= renewable_from(last_day) else Standing.VALID
