"""The order in which shares come up for thanks, so that no part of the house is thanked twice while another waits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Waiting:
    """A share that waits for thanks. ``turn`` is its place among those of its own unit, the oldest being 1."""

    share_id: int
    branch: str
    turn: int
    confirmed_at: datetime

    @property
    def age(self) -> tuple[datetime, int]:
        return self.confirmed_at, self.share_id


def branch_of(path: str, scopes: Iterable[str]) -> str:
    """The part of the house a unit belongs to, seen from a leader's own units: the unit right below theirs.

    Paths are those of units ("1.4.9."); a unit that is itself the leader's own is a branch of its own.

    >>> branch_of("1.4.9.", ["1."])
    '1.4.'
    >>> branch_of("1.4.", ["1.4."])
    '1.4.'
    """
    scope = next(each for each in scopes if path.startswith(each))
    below, dot, _rest = path[len(scope):].partition(".")
    return scope + below + dot


def in_fair_order(waiting: Iterable[Waiting], last_thanked: Mapping[str, datetime]) -> list[int]:
    """The numbers of the shares, round by round: in each round every branch has its say once.

    Within a round, branches that were thanked longest ago (or never) come first, then whoever has waited longest.
    Within a branch its units take turns, so a second share of a branch comes from another unit where there is one.
    """
    branches: dict[str, list[Waiting]] = {}
    for each in waiting:
        branches.setdefault(each.branch, []).append(each)
    rounds: list[tuple[int, datetime, tuple[datetime, int]]] = []
    for branch, those in branches.items():
        for number, each in enumerate(sorted(those, key=lambda one: (one.turn, one.age))):
            rounds.append((number, last_thanked.get(branch, NEVER), each.age))
    return [share_id for _number, _last, (_at, share_id) in sorted(rounds)]
