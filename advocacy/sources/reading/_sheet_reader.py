"""A program of its own: reads a spreadsheet (XLSX, or CSV in the usual writings) and writes its rows as texts, as JSON.

It is run in confinement (foundation.confinement): a small file may unpack to gigabytes. Nothing is ever worked out: what looks like
a formula in a CSV is its text, and of a formula in an XLSX the words that the spreadsheet program left beside it.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import sys
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

MOST_ROWS = 200
MOST_COLUMNS = 60
LONGEST_CELL = 25_000
#: Empty rows in between are not counted, but somewhere there is an end.
MOST_ROWS_LOOKED_AT = 2_000


class Unusable(Exception):
    """The file cannot be used; the word says why."""


def main() -> None:
    """One file in, its rows out: each with the number it has in the file."""
    data = sys.stdin.buffer.read()
    try:
        rows = _filled(_of_workbook(data) if data.startswith(b"PK\x03\x04") else _of_text(data))
        json.dump({"rows": rows}, sys.stdout)
    except Unusable as reason:
        json.dump({"fault": str(reason)}, sys.stdout)
    except (CalamineError, csv.Error, UnicodeDecodeError, ValueError, IndexError, OSError):
        json.dump({"fault": "damaged"}, sys.stdout)


def _filled(rows: Iterable[list[Any]]) -> list[tuple[int, list[str]]]:
    """The rows that say something; more than we take is said, not cut."""
    filled: list[tuple[int, list[str]]] = []
    for number, row in enumerate(rows, start=1):
        cells = [_text(cell) for cell in row[:MOST_COLUMNS]]
        if any(cell.strip() for cell in cells):
            filled.append((number, cells))
        if len(filled) > MOST_ROWS + 1 or number > MOST_ROWS_LOOKED_AT:
            raise Unusable("rows")
    return filled


def _text(cell: Any) -> str:
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return ("" if cell is None else str(cell))[:LONGEST_CELL]


def _of_workbook(data: bytes) -> Iterable[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    shown = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    if not shown:
        raise Unusable("damaged")
    rows: Iterable[list[Any]] = book.get_sheet_by_name(shown[0]).to_python(skip_empty_area=False, nrows=MOST_ROWS_LOOKED_AT + 1)
    return rows


def _of_text(data: bytes) -> Iterable[list[Any]]:
    if data[:4] in (b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG") or data[:2] == b"\xff\xd8":
        raise Unusable("kind")
    text = _decoded(data)
    if "\x00" in text:
        raise Unusable("kind")
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _decoded(data: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16 with one, otherwise what Danish spreadsheets have always written."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("windows-1252", "replace")


if __name__ == "__main__":
    main()
