"""A small course, goes at it, and licences."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from advocacy.accounts.queries import actor_for
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.people.models import Person
from advocacy.training import services
from advocacy.training.models import Attempt, Course, Lesson, Licence, Scenario, ScenarioKind, ScenarioOption
from advocacy.training.progress import progress_of
from tests.factories.programmes import texts


def make_course(*, scenarios: int = 5, critical: int = 1, version: int = 1, multiple: int = 0, lessons: int = 1) -> Course:
    """A course of one lesson unless told otherwise; in each scenario the first option is the only right one.

    The first scenarios are critical. In the last ``multiple`` of them the second option is right as well. The scenarios
    are dealt out to the lessons in turn.
    """
    course = Course(
        code="basis",
        version=version,
        title=texts("Ambassador basics"),
        summary=texts("Short"),
        promise=texts("Yours"),
        pass_mark=80,
        validity_months=12,
    )
    for number in range(lessons):
        Lesson(
            course=course,
            position=number,
            code=f"M{number + 1}",
            title=texts(("Voluntary", "Pictures", "Tone")[number % 3]),
            body=texts("Say **no** freely."),
            takeaway=texts("You decide"),
        )
    for n in range(scenarios):
        is_multiple = n >= scenarios - multiple
        options = [
            ScenarioOption(
                position=p, text=texts(f"Option {p}"), feedback=texts(f"Because {p}"), is_right=p == 0 or (is_multiple and p == 1)
            )
            for p in range(3)
        ]
        course.lessons[n % lessons].scenarios.append(
            Scenario(
                position=n,
                code=f"1-0{n}",
                kind=ScenarioKind.MULTIPLE if is_multiple else ScenarioKind.SINGLE,
                is_critical=n < critical,
                title=texts(f"Situation {n}"),
                situation=texts("What now?"),
                why=texts("So."),
                options=options,
            )
        )
    db.session.add(course)
    db.session.flush()
    return course


def right_numbers(scenario: Scenario) -> list[int]:
    """The options one should choose."""
    return [option.position for option in scenario.options if option.is_right]


def answer_everything(person: Person, *, wrong: Collection[str] = (), is_finished: bool = True) -> Attempt:
    """Somebody goes through what their go asks; ``wrong`` names the codes of scenarios they do not get right."""
    actor = actor_for(db.session.get_one(Person, person.id))
    attempt = services.start_attempt(actor)
    for scenario in progress_of(attempt).left:
        right = right_numbers(scenario)
        mistaken = [option.position for option in scenario.options if option.position not in right][:1]
        services.answer_scenario(attempt, scenario, mistaken if scenario.code in wrong else right, actor)
    return services.finish_attempt(attempt, actor) if is_finished else attempt


def license_person(person: Person, course: Course | None = None, *, valid_until: date | None = None) -> Licence:
    """Somebody has passed; makes a course when there is none."""
    course = course or db.session.query(Course).first() or make_course()
    licence = Licence(
        person_id=person.id, course_id=course.id, issued_at=clock.now(), valid_until=valid_until or clock.today() + timedelta(days=300)
    )
    db.session.add(licence)
    db.session.flush()
    return licence
