"""What has happened to a story, in words an editor can read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from advocacy.foundation.i18n import LazyString, moment
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.history.models import HistoryEntry
from advocacy.history.queries import entries_about, names_of
from advocacy.stories.models import Story

_DEEDS: dict[str, tuple[str, LazyString]] = {
    "created": ("plus", _("Began the story")),
    "saved": ("pencil", _("Wrote in version %(number)s")),
    "taken_back": ("undo-2", _("Took version %(number)s back from review to change it")),
    "submitted": ("send", _("Sent version %(number)s to review")),
    "reasoned": ("message-circle", _("Said why what looked like a CPR number in version %(number)s is none")),
    "sent_back": ("message-circle", _("Sent version %(number)s back with a note")),
    "approved": ("badge-check", _("Approved version %(number)s; it is the one people read from then on")),
    "paused": ("eye-off", _("Paused the story")),
    "resumed": ("play", _("Brought the story back from its pause")),
    "restored": ("undo-2", _("Brought the story back as a draft, version %(number)s")),
    "version_restored": ("undo-2", _("Began version %(number)s from an older one")),
    "retired": ("archive", _("Took the story out of the library")),
}
#: The reviewer's own ticks, by the names of services.reviewing.LOOKED_AT.
_TICKED = {"people": _("people"), "tone": _("tone"), "facts": _("facts")}


@dataclass(frozen=True)
class TrailEntry:
    """One line of the story's history, as ``ui.timeline`` shows it."""

    when: str
    iso: str
    text: str
    who: str | None
    icon: str


def trail_of(story: Story) -> list[TrailEntry]:
    """The whole history, oldest first; of somebody's saves in a row the last one stands for all."""
    entries = [entry for entry in entries_about(story) if entry.deed.rpartition(".")[2] in _DEEDS]
    kept = [entry for entry, following in zip_longest(entries, entries[1:]) if not _goes_on(entry, following)]
    names = names_of({entry.person_id for entry in kept if entry.person_id is not None})
    return [_line(entry, names) for entry in kept]


def _goes_on(entry: HistoryEntry, following: HistoryEntry | None) -> bool:
    return following is not None and _key(entry) == _key(following) and entry.deed.endswith(".saved")


def _key(entry: HistoryEntry) -> tuple[object, ...]:
    return entry.deed, entry.person_id, entry.facts.get("version")


def _line(entry: HistoryEntry, names: dict[int, str]) -> TrailEntry:
    icon, sentence = _DEEDS[entry.deed.rpartition(".")[2]]
    text = str(sentence).replace("%(number)s", str(entry.facts.get("version", ""))) + _ticked(entry)
    return TrailEntry(moment(entry.at, "short"), entry.at.isoformat(), text, names.get(entry.person_id or 0), icon)


def _ticked(entry: HistoryEntry) -> str:
    """What a reviewer said they had looked at."""
    named = [str(_TICKED[each]) for each in entry.facts.get("looked_at") or () if each in _TICKED]
    told = _("looked at: %(what)s", what=", ".join(named))
    return f" · {told}" if named else ""
