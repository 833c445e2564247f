"""Every way courses, goes at them and licences are read."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, selectinload

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.people.models import Person
from advocacy.training.models import Attempt, Course, Lesson, Licence, Scenario

#: The course whose licence opens the library's share tools.
BASIS = "basis"

_PARTS = selectinload(Course.lessons).selectinload(Lesson.scenarios)
_PARTS_AND_OPTIONS = _PARTS.selectinload(Scenario.options)


def current_course() -> Course | None:
    """The newest version of the course, or None before one has been loaded."""
    return db.session.scalar(_newest_first().options(_PARTS).limit(1))


def current_course_with_options() -> Course | None:
    """As ``current_course``, with what one can choose in each scenario."""
    return db.session.scalar(_newest_first().options(_PARTS_AND_OPTIONS).limit(1))


def find_course(code: str, version: int) -> Course | None:
    """One version of a course, whole."""
    statement = select(Course).where(Course.code == code, Course.version == version)
    return db.session.scalar(statement.options(_PARTS_AND_OPTIONS))


def get_lesson(course_public_id: str, code: str) -> Lesson:
    """A lesson by its course's public name and its own code, its course with it; raises Missing."""
    course = db.session.scalar(select(Course).where(Course.public_id == course_public_id).options(_PARTS))
    for lesson in course.lessons if course else []:
        if lesson.code == code:
            return lesson
    raise Missing


def open_attempt(person: Person) -> Attempt | None:
    """The go somebody has begun and not finished, of whichever version: what was begun may be finished."""
    statement = _whole_attempts().where(Attempt.person_id == person.id, Attempt.finished_at.is_(None))
    return db.session.scalar(statement.order_by(Attempt.id.desc()).limit(1))


def latest_attempt(person: Person, course: Course) -> Attempt | None:
    """Somebody's last go at this version of the course, finished or not."""
    statement = _whole_attempts().where(Attempt.person_id == person.id, Attempt.course_id == course.id)
    return db.session.scalar(statement.order_by(Attempt.number.desc()).limit(1))


def find_attempt(public_id: str) -> Attempt | None:
    """A go by its public name, its course and answers with it."""
    return db.session.scalar(_whole_attempts().where(Attempt.public_id == public_id))


def find_scenario(public_id: str) -> Scenario | None:
    """A scenario by its public name, with its options."""
    return db.session.scalar(select(Scenario).where(Scenario.public_id == public_id).options(selectinload(Scenario.options)))


def latest_licence(person: Person) -> Licence | None:
    """The licence that holds or held longest, expired or not."""
    return db.session.scalar(_licences_of(person).limit(1))


def find_licence(person: Person, at: datetime | None = None) -> Licence | None:
    """The licence somebody holds at a moment, now when none is given; its last day counts to midnight in Denmark."""
    moment = at or clock.now()
    valid = _licences_of(person).where(Licence.valid_until >= clock.local_day(moment), Licence.issued_at <= moment)
    return db.session.scalar(valid.limit(1))


def has_licence(person: Person) -> bool:
    """True when somebody holds a licence now. This is all that others may know of anybody's learning (attack row T10)."""
    return find_licence(person) is not None


def _newest_first() -> Select[Course]:
    return select(Course).where(Course.code == BASIS).order_by(Course.version.desc())


def _whole_attempts() -> Select[Attempt]:
    return select(Attempt).options(selectinload(Attempt.answers), selectinload(Attempt.course).options(_PARTS))


def _licences_of(person: Person) -> Select[Licence]:
    statement = select(Licence).join(Licence.course).where(Licence.person_id == person.id, Course.code == BASIS)
    return statement.options(contains_eager(Licence.course)).order_by(Licence.valid_until.desc(), Licence.id.desc())
