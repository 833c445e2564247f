"""A moment so many days after another, inside the database: the two databases say it differently."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import ColumnElement

from advocacy.foundation.database import Moment


class DaysAfter(ColumnElement[Any]):
    """``DaysAfter(column, 7)`` is seven days after the column's moment."""

    inherit_cache = False

    def __init__(self, moment: Any, days: int) -> None:
        self.moment = moment
        self.days = int(days)
        self.type = Moment()


@compiles(DaysAfter)
def _postgresql(element: DaysAfter, compiler: Any, **kwargs: Any) -> str:
    return f"({compiler.process(element.moment, **kwargs)} + INTERVAL '{element.days} days')"


@compiles(DaysAfter, "sqlite")
def _sqlite(element: DaysAfter, compiler: Any, **kwargs: Any) -> str:
    """Moments are kept as text there; one digit less of the second is near enough after a week."""
    return f"strftime('%Y-%m-%d %H:%M:%f', {compiler.process(element.moment, **kwargs)}, '+{element.days} days')"
