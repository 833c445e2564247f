"""The index of words: one way to write it and to ask it, and what each database makes of that."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from enum import Enum

from sqlalchemy import ColumnElement, Select, Text, bindparam, case, cast, column, delete, insert, literal, literal_column, select, table
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.expression import TableClause

from advocacy.foundation.database import db, tables_by_hand
from advocacy.library.search.words import Document, Question, Term

#: A full-text table on SQLite, a table with a tsvector on PostgreSQL; made by migration 0009, known to no model.
TABLE = "search_words"
tables_by_hand.add(TABLE)


class Place(Enum):
    """How high in a story all the words must stand."""

    TITLE = "title"
    UPPER = "upper"
    ANYWHERE = "anywhere"


class SearchIndex(ABC):
    """Which stories hold which words. Whether one stands in the library today is asked of the story itself, never of the index."""

    table: TableClause

    def rewrite(self, story_id: int, document: Document) -> None:
        """Puts a story's words into the index, in place of those it had; in the transaction that is open."""
        self.remove([story_id])
        self._write(story_id, document)

    def remove(self, stories: Sequence[int]) -> None:
        """Takes stories out of the index."""
        db.session.execute(delete(self.table).where(self._number().in_(list(stories))))

    def clear(self) -> None:
        """Empties the index."""
        db.session.execute(delete(self.table))

    def numbers(self) -> set[int]:
        """The stories whose words are in it."""
        return set(db.session.scalars(select(self._number()).select_from(self.table)))

    def holding(self, place: Place) -> Select[int]:
        """The numbers of the stories that hold every word of the question bound as ``asked_<place>``."""
        asked = bindparam(f"asked_{place.value}", type_=Text)
        return select(self._number()).select_from(self.table).where(self._matches(asked))

    def rank(self, number: InstrumentedAttribute[int]) -> ColumnElement[int]:
        """0 where all the words stand in the title, 1 where they stand in title, gain and topics, else 2."""
        return case((number.in_(self.holding(Place.TITLE)), 0), (number.in_(self.holding(Place.UPPER)), 1), else_=2)

    def values(self, question: Question) -> dict[str, str]:
        """What is bound to ``holding`` and ``rank`` for a question."""
        return {f"asked_{place.value}": self._written(question.terms, place) for place in Place}

    @abstractmethod
    def _number(self) -> ColumnElement[int]:
        """The column that holds a story's number."""

    @abstractmethod
    def _write(self, story_id: int, document: Document) -> None: ...

    @abstractmethod
    def _matches(self, asked: ColumnElement[str]) -> ColumnElement[bool]: ...

    @abstractmethod
    def _written(self, terms: Iterable[Term], place: Place) -> str:
        """A question in the database's own language; every word in it is made of a-z and 0-9 only."""


class SqliteIndex(SearchIndex):
    """FTS5 with a column for each place."""

    table = table(TABLE, column("rowid"), column("title"), column("upper"), column("body"))
    _COLUMNS = {Place.TITLE: "{title} : ", Place.UPPER: "{title upper} : ", Place.ANYWHERE: ""}

    def _number(self) -> ColumnElement[int]:
        return self.table.c.rowid

    def _write(self, story_id: int, document: Document) -> None:
        places = {"title": document.title, "upper": document.upper, "body": document.body}
        db.session.execute(insert(self.table).values(rowid=story_id, **{name: " ".join(words) for name, words in places.items()}))

    def _matches(self, asked: ColumnElement[str]) -> ColumnElement[bool]:
        return literal_column(TABLE).op("MATCH", is_comparison=True)(asked)

    def _written(self, terms: Iterable[Term], place: Place) -> str:
        return self._COLUMNS[place] + "(" + " AND ".join(self._term(term) for term in terms) + ")"

    def _term(self, term: Term) -> str:
        ways = [f'"{stem}"' for stem in term.stems] + ([f'"{term.beginning}" *'] if term.beginning else [])
        return "(" + " OR ".join(ways) + ")"


class PostgresIndex(SearchIndex):
    """A tsvector with a weight for each place, found by a GIN index. Cast, not parsed: the words are ours already."""

    table = table(TABLE, column("story_id"), column("words"))
    _WEIGHTS = {Place.TITLE: "A", Place.UPPER: "AB", Place.ANYWHERE: ""}

    def _number(self) -> ColumnElement[int]:
        return self.table.c.story_id

    def _write(self, story_id: int, document: Document) -> None:
        weights: dict[str, list[str]] = {}
        for position, (weight, words) in enumerate((("A", document.title), ("B", document.upper), ("C", document.body)), 1):
            for word in words:
                weights.setdefault(word, []).append(f"{position}{weight}")
        written = " ".join(f"{word}:{','.join(places)}" for word, places in weights.items())
        db.session.execute(insert(self.table).values(story_id=story_id, words=cast(literal(written), TSVECTOR)))

    def _matches(self, asked: ColumnElement[str]) -> ColumnElement[bool]:
        return self.table.c.words.op("@@", is_comparison=True)(cast(asked, TSQUERY))

    def _written(self, terms: Iterable[Term], place: Place) -> str:
        return " & ".join(self._term(term, self._WEIGHTS[place]) for term in terms)

    def _term(self, term: Term, weight: str) -> str:
        mark = f":{weight}" if weight else ""
        ways = [stem + mark for stem in term.stems] + ([f"{term.beginning}:*{weight}"] if term.beginning else [])
        return "(" + " | ".join(ways) + ")"


_INDEXES: dict[str, SearchIndex] = {"sqlite": SqliteIndex(), "postgresql": PostgresIndex()}


def search_index() -> SearchIndex:
    """The index of the database this application stands on."""
    return _INDEXES[db.session.get_bind().dialect.name]
