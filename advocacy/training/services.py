"""Every way courses are loaded, goes at them are made, and licences come about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import CursorResult, select, update
from sqlalchemy.exc import IntegrityError

from advocacy.accounts.access import Actor
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput, Missing, Refusal
from advocacy.foundation.i18n import day
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.history import services as history
from advocacy.training import events, queries
from advocacy.training.course_text import CourseText, ScenarioText, read_course, text_of
from advocacy.training.models import Attempt, Course, Lesson, Licence, Scenario, ScenarioAnswer, ScenarioKind, ScenarioOption
from advocacy.training.progress import progress_of
from advocacy.training.rules import Standing, is_passed, renewable_from, standing_on, valid_until

#: The course that comes along.
STANDARD_COURSE = Path(__file__).parent / "curriculum" / "basis.toml"


class OtherTextInThisVersion(Refusal):
    """A course that people may have been licensed on keeps its words: changed words are a new version (attack row T12)."""


class AlreadyAnswered(Refusal):
    """The first answer in a go stands."""


def load_course(source: Path | str) -> Course:
    """Keeps the course written in a TOML file or text; once for each code and version, however often it is loaded.

    Raises CourseDoesNotFit with everything that is wrong, or OtherTextInThisVersion.
    """
    written = read_course(source.read_text("utf-8") if isinstance(source, Path) else source)
    kept = queries.find_course(written.code, written.version)
    if kept is None:
        return _keep(written)
    if text_of(kept) != written:
        raise OtherTextInThisVersion(
            _(
                "Version %(version)s of this course is kept with other words. Give the new words a new version number.",
                version=written.version,
            )
        )
    return kept


def _keep(written: CourseText) -> Course:
    course = Course(
        code=written.code,
        version=written.version,
        title=written.title,
        summary=written.summary,
        promise=written.promise,
        pass_mark=written.pass_mark,
        validity_months=written.validity_months,
    )
    for place, each in enumerate(written.lessons):
        course.lessons.append(
            Lesson(
                position=place,
                code=each.code,
                title=each.title,
                body=each.body,
                takeaway=each.takeaway,
                scenarios=[_scenario(scenario, number) for number, scenario in enumerate(written.scenarios_of(each))],
            )
        )
    db.session.add(course)
    db.session.flush()
    history.record("training.course.loaded", course, by=None, code=course.code, version=course.version)
    return course


def _scenario(written: ScenarioText, position: int) -> Scenario:
    options = [
        ScenarioOption(position=number, text=each.text, feedback=each.feedback, is_right=each.is_right)
        for number, each in enumerate(written.options)
    ]
    return Scenario(
        position=position,
        code=written.code,
        kind=written.kind,
        is_critical=written.is_critical,
        title=written.title,
        situation=written.situation,
        why=written.why,
        options=options,
    )


def start_attempt(actor: Actor) -> Attempt:
    """The go somebody has open, or a new one; two starts at once make one (attack row T03).

    After a go that was not passed, what was right in it is carried over and only the rest is asked.
    """
    begun = queries.open_attempt(actor.person)
    if begun is not None:
        return begun
    course = queries.current_course()
    if course is None:
        raise Refusal(_("There is no course here yet."))
    _check_may_start(actor)
    latest = queries.latest_attempt(actor.person, course)
    if latest is not None and latest.finished_at is None:
        return latest
    return _begin(actor, course, latest)


def _check_may_start(actor: Actor) -> None:
    licence = queries.find_licence(actor.person)
    if licence and standing_on(clock.today(), licence.valid_until) is Standing.VALID:
        raise Refusal(
            _(
                "Your licence is valid until %(last)s. You can renew it from %(first)s.",
                last=day(licence.valid_until),
                first=day(renewable_from(licence.valid_until)),
            )
        )


def _begin(actor: Actor, course: Course, latest: Attempt | None) -> Attempt:
    """The number was worked out from one look at the latest go, so of two starts at once one meets the unique key."""
    attempt = Attempt(person_id=actor.person.id, course=course, number=latest.number + 1 if latest else 1, started_at=clock.now())
    try:
        with db.session.begin_nested():
            db.session.add(attempt)
    except IntegrityError:
        quicker = queries.latest_attempt(actor.person, course)
        if quicker is None:
            raise
        return quicker
    if latest is not None and not latest.is_passed:
        _carry(latest, attempt)
    history.record("training.attempt.started", attempt, by=actor.person.id, is_private=True)
    db.session.flush()
    return attempt


def _carry(latest: Attempt, attempt: Attempt) -> None:
    """What was right stays right, unless so long ago that a licence would have run out since."""
    today, months = clock.today(), attempt.course.validity_months
    for answer in latest.answers:
        if answer.is_right and valid_until(clock.local_day(answer.answered_at), months) >= today:
            attempt.answers.append(
                ScenarioAnswer(
                    scenario_id=answer.scenario_id, chosen=answer.chosen, is_right=True, is_carried=True, answered_at=answer.answered_at
                )
            )


def answer_scenario(attempt: Attempt, scenario: Scenario, chosen: Sequence[int], actor: Actor) -> ScenarioAnswer:
    """Keeps what somebody chose. The first answer in a go is final: the same one again changes nothing, another is refused.

    ``chosen`` holds the positions of the options.
    """
    if scenario.lesson.course_id != attempt.course_id:
        raise Missing
    numbers = _checked(scenario, chosen)
    standing = _find_answer(attempt, scenario) or _add_answer(attempt, scenario, numbers, actor)
    if standing.chosen != numbers:
        raise AlreadyAnswered(_("You have answered this one already. In this go, your first answer counts."))
    return standing


def _checked(scenario: Scenario, chosen: Sequence[int]) -> list[int]:
    numbers = sorted(set(chosen))
    if not numbers:
        raise InvalidInput({"chosen": _("Choose an answer first.")})
    if not set(numbers) <= {option.position for option in scenario.options}:
        raise InvalidInput({"chosen": _("This is not one of the answers. Please choose again.")})
    if scenario.kind is ScenarioKind.SINGLE and len(numbers) > 1:
        raise InvalidInput({"chosen": _("Choose one answer only.")})
    return numbers


def _find_answer(attempt: Attempt, scenario: Scenario) -> ScenarioAnswer | None:
    return db.session.scalar(
        select(ScenarioAnswer).where(ScenarioAnswer.attempt_id == attempt.id, ScenarioAnswer.scenario_id == scenario.id)
    )


def _add_answer(attempt: Attempt, scenario: Scenario, numbers: list[int], actor: Actor) -> ScenarioAnswer:
    if attempt.finished_at is not None:
        raise Refusal(_("This go is finished. You can take the situations again in a new one."))
    right = {option.position for option in scenario.options if option.is_right}
    answer = ScenarioAnswer(
        attempt_id=attempt.id, scenario_id=scenario.id, chosen=numbers, is_right=set(numbers) == right, answered_at=clock.now()
    )
    try:
        with db.session.begin_nested():
            db.session.add(answer)
    except IntegrityError:
        quicker = _find_answer(attempt, scenario)
        if quicker is None:
            raise
        return quicker
    history.record("training.scenario.answered", attempt, by=actor.person.id, is_private=True, scenario=scenario.code)
    db.session.expire(attempt, ["answers"])
    return answer


def finish_attempt(attempt: Attempt, actor: Actor) -> Attempt:
    """Closes a go in which everything is answered and, when it is passed, issues the licence: once, however often it is asked."""
    progress = progress_of(attempt)
    if progress.left:
        raise Refusal(_("There are still situations to answer."))
    passed = is_passed(progress.results(), attempt.course.pass_mark)
    closed = db.session.execute(
        update(Attempt)
        .where(Attempt.id == attempt.id, Attempt.finished_at.is_(None))
        .values(finished_at=clock.now(), is_passed=passed)
        .execution_options(synchronize_session=False)
    )
    db.session.refresh(attempt, ["finished_at", "is_passed"])
    assert isinstance(closed, CursorResult)
    if closed.rowcount:
        history.record("training.attempt.finished", attempt, by=actor.person.id, is_private=True)
        if passed:
            _issue_licence(attempt.course, actor)
    return attempt


def _issue_licence(course: Course, actor: Actor) -> Licence:
    licence = Licence(
        person=actor.person, course=course, issued_at=clock.now(), valid_until=valid_until(clock.today(), course.validity_months)
    )
    db.session.add(licence)
    db.session.flush()
    history.record(
        "training.licence.issued",
        licence,
        by=actor.person.id,
        is_private=True,
        version=course.version,
        valid_until=licence.valid_until.isoformat(),
    )
    events.licence_issued.announce(licence=licence)
    return licence
