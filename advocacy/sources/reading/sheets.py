"""A spreadsheet of stories: its columns in both languages, the empty template, and the rows of a file that was brought."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path

from advocacy.foundation.confinement import ConfinedFailed, confined
from advocacy.foundation.errors import InvalidInput
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import clean, key_of

READER = Path(__file__).with_name("_sheet_reader.py")
LARGEST_FILE = 5 * 1024 * 1024
MOST_ROWS = 200
#: Part of the file format, so they stand here and not in the catalogue: a template from last year must still be read next year.
COLUMNS = {
    "title_da": ("Titel på dansk", "Title in Danish"),
    "title_en": ("Titel på engelsk", "Title in English"),
    "gain_da": ("Udbytte på dansk", "Gain in Danish"),
    "gain_en": ("Udbytte på engelsk", "Gain in English"),
    "body_da": ("Historien på dansk", "Story in Danish"),
    "body_en": ("Historien på engelsk", "Story in English"),
    "address": ("Webadresse", "Web address"),
    "kind": ("Slags", "Kind"),
    "purpose": ("Formål", "Purpose"),
    "topic": ("Emne", "Topic"),
    "audience": ("Målgruppe", "Audience"),
    "expires_on": ("Sidste dag", "Last day"),
}
_FAULTS = {
    "rows": _("There are too many rows: at most 200 at a time."),
    "kind": _("This is not a spreadsheet. Save it as XLSX or CSV and choose it again."),
    "damaged": _("The file cannot be read. Save it as XLSX or CSV and choose it again."),
}


@dataclass(frozen=True)
class SheetRow:
    """One row: the number it has in the file, and what it says in each of our columns."""

    number: int
    cells: dict[str, str]


def heading(column: str) -> str:
    """Both languages, as the template has it."""
    return " / ".join(COLUMNS[column])


def template() -> bytes:
    """The empty file: one row of headings, as Danish spreadsheets open it."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow([heading(column) for column in COLUMNS])
    return ("\ufeff" + buffer.getvalue()).encode("utf-8")


def read_sheet(data: bytes) -> list[SheetRow]:
    """The rows of a file; raises InvalidInput for one that cannot be used as a whole. Formulas are text."""
    if not data:
        raise _refused(_("The file is empty."))
    if len(data) > LARGEST_FILE:
        raise _refused(_("The file is too large: at most 5 MB."))
    try:
        answer = json.loads(confined(READER, data))
    except (ConfinedFailed, ValueError) as error:
        raise _refused(_FAULTS["damaged"]) from error
    if "fault" in answer:
        raise _refused(_FAULTS.get(answer["fault"], _FAULTS["damaged"]))
    return _rows(answer["rows"])


def _rows(rows: list[tuple[int, list[str]]]) -> list[SheetRow]:
    if not rows:
        raise _refused(_("The file is empty."))
    places = _places(rows[0][1])
    if not {"title_da", "title_en"} & set(places.values()):
        raise _refused(_("No column is called “Title in Danish” or “Title in English”. Use the headings of the template."))
    if len(rows) == 1:
        raise _refused(_("There is nothing below the headings."))
    if len(rows) > MOST_ROWS + 1:
        raise _refused(_FAULTS["rows"])
    return [
        SheetRow(number, {column: clean(cells[place]) for place, column in places.items() if place < len(cells)})
        for number, cells in rows[1:]
    ]


def _places(headings: list[str]) -> dict[int, str]:
    """Which of our columns stands where: by the heading of the template, or by either half of it; the first of two alike counts."""
    known = {key_of(name): column for column, names in COLUMNS.items() for name in (*names, " / ".join(names))}
    places: dict[int, str] = {}
    for place, words in enumerate(headings):
        column = known.get(key_of(words))
        if column and column not in places.values():
            places[place] = column
    return places


def _refused(sentence: object) -> InvalidInput:
    return InvalidInput({"sheet_file": sentence})
