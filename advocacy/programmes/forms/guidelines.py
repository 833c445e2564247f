"""The form in which the guideline is written: ten lines, what it is and is not, and the leader's backing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from wtforms import Field

from advocacy.foundation.forms import line, paragraph
from advocacy.foundation.i18n import LOCALES, LazyString
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.programmes.forms.bilingual import BilingualForm, spread
from advocacy.programmes.services.guidelines import (
    LONGEST_BACKING,
    LONGEST_BODY,
    LONGEST_HEADING,
    LONGEST_POINT,
    LONGEST_SUMMARY,
    MOST_LINES,
    MOST_POINTS,
    GuidelineText,
)

Label = Callable[[int], LazyString]

#: For each language: the heading of a line, the line, and a point.
_LABELS: dict[str, tuple[Label, Label, Label]] = {
    "da": (
        lambda n: _("Line %(number)s: heading in Danish", number=n),
        lambda n: _("Line %(number)s in Danish", number=n),
        lambda n: _("Point %(number)s in Danish", number=n),
    ),
    "en": (
        lambda n: _("Line %(number)s: heading in English", number=n),
        lambda n: _("Line %(number)s in English", number=n),
        lambda n: _("Point %(number)s in English", number=n),
    ),
}


class _GuidelineFields(BilingualForm):
    """Lines and points beyond those that are used stay empty."""

    summary_da = paragraph(_("In Danish"), length=LONGEST_SUMMARY)
    summary_en = paragraph(_("In English"), length=LONGEST_SUMMARY)
    backing_da = paragraph(_("In Danish"), length=LONGEST_BACKING)
    backing_en = paragraph(_("In English"), length=LONGEST_BACKING)

    @property
    def line_rows(self) -> Iterator[tuple[int, list[Field], list[Field]]]:
        """The number, the two headings and the two bodies of each line."""
        for number in range(MOST_LINES):
            yield (
                number + 1,
                [self[f"lines_{number}_heading_{locale}"] for locale in LOCALES],
                [self[f"lines_{number}_body_{locale}"] for locale in LOCALES],
            )

    def point_rows(self, what: str) -> Iterator[tuple[int, list[Field]]]:
        """The number and the two fields of each point; ``what`` is ``is`` or ``is_not``."""
        for number in range(MOST_POINTS):
            yield number + 1, [self[f"{what}_{number}_{locale}"] for locale in LOCALES]

    @property
    def words(self) -> GuidelineText:
        """What was typed, in the shape of ``Guideline.text``."""
        return {
            "summary": self.texts("summary"),
            "backing": self.texts("backing"),
            "lines": [{part: self.texts(f"lines_{n}_{part}") for part in ("heading", "body")} for n in range(MOST_LINES)],
            **{what: [self.texts(f"{what}_{n}") for n in range(MOST_POINTS)] for what in ("is", "is_not")},
        }

    @classmethod
    def of(cls, text: Mapping[str, Any]) -> _GuidelineFields:
        """The form as it shows what is stored."""
        stored = spread("summary", text["summary"]) | spread("backing", text["backing"])
        for n, each in enumerate(text["lines"]):
            stored |= spread(f"lines_{n}_heading", each["heading"]) | spread(f"lines_{n}_body", each["body"])
        for what in ("is", "is_not"):
            for n, point in enumerate(text[what]):
                stored |= spread(f"{what}_{n}", point)
        return cls(data=stored)


def _repeated_fields() -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for locale, (heading, body, point) in _LABELS.items():
        for n in range(MOST_LINES):
            fields[f"lines_{n}_heading_{locale}"] = line(heading(n + 1), required=False, length=LONGEST_HEADING)
            fields[f"lines_{n}_body_{locale}"] = paragraph(body(n + 1), required=False, length=LONGEST_BODY)
        for n in range(MOST_POINTS):
            for what in ("is", "is_not"):
                fields[f"{what}_{n}_{locale}"] = line(point(n + 1), required=False, length=LONGEST_POINT)
    return fields


GuidelineForm: type[_GuidelineFields] = type("GuidelineForm", (_GuidelineFields,), _repeated_fields())
