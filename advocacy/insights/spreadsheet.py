"""The table as a file that Danish spreadsheets open: semicolons, decimal commas, a byte order mark, and never a formula."""

from __future__ import annotations

import csv
import io

from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.i18n import number, percent
from advocacy.insights.definitions import KNOWN_WORDS
from advocacy.insights.figures import Figure
from advocacy.insights.queries import Summary
from advocacy.insights.wording import COLUMN_LABELS, FEW

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "＝", "＋", "－", "＠")


def written(summary: Summary) -> bytes:
    """The unit table, the figures and what each means, with every cell quoted (attack rows H09 to H11)."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in (*_unit_rows(summary), [], *_figure_rows(summary)):
        writer.writerow([_safe(str(cell)) for cell in row])
    return ("\ufeff" + buffer.getvalue()).encode("utf-8")


def _safe(cell: str) -> str:
    """A cell that would begin a formula gets an apostrophe in front, however many spaces or quotes hide the sign."""
    return f"'{cell}" if cell.lstrip(" '\"").startswith(_FORMULA_STARTS) or cell.startswith(_FORMULA_STARTS) else cell


def _cell(value: int | None) -> str:
    return str(FEW) if value is None else str(value)


def _unit_rows(summary: Summary) -> list[list[str]]:
    if summary.table is None or summary.month is None:
        return [[_("The first month has not ended yet.")]]
    rows = [[_("Unit"), *(str(COLUMN_LABELS[name]) for name in summary.table.columns), _("Month")]]
    rows += [[row.name, *map(_cell, row.cells), summary.month.label] for row in summary.table.rows]
    return [*rows, [_("Together"), *map(_cell, summary.table.total), summary.month.label]]


def _figure_rows(summary: Summary) -> list[list[str]]:
    rows = [
        [
            _("Figure"),
            _("Period"),
            _("Counted"),
            _("Out of"),
            _("Rate"),
            _("What is counted"),
            _("Out of what"),
            _("What it means"),
            _("How it is known"),
        ]
    ]
    for figure in summary.figures.values():
        told = figure.definition
        rows.append(
            [
                str(told.label),
                summary.period.label,
                _cell(figure.numerator),
                _cell(figure.denominator),
                _rate(figure),
                str(told.numerator),
                str(told.denominator or ""),
                str(told.meaning),
                str(KNOWN_WORDS[told.known]),
            ]
        )
    return rows


def _rate(figure: Figure) -> str:
    if figure.value is None:
        return ""
    return number(figure.value) if figure.is_ratio else percent(figure.value)
