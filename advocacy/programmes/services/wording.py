"""Purposes, topics and audiences: short ordered lists that keep their rows, because stories refer to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy.exc import IntegrityError

from advocacy.accounts.access import Actor
from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import clean_line
from advocacy.programmes.models import Audience, Programme, Purpose, Topic
from advocacy.programmes.queries.readiness import LEAST_TOPICS, MOST_PURPOSES, MOST_TOPICS
from advocacy.programmes.services.changing import LONGEST_LINE, Texts, checked_languages, hold, is_blank, prepared

Row = TypeVar("Row", Purpose, Topic, Audience)
MOST_AUDIENCES = 6


@dataclass(frozen=True)
class Line:
    """One line in both languages; ``public_id`` names the row it replaces, and a blank line is not there."""

    text: Texts
    public_id: str | None = None


@dataclass(frozen=True)
class _Kind:
    """What a list is called, and how many lines it holds; the least is asked for once the programme has been launched."""

    name: str
    least: int
    most: int


_PURPOSES = _Kind("purposes", 1, MOST_PURPOSES)
_TOPICS = _Kind("topics", LEAST_TOPICS, MOST_TOPICS)
_AUDIENCES = _Kind("audiences", 1, MOST_AUDIENCES)


def write_purposes(programme: Programme, lines: Sequence[Line], actor: Actor) -> None:
    """One to three, the most important first (K-018)."""
    hold(programme)
    programme.purposes = _rows(programme, Purpose, programme.purposes, lines, _PURPOSES)
    _finish(programme, actor, _PURPOSES)


def write_topics(programme: Programme, lines: Sequence[Line], actor: Actor) -> None:
    """Three to six (K-019); fewer may be kept while the programme is being prepared."""
    hold(programme)
    programme.topics = _rows(programme, Topic, programme.topics, lines, _TOPICS)
    _finish(programme, actor, _TOPICS)


def write_audiences(programme: Programme, lines: Sequence[Line], actor: Actor) -> None:
    """At least one (K-020)."""
    hold(programme)
    programme.audiences = _rows(programme, Audience, programme.audiences, lines, _AUDIENCES)
    _finish(programme, actor, _AUDIENCES)


def _rows(programme: Programme, model: type[Row], present: Sequence[Row], lines: Sequence[Line], kind: _Kind) -> list[Row]:
    """The rows in their new order: a line keeps the row it names, else the row that says the same, else gets a new one."""
    written = [(number, line) for number, line in enumerate(lines) if not is_blank(line.text)]
    _check_count(programme, len(written), kind)
    problems: dict[str, object] = {}
    texts = [
        checked_languages(line.text, f"{kind.name}.{number}", problems, longest=LONGEST_LINE, tidy=clean_line) for number, line in written
    ]
    if problems:
        raise InvalidInput(problems)
    left = list(present)
    rows: list[Row] = []
    for (number, line), text in zip(written, texts, strict=True):
        row = _row_for(line, text, left, f"{kind.name}.{number}") or model()
        if row in left:
            left.remove(row)
        row.text, row.position = text, len(rows)
        rows.append(row)
    return rows


def _row_for(line: Line, text: dict[str, str], left: Sequence[Row], name: str) -> Row | None:
    if not line.public_id:
        return next((row for row in left if row.text == text), None)
    named = next((row for row in left if row.public_id == line.public_id), None)
    if named is None:
        raise InvalidInput({f"{name}.id": _("There is no such line in this programme.")})
    return named


def _check_count(programme: Programme, count: int, kind: _Kind) -> None:
    if count > kind.most:
        raise InvalidInput({kind.name: _("At most %(most)s, please: a few clear words are remembered.", most=kind.most)})
    if count < (kind.least if programme.is_launched else 1):
        raise InvalidInput({kind.name: _("Write at least %(least)s.", least=kind.least if programme.is_launched else 1)})


def _finish(programme: Programme, actor: Actor, kind: _Kind) -> None:
    try:
        db.session.flush()
    except IntegrityError as error:
        sentence = _("Stories have been written for a line you took away. Change its words instead, or leave it.")
        raise InvalidInput({kind.name: sentence}) from error
    prepared(programme, actor, kind.name)
