"""What is kept of courses, of answers (seen by the learner alone) and of licences (seen as valid or not)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.foundation.database import CreatedAt, Key, Model, PublicId, Word
from advocacy.people.models import Person


class ScenarioKind(StrEnum):
    """One right answer, or several that belong together."""

    SINGLE = "single"
    MULTIPLE = "multiple"


class Course(Model):
    """A course in one version; a changed course is a new row, so that a licence always says what was learnt."""

    __tablename__ = "course"
    __table_args__ = (UniqueConstraint("code", "version"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    code: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    title: Mapped[dict[str, str]] = mapped_column(JSON)
    summary: Mapped[dict[str, str]] = mapped_column(JSON)
    promise: Mapped[dict[str, str]] = mapped_column(JSON)
    #: Per cent of the scenarios that must be right; every critical one must be right besides.
    pass_mark: Mapped[int]
    validity_months: Mapped[int]
    created_at: Mapped[CreatedAt]

    lessons: Mapped[list[Lesson]] = relationship(back_populates="course", order_by="Lesson.position")


class Lesson(Model):
    """A short text and the situations that go with it."""

    __tablename__ = "lesson"

    id: Mapped[Key]
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(10))
    title: Mapped[dict[str, str]] = mapped_column(JSON)
    body: Mapped[dict[str, str]] = mapped_column(JSON)
    takeaway: Mapped[dict[str, str]] = mapped_column(JSON)

    course: Mapped[Course] = relationship(back_populates="lessons")
    scenarios: Mapped[list[Scenario]] = relationship(back_populates="lesson", order_by="Scenario.position")


class Scenario(Model):
    """A situation from working life and what one could do."""

    __tablename__ = "scenario"

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lesson.id"), index=True)
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(10))
    kind: Mapped[ScenarioKind] = mapped_column(Word(ScenarioKind))
    #: Must be right to pass, whatever the rest.
    is_critical: Mapped[bool]
    title: Mapped[dict[str, str]] = mapped_column(JSON)
    situation: Mapped[dict[str, str]] = mapped_column(JSON)
    why: Mapped[dict[str, str]] = mapped_column(JSON)

    lesson: Mapped[Lesson] = relationship(back_populates="scenarios")
    options: Mapped[list[ScenarioOption]] = relationship(back_populates="scenario", order_by="ScenarioOption.position")


class ScenarioOption(Model):
    """One thing one could do, whether it is right, and why."""

    __tablename__ = "scenario_option"

    id: Mapped[Key]
    scenario_id: Mapped[int] = mapped_column(ForeignKey("scenario.id"), index=True)
    position: Mapped[int]
    text: Mapped[dict[str, str]] = mapped_column(JSON)
    feedback: Mapped[dict[str, str]] = mapped_column(JSON)
    is_right: Mapped[bool]

    scenario: Mapped[Scenario] = relationship(back_populates="options")


class Attempt(Model):
    """One go at a course, by one person; nobody else ever sees it."""

    __tablename__ = "attempt"
    __table_args__ = (UniqueConstraint("person_id", "course_id", "number"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    number: Mapped[int]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    is_passed: Mapped[bool | None]

    course: Mapped[Course] = relationship()
    answers: Mapped[list[ScenarioAnswer]] = relationship(back_populates="attempt", order_by="ScenarioAnswer.id")


class ScenarioAnswer(Model):
    """What somebody chose in one situation; ``is_carried`` when it was right in an earlier go and need not be asked again."""

    __tablename__ = "scenario_answer"
    __table_args__ = (UniqueConstraint("attempt_id", "scenario_id"),)

    id: Mapped[Key]
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), index=True)
    scenario_id: Mapped[int] = mapped_column(ForeignKey("scenario.id"))
    #: The numbers of the options chosen.
    chosen: Mapped[list[int]] = mapped_column(JSON)
    is_right: Mapped[bool]
    is_carried: Mapped[bool] = mapped_column(default=False)
    answered_at: Mapped[datetime]

    attempt: Mapped[Attempt] = relationship(back_populates="answers")
    scenario: Mapped[Scenario] = relationship()


class Licence(Model):
    """Somebody has passed a course and until when that holds. No score is kept here."""

    __tablename__ = "licence"

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    issued_at: Mapped[datetime]
    valid_until: Mapped[date]

    person: Mapped[Person] = relationship()
    course: Mapped[Course] = relationship()
