"""What an import would do with each row of a spreadsheet: pure rules; nothing is asked of the database and nothing is changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256

import regex

from advocacy.foundation.i18n import LOCALES
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import clean, clean_line, key_of
from advocacy.programmes.models import Audience, Programme, Purpose, Topic
from advocacy.sources.addresses import tidied, web_address
from advocacy.sources.queries import StandingStory
from advocacy.sources.reading import SheetRow
from advocacy.stories.models import StoryKind
from advocacy.stories.services import Wording

LONGEST_LINE, LONGEST_BODY = 200, 20_000
#: As a spreadsheet says it: the code, or the words of either language. Part of the file format, like the headings.
KINDS = {
    StoryKind.BEHIND_THE_SCENES: ("Bag kulisserne", "Behind the scenes"),
    StoryKind.LEARNED: ("Det lærte vi", "What we learned"),
    StoryKind.WHY: ("Derfor gør vi sådan", "Why we do it this way"),
    StoryKind.RESULTS: ("Resultater", "Results"),
    StoryKind.PRAISE: ("Ros til en kollega", "Praise of a colleague"),
    StoryKind.VACANCY: ("Et ledigt job", "A vacancy"),
}
_KIND_OF = {key_of(word): kind for kind, words in KINDS.items() for word in (kind.value, *words)}
#: 2027-03-01, or as Danes write it: 1.3.2027, 01/03/2027, 1-3-2027.
_ISO_DAY = regex.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})")
_DANISH_DAY = regex.compile(r"(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>\d{4})")


class Outcome(StrEnum):
    """What would happen with a row."""

    NEW = "new"
    #: There is such a story; it stays as it is.
    EXISTS = "exists"
    #: Another row of this file says the same.
    REPEATED = "repeated"
    WRONG = "wrong"


@dataclass(frozen=True)
class PlannedRow:
    """One row and what would happen with it. ``number`` is the one the spreadsheet shows beside it."""

    number: int
    outcome: Outcome
    wording: Wording
    digest: str
    problems: tuple[object, ...] = ()
    #: The public name of the story there is already.
    story: str = ""
    #: The number of the row that says the same.
    same_as: int = 0

    @property
    def title(self) -> str:
        return next((self.wording.title[language] for language in LOCALES if self.wording.title.get(language)), "")


@dataclass
class _Seen:
    """What is there already, by the three ways a row can be recognised."""

    digests: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)

    def find(self, wording: Wording, digest: str) -> str | None:
        """What it is there as, or None."""
        by_title = (self.titles.get(key_of(title)) for title in wording.title.values())
        return self.digests.get(digest) or self.addresses.get(_key_of_address(wording.address)) or next(filter(None, by_title), None)

    def note(self, name: str, address: str, titles: Iterable[str], digest: str = "") -> None:
        """This is there from now on."""
        if digest:
            self.digests.setdefault(digest, name)
        if address:
            self.addresses.setdefault(_key_of_address(address), name)
        for title in titles:
            self.titles.setdefault(key_of(title), name)


def plan(
    programme: Programme, rows: Sequence[SheetRow], standing: Iterable[StandingStory], imported: Mapping[str, str], *, today: date
) -> list[PlannedRow]:
    """Row by row. A story is there already when this row was imported before, or when its address or its title stands in the programme."""
    there, earlier = _Seen(digests=dict(imported)), _Seen()
    for story in standing:
        there.note(story.name, story.address, story.titles)
    planned = []
    for row in rows:
        planned.append(_planned(programme, row, there, earlier, today))
        if planned[-1].outcome is Outcome.NEW:
            earlier.note(str(row.number), planned[-1].wording.address, planned[-1].wording.title.values(), planned[-1].digest)
    return planned


def _planned(programme: Programme, row: SheetRow, there: _Seen, earlier: _Seen, today: date) -> PlannedRow:
    problems: list[object] = []
    wording = _wording(programme, row.cells, problems, today)
    digest = sha256(json.dumps([wording.title, wording.gain, wording.body, wording.address], sort_keys=True).encode()).hexdigest()
    if problems:
        return PlannedRow(row.number, Outcome.WRONG, wording, digest, problems=tuple(problems))
    if (story := there.find(wording, digest)) is not None:
        return PlannedRow(row.number, Outcome.EXISTS, wording, digest, story=story)
    if (same := earlier.find(wording, digest)) is not None:
        return PlannedRow(row.number, Outcome.REPEATED, wording, digest, same_as=int(same))
    return PlannedRow(row.number, Outcome.NEW, wording, digest)


def _wording(programme: Programme, cells: Mapping[str, str], problems: list[object], today: date) -> Wording:
    """The row as a story, and every sentence about what is wrong with it."""
    wording = Wording(
        kind=_kind(cells.get("kind", ""), problems),
        title=_texts(cells, "title", clean_line),
        gain=_texts(cells, "gain", clean_line),
        body=_texts(cells, "body", clean),
        address=tidied(cells.get("address", "")),
        purpose=_chosen(programme.purposes, cells.get("purpose", ""), _("Purpose"), problems),
        topic=_chosen(programme.topics, cells.get("topic", ""), _("Topic"), problems),
        audience=_chosen(programme.audiences, cells.get("audience", ""), _("Audience"), problems),
        expires_on=_day(cells.get("expires_on", ""), today, problems),
    )
    problems.extend(_length_problems(wording))
    if not wording.title:
        problems.insert(0, _("The title is missing."))
    if wording.address and web_address(wording.address) is None:
        problems.append(_("“%(words)s” is not a web address. It begins with https:// or http://.", words=wording.address[:80]))
    return wording


def _texts(cells: Mapping[str, str], what: str, cleaned: Callable[[str], str]) -> dict[str, str]:
    found = {language: cleaned(cells.get(f"{what}_{language}", "")) for language in LOCALES}
    return {language: text for language, text in found.items() if text}


def _key_of_address(address: str) -> str:
    """One writing for one address, however it was typed."""
    return str(web_address(address) or address)


def _kind(words: str, problems: list[object]) -> StoryKind:
    if not words:
        return StoryKind.BEHIND_THE_SCENES
    kind = _KIND_OF.get(key_of(words))
    if kind is None:
        problems.append(_("There is no kind of story called “%(words)s”.", words=words[:80]))
    return kind or StoryKind.BEHIND_THE_SCENES


def _chosen(offered: Sequence[Purpose | Topic | Audience], words: str, label: object, problems: list[object]) -> str:
    if not words:
        return ""
    wanted = key_of(words)
    found = next((each for each in offered if wanted in {key_of(text) for text in each.text.values()}), None)
    if found is None:
        problems.append(_("%(column)s: the programme has none called “%(words)s”.", column=label, words=words[:80]))
    return found.public_id if found else ""


def _day(words: str, today: date, problems: list[object]) -> date | None:
    if not words:
        return None
    found = _ISO_DAY.fullmatch(words) or _DANISH_DAY.fullmatch(words)
    try:
        day = date(int(found["y"]), int(found["m"]), int(found["d"])) if found else None
    except ValueError:
        day = None
    if day is None:
        problems.append(_("“%(words)s” is not a day. Write it as year-month-day, for example 2027-03-01.", words=words[:80]))
    elif day < today:
        problems.append(_("The last day has passed already."))
    return day


def _length_problems(wording: Wording) -> list[object]:
    limits = (("title", _("Title"), LONGEST_LINE), ("gain", _("Gain"), LONGEST_LINE), ("body", _("Story"), LONGEST_BODY))
    return [
        _("%(column)s: at most %(max)d characters, please.", column=label, max=limit)
        for name, label, limit in limits
        if any(len(text) > limit for text in getattr(wording, name).values())
    ]
