"""The worked example of the definitions, to the last figure."""

from __future__ import annotations

import pytest
from flask import Flask

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.insights import queries
from advocacy.insights.periods import get_period
from tests.factories.worked_example import make_worked_example
from tests.people import Cast

WANTED = {
    "invited": (620, 4_499),
    "enrolled": (214, 620),
    "adoption": (214, 4_499),
    "licensed": (176, 214),
    "paused": (14, 214),
    "activated": (97, 214),
    "active": (71, 200),
    "shares_each": (251, 71),
    "verified": (188, 251),
    "visits": (1_412, 251),
}
RATES = {"enrolled": "34.5", "adoption": "4.8", "activated": "45.3", "active": "35.5", "verified": "74.9"}
EACH = {"shares_each": 3.54, "visits": 5.63}


def test_every_figure_is_the_one_reckoned_by_hand(app: Flask, cast: Cast) -> None:
    """E 4,499, I 620, N 214, T 176, P 14, 97 under way, 71 active, 251 shares, 188 followed, 1,412 visits."""
    with app.app_context():
        programme = make_worked_example(cast)
        db.session.commit()
        now = clock.now()
        assert programme.launched_at is not None
        found = queries.figures_of(programme, [cast.root], get_period("30-days", programme.launched_at, now))
        rungs = queries.rung_counts(programme, [cast.root], get_period("30-days", programme.launched_at, now))
    assert {key: (found[key].numerator, found[key].denominator) for key in WANTED} == WANTED
    for key, rate in RATES.items():
        value = found[key].value
        assert value is not None
        assert f"{value * 100:.1f}" == rate, key
    for key, each in EACH.items():
        assert found[key].value == pytest.approx(each, abs=0.005)
    assert sum(rung.count or 0 for rung in rungs) == 251 + 60
    assert found["acknowledged"].value == pytest.approx(0.64, abs=0.12)
