"""The worked example in a database of its own: 4,499 people, 620 of them invited, and all that happened."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import insert, select, text

from advocacy.demo.services.happenings import add_happenings
from advocacy.demo.worked_example import INVITED, Stage, happenings
from advocacy.foundation import clock
from advocacy.foundation.database import db, new_public_id
from advocacy.people.models import Person, Unit
from advocacy.people.services import add_unit
from advocacy.programmes.models import Guideline, Programme
from tests.factories.programmes import make_programme
from tests.factories.stories import make_story
from tests.factories.training import make_course
from tests.people import Cast

EMPLOYED = 4_499
UNITS = 14


def make_worked_example(cast: Cast, *, now: datetime | None = None) -> Programme:
    """The programme, launched 84 days ago. The ten of the cast are among the 4,499."""
    now = now or clock.now()
    root = db.session.merge(cast.root)
    units = [add_unit(f"Afdeling {n + 1:02}", root) for n in range(UNITS)]
    people = _hire(units, EMPLOYED - 10)
    programme = make_programme(cast, launched_at=now - timedelta(days=84))
    programme.launched_at = now - timedelta(days=84)
    course, story = make_course(), make_story(cast, programme)
    assert story.published_version_id is not None
    guideline = db.session.scalars(select(Guideline.id).where(Guideline.programme_id == programme.id)).one()
    add_happenings(
        happenings(
            Stage(
                programme=programme.id,
                guideline=guideline,
                course=course.id,
                stories=[(story.id, story.published_version_id)],
                people=people[:INVITED],
                leaders=[cast.birgitte.id, cast.henrik.id],
                thanks=["Tak."],
                now=now,
                launched_at=programme.launched_at,
            )
        )
    )
    db.session.flush()
    # What the database does by itself a minute after rows are committed; these never are, and a planner that thinks of empty tables takes minutes.
    db.session.execute(text("ANALYZE"))
    return programme


def _hire(units: list[Unit], count: int) -> list[tuple[int, int]]:
    """People in the units in turn; each unit is a little larger than the one before, so that some are small."""
    weights = [unit for n, unit in enumerate(units) for _again in range(n + 1)]
    rows = [
        {
            "public_id": new_public_id(),
            "name": f"Person {n}",
            "title": "",
            "unit_id": weights[n % len(weights)].id,
            "locale": "da",
            "has_own_pc": True,
            "is_active": True,
            "created_at": clock.now(),
        }
        for n in range(count)
    ]
    made = db.session.execute(insert(Person).returning(Person.id, Person.unit_id), rows)
    return [(row.id, row.unit_id) for row in made]
