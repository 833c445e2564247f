"""A small course, and licences."""

from __future__ import annotations

from datetime import date, timedelta

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.people.models import Person
from advocacy.training.models import Course, Lesson, Licence, Scenario, ScenarioKind, ScenarioOption
from tests.factories.programmes import texts


def make_course(*, scenarios: int = 5, critical: int = 1, version: int = 1) -> Course:
    """A course of one lesson; in each scenario the first option is the only right one, the first ones are critical."""
    course = Course(code="basis", version=version, title=texts("Ambassador basics"), summary=texts("Short"), promise=texts("Yours"),
                    pass_mark=80, validity_months=12)
    lesson = Lesson(course=course, position=0, code="M1", title=texts("Voluntary"), body=texts("Say **no** freely."), takeaway=texts("You decide"))
    for n in range(scenarios):
        options = [ScenarioOption(position=p, text=texts(f"Option {p}"), feedback=texts(f"Because {p}"), is_right=p == 0) for p in range(3)]
        lesson.scenarios.append(Scenario(position=n, code=f"1-0{n}", kind=ScenarioKind.SINGLE, is_critical=n < critical,
                                         title=texts(f"Situation {n}"), situation=texts("What now?"), why=texts("So."), options=options))
    db.session.add(course)
    db.session.flush()
    return course


def license_person(person: Person, course: Course | None = None, *, valid_until: date | None = None) -> Licence:
    """Somebody has passed; makes a course when there is none."""
    course = course or db.session.query(Course).first() or make_course()
    licence = Licence(person_id=person.id, course_id=course.id, issued_at=clock.now(),
                      valid_until=valid_until or clock.today() + timedelta(days=300))
    db.session.add(licence)
    db.session.flush()
    return licence
