"""Moments are kept in UTC and days are Danish days, across the nights the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.throttle import TryCount


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 7, 1), 24)])
def test_a_day_has_as_many_hours_as_it_has(day: date, hours: int) -> None:
    """Attack rows U09 and U10."""
    assert clock.end_of_day(day) - clock.start_of_day(day) == timedelta(hours=hours)


@time_machine.travel("2026-12-31T23:30:00Z")
def test_it_is_already_new_year_in_denmark() -> None:
    assert clock.today() == date(2027, 1, 1)


def test_a_moment_comes_back_as_the_same_moment(app: Flask) -> None:
    moment = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Copenhagen"), fold=1)
    with app.app_context():
        db.session.add(TryCount(digest="d", ends_at=moment, tries=1))
        db.session.commit()
        db.session.expire_all()
        kept = db.session.query(TryCount).one().ends_at
    assert kept.timestamp() == moment.timestamp()
    assert kept.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(app: Flask) -> None:
    from sqlalchemy.exc import StatementError

    with app.app_context():
        db.session.add(TryCount(digest="d", ends_at=datetime(2026, 1, 1), tries=1))  # noqa: DTZ001 - the fault under test.
        with pytest.raises(StatementError, match="zone"):
            db.session.flush()
        db.session.rollback()
