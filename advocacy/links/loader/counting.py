"""Makes rows and daily totals of what the log says: moments in words, Danish days, and people counted once a day where that is chosen."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import Protocol

from advocacy.foundation import clock
from advocacy.links.agents import AgentKind
from advocacy.links.log.line import Entry

#: Day in words, link, mark.
MarkKey = tuple[str, int, str]
#: Link, day, kind, network.
TotalKey = tuple[int, str, str, str]
#: Link, moment, kind, network.
Row = tuple[int, str, str, str | None]
#: The four of the key, how many, and the first moment.
Total = tuple[int, str, str, str, int, str]
MOST_SECONDS = 10_000
#: What follows the second, for each of its milliseconds.
_FRACTIONS = tuple(f".{number:03d}000" for number in range(1000))


class Marks(Protocol):
    """Where the marks of a day's visitors are kept."""

    def add_marks(self, keys: Collection[MarkKey]) -> set[MarkKey]:
        """Keeps them, and returns those that were there before."""
        ...


class DayBook(dict[int, tuple[str, str]]):
    """By seconds since 1970: the moment in UTC as the database writes it, and the Danish day, ``("2026-11-22 09:31:07", "2026-11-22")``.

    A dictionary that fills itself: a portion of visits asks for a few seconds some hundred thousand times.
    """

    def __missing__(self, second: int) -> tuple[str, str]:
        if len(self) > MOST_SECONDS:
            self.clear()
        moment = datetime.fromtimestamp(second, UTC)
        found = self[second] = (f"{moment:%Y-%m-%d %H:%M:%S}", clock.local_day(moment).isoformat())
        return found


class Batch:
    """Visits that are stored together."""

    def __init__(self, days: DayBook, entries: Iterable[Entry]) -> None:
        self._days = days
        self._entries = list(entries)

    def __len__(self) -> int:
        return len(self._entries)

    def set_repeats_apart(self, marks: Marks) -> None:
        """A person whose mark of the day is known for this link counts as coming again."""
        if not any(each.mark for each in self._entries):
            return
        keys = [self._mark_key(each) for each in self._entries]
        fresh = {key for key in keys if key is not None}
        seen = marks.add_marks(fresh)
        for number, key in enumerate(keys):
            if key in seen:
                self._entries[number] = self._entries[number]._replace(kind=AgentKind.REPEAT.value)
            elif key is not None:
                seen.add(key)

    def _mark_key(self, entry: Entry) -> MarkKey | None:
        if not entry.mark or entry.kind != AgentKind.PERSON.value:
            return None
        return self._days[entry.milliseconds // 1000][1], entry.link_id, entry.mark

    def rows(self) -> list[Row]:
        """One for each visit."""
        days = self._days
        return [
            (link_id, days[milliseconds // 1000][0] + _FRACTIONS[milliseconds % 1000], kind, network or None)
            for link_id, milliseconds, kind, network, _mark in self._entries
        ]

    def totals(self) -> list[Total]:
        """One for each link, day, kind and network, in the order of the table's key."""
        counts: dict[TotalKey, int] = {}
        firsts: dict[TotalKey, int] = {}
        days = self._days
        for link_id, milliseconds, kind, network, _mark in self._entries:
            key = (link_id, days[milliseconds // 1000][1], kind, network)
            counts[key] = counts.get(key, 0) + 1
            if milliseconds < firsts.get(key, milliseconds + 1):
                firsts[key] = milliseconds
        return [(*key, counts[key], days[firsts[key] // 1000][0] + _FRACTIONS[firsts[key] % 1000]) for key in sorted(counts)]
