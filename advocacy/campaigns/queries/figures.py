"""The shape in which a campaign's figures reach a page, a letter or a program, and in which they are kept when it ends."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from advocacy.campaigns.models import GoalKind
from advocacy.campaigns.wording import HOW_COUNTED
from advocacy.foundation.i18n import LOCALES, in_language


@dataclass(frozen=True)
class RungCount:
    """How many shares stand on one rung; None when fewer than five people stand behind them."""

    rung: int
    count: int | None


@dataclass(frozen=True)
class Progress:
    """What may be shown. ``value`` is the number of the goal; None where it is hidden or where nothing has been reported."""

    goal_kind: GoalKind | None
    goal_number: int | None
    people: int | None
    #: Hidden because nearly everybody has taken part, not because few have.
    is_nearly_all: bool
    visits: int | None
    rungs: tuple[RungCount, ...]
    thanked: int | None
    thanked_of: int | None
    applications: int | None
    #: Who says so, and up to which day; empty when HR has reported nothing.
    application_sources: tuple[str, ...]
    applications_on: date | None
    counted_at: datetime

    @property
    def value(self) -> int | None:
        """The number that is held against the goal."""
        if self.goal_kind is GoalKind.PEOPLE:
            return self.people
        return self.visits if self.goal_kind is GoalKind.VISITS else self.applications

    @property
    def is_unreported(self) -> bool:
        """The goal counts applications, and HR has not said anything yet."""
        return self.goal_kind is GoalKind.APPLICATIONS and self.applications_on is None

    @property
    def is_reached(self) -> bool:
        return self.value is not None and self.goal_number is not None and self.value >= self.goal_number

    @property
    def is_thanks_shown(self) -> bool:
        return self.thanked is not None and bool(self.thanked_of)


def frozen(progress: Progress) -> dict[str, Any]:
    """The figures as JSON, with how each was counted in both languages: what was hidden is not in it."""
    kept = asdict(progress) | {"counted_at": progress.counted_at.isoformat(), "goal_kind": progress.goal_kind and progress.goal_kind.value}
    kept["applications_on"] = progress.applications_on.isoformat() if progress.applications_on else None
    kept["how"] = {locale: _sentences(locale) for locale in LOCALES}
    return kept


def _sentences(locale: str) -> dict[str, str]:
    with in_language(locale):
        return {name: str(sentence) for name, sentence in HOW_COUNTED.items()}


def thawed(kept: dict[str, Any]) -> Progress:
    """The figures as they were kept."""
    told = {name: value for name, value in kept.items() if name != "how"}
    counted_on = told["applications_on"]
    return Progress(
        **{
            **told,
            "goal_kind": GoalKind(told["goal_kind"]) if told["goal_kind"] else None,
            "rungs": tuple(RungCount(**each) for each in told["rungs"]),
            "application_sources": tuple(told["application_sources"]),
            "applications_on": date.fromisoformat(counted_on) if counted_on else None,
            "counted_at": datetime.fromisoformat(told["counted_at"]),
        }
    )
