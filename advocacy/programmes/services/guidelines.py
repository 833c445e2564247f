"""Writing and adopting the guideline. A version that has been adopted never changes; a change is a new number."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from advocacy.accounts.access import Actor
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Forbidden, InvalidInput, Refusal
from advocacy.foundation.i18n import LOCALES
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import clean_line
from advocacy.history import services as history
from advocacy.programmes.access import can_adopt_guideline
from advocacy.programmes.models import Guideline, Programme
from advocacy.programmes.queries.guidelines import current_guideline, find_draft, latest_number
from advocacy.programmes.services.changing import checked_languages, hold, is_blank, role_word

STANDARD = Path(__file__).resolve().parent.parent / "guideline" / "standard.toml"
MOST_LINES, MOST_POINTS = 12, 8
LONGEST_HEADING, LONGEST_BODY, LONGEST_POINT, LONGEST_SUMMARY, LONGEST_BACKING = 120, 600, 300, 600, 3_000

GuidelineText = dict[str, Any]


def load_standard_guideline() -> GuidelineText:
    """The text a new installation begins with, in the shape of ``Guideline.text``."""
    told = _standard()
    return {
        "summary": dict(told["guideline"]["summary"]),
        "lines": [{"heading": dict(line["heading"]), "body": dict(line["body"])} for line in told["line"]],
        "is": _paired(told["what_it_is"]),
        "is_not": _paired(told["what_it_is_not"]),
        "backing": {locale: told["backing"][locale].strip() for locale in LOCALES},
    }


@lru_cache(maxsize=1)
def _standard() -> dict[str, Any]:
    return tomllib.loads(STANDARD.read_text(encoding="utf-8"))


def _paired(points: Mapping[str, Sequence[str]]) -> list[dict[str, str]]:
    return [dict(zip(LOCALES, pair, strict=True)) for pair in zip(*(points[locale] for locale in LOCALES), strict=True)]


def begin_draft(programme: Programme, actor: Actor) -> Guideline:
    """The version being written: the one there is, or a new one that begins as the current text or the standard text."""
    _may_adopt(programme, actor)
    draft = find_draft(programme)
    if draft is None:
        current = current_guideline(programme)
        draft = _new_version(programme, current.text if current else load_standard_guideline())
    return draft


def write_draft(programme: Programme, text: Mapping[str, Any], actor: Actor) -> Guideline:
    """Changes the words of the version being written; raises InvalidInput naming every place that is wrong."""
    draft = begin_draft(programme, actor)
    draft.text = checked_text(text)
    return draft


def discard_draft(programme: Programme, actor: Actor) -> None:
    """Throws the version that is being written away; what has been adopted stays."""
    _may_adopt(programme, actor)
    draft = find_draft(programme)
    if draft is not None:
        db.session.delete(draft)


def adopt_guideline(programme: Programme, actor: Actor, text: Mapping[str, Any] | None = None) -> Guideline:
    """Makes a version the current one: the given text, else the one being written, else, for the first one, the standard text."""
    _may_adopt(programme, actor)
    draft, current = find_draft(programme), current_guideline(programme)
    words = checked_text(text) if text is not None else _words_to_adopt(draft, current)
    if current is not None and current.text == words:
        raise Refusal(_("These words are adopted already, as version %(number)s.", number=current.number))
    adopted = draft or _new_version(programme, words)
    adopted.text, adopted.adopted_at, adopted.adopted_by_id = words, clock.now(), actor.person.id
    db.session.flush()
    history.record("programmes.guideline.adopted", adopted, by=actor.person.id, role=role_word(actor), number=adopted.number)
    return adopted


def _words_to_adopt(draft: Guideline | None, current: Guideline | None) -> GuidelineText:
    """The version being written; the standard text only where nothing has been adopted, so that a second press brings nothing back."""
    if draft is not None:
        return draft.text
    return load_standard_guideline() if current is None else current.text


def _may_adopt(programme: Programme, actor: Actor) -> None:
    hold(programme)
    if not can_adopt_guideline(actor, programme):
        raise Forbidden(_("The owner or the initiator of the programme decides on its guideline."))


def _new_version(programme: Programme, text: Mapping[str, Any]) -> Guideline:
    version = Guideline(programme_id=programme.id, number=latest_number(programme) + 1, text=dict(text))
    db.session.add(version)
    db.session.flush()
    return version


def checked_text(text: Mapping[str, Any]) -> GuidelineText:
    """The words of a guideline, cleaned, without blank lines and in both languages; raises InvalidInput."""
    problems: dict[str, object] = {}
    words = {
        "summary": checked_languages(text["summary"], "summary", problems, longest=LONGEST_SUMMARY),
        "lines": _checked_lines(text["lines"], problems),
        "is": _checked_points(text["is"], "is", problems),
        "is_not": _checked_points(text["is_not"], "is_not", problems),
        "backing": checked_languages(text["backing"], "backing", problems, longest=LONGEST_BACKING),
    }
    if problems:
        raise InvalidInput(problems)
    return words


def _checked_lines(lines: Sequence[Mapping[str, Mapping[str, str]]], problems: dict[str, object]) -> list[dict[str, dict[str, str]]]:
    written = [(n, line) for n, line in enumerate(lines) if not (is_blank(line["heading"]) and is_blank(line["body"]))]
    _check_count(written, "lines", MOST_LINES, problems)
    return [
        {
            "heading": checked_languages(line["heading"], f"lines.{n}.heading", problems, longest=LONGEST_HEADING, tidy=clean_line),
            "body": checked_languages(line["body"], f"lines.{n}.body", problems, longest=LONGEST_BODY, tidy=clean_line),
        }
        for n, line in written
    ]


def _checked_points(points: Sequence[Mapping[str, str]], name: str, problems: dict[str, object]) -> list[dict[str, str]]:
    written = [(n, point) for n, point in enumerate(points) if not is_blank(point)]
    _check_count(written, name, MOST_POINTS, problems)
    return [checked_languages(point, f"{name}.{n}", problems, longest=LONGEST_POINT, tidy=clean_line) for n, point in written]


def _check_count(written: Sequence[object], name: str, most: int, problems: dict[str, object]) -> None:
    if not written:
        problems[name] = _("Write at least one.")
    elif len(written) > most:
        problems[name] = _("At most %(most)s, please: a few clear words are remembered.", most=most)
