"""The course through the API: the same rules as on the pages, for the person whose token it is."""

from __future__ import annotations

from flask import Blueprint

from advocacy.accounts.access import Actor
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.foundation.guards import SIGNED_IN, acting
from advocacy.foundation.operations import operation
from advocacy.training import queries, services
from advocacy.training.access import can_see_attempt
from advocacy.training.models import Attempt, Licence, Scenario
from advocacy.training.progress import progress_of
from advocacy.training.rules import in_shown_order, renewable_from
from advocacy.training.schemas import (
    AttemptResult,
    AttemptSummary,
    CourseSummary,
    LessonSummary,
    LicenceSummary,
    OptionAnswer,
    OptionFeedback,
    ScenarioFeedback,
    ScenarioSummary,
    SentAnswer,
)

bp = Blueprint("api_training", __name__)
SCOPE = "training:write"


@operation(bp, "GET", "/training/course", who=SIGNED_IN, scope=SCOPE)
def course() -> CourseSummary:
    """The lessons and the situations of the course, without the answers."""
    found = queries.current_course_with_options()
    if found is None:
        raise Missing("There is no course here yet.")
    seed = acting().person.public_id
    lessons = [
        LessonSummary(
            code=lesson.code,
            title=lesson.title,
            body=lesson.body,
            takeaway=lesson.takeaway,
            scenarios=[_scenario(scenario, seed) for scenario in lesson.scenarios],
        )
        for lesson in found.lessons
    ]
    return CourseSummary(
        id=found.public_id,
        code=found.code,
        version=found.version,
        pass_mark=found.pass_mark,
        title=found.title,
        validity_months=found.validity_months,
        summary=found.summary,
        promise=found.promise,
        lessons=lessons,
    )


def _scenario(scenario: Scenario, seed: str) -> ScenarioSummary:
    options = in_shown_order(scenario.options, seed, scenario.public_id)
    return ScenarioSummary(
        id=scenario.public_id,
        code=scenario.code,
        kind=scenario.kind.value,
        is_critical=scenario.is_critical,
        title=scenario.title,
        situation=scenario.situation,
        options=[OptionAnswer(number=option.position, text=option.text) for option in options],
    )


@operation(bp, "POST", "/training/attempts", who=SIGNED_IN, scope=SCOPE)
def start() -> AttemptSummary:
    """Begins a go, or takes up the one that is open."""
    attempt = services.start_attempt(acting())
    db.session.commit()
    progress = progress_of(attempt)
    return AttemptSummary(
        id=attempt.public_id,
        number=attempt.number,
        started_at=attempt.started_at,
        finished_at=attempt.finished_at,
        asked=[scenario.public_id for scenario in progress.asked],
        left=[scenario.public_id for scenario in progress.left],
    )


@operation(bp, "POST", "/training/attempts/<attempt_id>/answers", who=SIGNED_IN, scope=SCOPE)
def answer(attempt_id: str, body: SentAnswer) -> ScenarioFeedback:
    """Answers one situation, for good in this go, and says why each option is right or wrong."""
    attempt, scenario = _own_attempt(attempt_id), queries.find_scenario(body.scenario)
    if scenario is None:
        raise Missing
    given = services.answer_scenario(attempt, scenario, body.chosen, acting())
    db.session.commit()
    options = [
        OptionFeedback(
            number=option.position, is_chosen=option.position in given.chosen, is_right=option.is_right, feedback=option.feedback
        )
        for option in scenario.options
    ]
    return ScenarioFeedback(scenario=scenario.public_id, is_right=given.is_right, why=scenario.why, options=options)


@operation(bp, "POST", "/training/attempts/<attempt_id>/finish", who=SIGNED_IN, scope=SCOPE)
def finish(attempt_id: str) -> AttemptResult:
    """Finishes a go in which everything is answered; one that is passed gives the licence."""
    attempt = services.finish_attempt(_own_attempt(attempt_id), acting())
    db.session.commit()
    progress = progress_of(attempt)
    return AttemptResult(
        id=attempt.public_id,
        is_passed=bool(attempt.is_passed),
        right=progress.right_count,
        total=len(progress.scenarios),
        missed=[scenario.public_id for scenario in progress.missed],
        licence=_licence(queries.find_licence(acting().person)),
    )


@operation(bp, "GET", "/training/licence", who=SIGNED_IN, scope=SCOPE)
def licence() -> LicenceSummary:
    """One's own licence: whether it is valid and until when."""
    return _licence(queries.latest_licence(acting().person))


def _own_attempt(public_id: str) -> Attempt:
    """Somebody else's go is as good as none (attack row T07)."""
    actor: Actor = acting()
    attempt = queries.find_attempt(public_id)
    if attempt is None or not can_see_attempt(actor, attempt):
        raise Missing
    return attempt


def _licence(held: Licence | None) -> LicenceSummary:
    if held is None:
        return LicenceSummary(is_valid=False)
    return LicenceSummary(
        is_valid=held.valid_until >= clock.today(),
        id=held.public_id,
        course=held.course.code,
        version=held.course.version,
        issued_at=held.issued_at,
        valid_until=held.valid_until,
        renewable_from=renewable_from(held.valid_until),
    )
