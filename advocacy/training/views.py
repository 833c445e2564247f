"""The course on a phone: one thing on a page, taken up again where one stopped, and seen by nobody else."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import Actor
from advocacy.foundation import clock
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.errors import InvalidInput
from advocacy.foundation.guards import SIGNED_IN, acting, allow, require_visible
from advocacy.foundation.i18n import one_language
from advocacy.foundation.pages import onward, page
from advocacy.foundation.text import rendered
from advocacy.training import queries, services
from advocacy.training.access import can_see_attempt
from advocacy.training.forms import answer_form, chosen_numbers
from advocacy.training.models import Attempt, Lesson, Scenario
from advocacy.training.progress import Progress, progress_of, scenarios_of
from advocacy.training.rules import in_shown_order, needed_to_pass, renewable_from, standing_on

bp = Blueprint("training", __name__, url_prefix="/training")


@bp.get("/")
@allow(SIGNED_IN)
def index() -> ResponseReturnValue:
    """The course, what it is for, how far one has come, and the licence."""
    person = acting().person
    begun = queries.open_attempt(person)
    course = begun.course if begun else queries.current_course()
    if course is None:
        return page("training/empty.html")
    licence = queries.latest_licence(person)
    latest = begun or queries.latest_attempt(person, course)
    return page(
        "training/index.html",
        course=course,
        scenarios=scenarios_of(course),
        licence=licence,
        summary=rendered(one_language(course.summary)),
        standing=standing_on(clock.today(), licence.valid_until if licence else None),
        renewable_from=renewable_from(licence.valid_until) if licence else None,
        progress=progress_of(latest) if latest else None,
        onward_href=_href(progress_of(begun)) if begun else None,
        needed=needed_to_pass(len(scenarios_of(course)), course.pass_mark),
        key=new_public_id(),
    )


@bp.post("/start")
@allow(SIGNED_IN)
def start() -> ResponseReturnValue:
    """Begins a go, or takes up the one that is open."""
    attempt = services.start_attempt(acting())
    db.session.commit()
    return redirect(_href(progress_of(attempt)), 303)


@bp.get("/lesson/<course_id>/<code>")
@allow(SIGNED_IN)
def lesson(course_id: str, code: str) -> ResponseReturnValue:
    """One lesson; anybody may read it at any time, with or without a go under way."""
    found = queries.get_lesson(course_id, code)
    begun = queries.open_attempt(acting().person)
    progress = progress_of(begun) if begun and begun.course_id == found.course_id else None
    return page(
        "training/lesson.html",
        lesson=found,
        body=rendered(one_language(found.body)),
        progress=progress,
        lesson_count=len(found.course.lessons),
        onward_href=_href_after_lesson(progress, found) if progress else None,
    )


@bp.get("/attempt/<attempt_id>/situation/<scenario_id>")
@allow(SIGNED_IN)
def scenario(attempt_id: str, scenario_id: str) -> ResponseReturnValue:
    """One situation: the question before it is answered, and everything about the answers after."""
    attempt, found = _own_attempt(attempt_id), _scenario(scenario_id)
    return _scenario_page(progress_of(attempt), found)


@bp.post("/attempt/<attempt_id>/situation/<scenario_id>")
@allow(SIGNED_IN)
def answer(attempt_id: str, scenario_id: str) -> ResponseReturnValue:
    """Keeps one answer; the same page then shows what was right and why."""
    actor: Actor = acting()
    attempt, found = _own_attempt(attempt_id), _scenario(scenario_id)
    form = answer_form(found, in_shown_order(found.options, attempt.public_id, found.public_id))
    if form.validate_on_submit():
        try:
            services.answer_scenario(attempt, found, chosen_numbers(form.chosen), actor)
            db.session.commit()
            return onward("training.scenario", attempt_id=attempt_id, scenario_id=scenario_id)
        except InvalidInput as refusal:
            db.session.rollback()
            form.show(refusal.problems)
    return _scenario_page(progress_of(_own_attempt(attempt_id)), found, form)


@bp.post("/attempt/<attempt_id>/finish")
@allow(SIGNED_IN)
def finish(attempt_id: str) -> ResponseReturnValue:
    """Closes a go and shows how it went."""
    attempt = services.finish_attempt(_own_attempt(attempt_id), acting())
    db.session.commit()
    return onward("training.result", attempt_id=attempt.public_id)


@bp.get("/attempt/<attempt_id>/result")
@allow(SIGNED_IN)
def result(attempt_id: str) -> ResponseReturnValue:
    """How a go went: the licence, or what to look at again. For the learner alone."""
    attempt = _own_attempt(attempt_id)
    progress = progress_of(attempt)
    if attempt.finished_at is None:
        return redirect(_href(progress), 303)
    return page(
        "training/result.html",
        attempt=attempt,
        course=attempt.course,
        progress=progress,
        key=new_public_id(),
        needed=needed_to_pass(len(progress.scenarios), attempt.course.pass_mark),
        promise=rendered(one_language(attempt.course.promise)),
        licence=queries.find_licence(acting().person),
        is_latest=_is_latest(attempt),
    )


@bp.get("/licence")
@allow(SIGNED_IN)
def licence() -> ResponseReturnValue:
    """One's own licence, for the screen and for paper."""
    held = queries.latest_licence(acting().person)
    if held is None:
        return onward("training.index")
    return page("training/licence.html", licence=held, standing=standing_on(clock.today(), held.valid_until))


def _own_attempt(public_id: str) -> Attempt:
    """Somebody else's go is as good as none (attack row T07)."""
    attempt = queries.find_attempt(public_id)
    require_visible(attempt is not None and can_see_attempt(acting(), attempt))
    assert attempt is not None
    return attempt


def _scenario(public_id: str) -> Scenario:
    found = queries.find_scenario(public_id)
    require_visible(found is not None)
    assert found is not None
    return found


def _scenario_page(progress: Progress, found: Scenario, form: object = None) -> ResponseReturnValue:
    attempt, given = progress.attempt, progress.answers.get(found.id)
    require_visible(found in progress.scenarios)
    options = in_shown_order(found.options, attempt.public_id, found.public_id)
    shared = {"scenario": found, "attempt": attempt, "progress": progress, "options": options}
    if given is None:
        return page("training/scenario.html", **shared, form=form or answer_form(found, options))
    is_open_and_full = attempt.finished_at is None and not progress.left
    return page(
        "training/answered.html", **shared, given=given, key=new_public_id(), onward_href=None if is_open_and_full else _href(progress)
    )


def _href(progress: Progress) -> str:
    """Where a go is taken up: at the next lesson, the next situation, or the last page with everything answered."""
    attempt, scenario = progress.attempt, progress.next_scenario
    if attempt.finished_at is not None:
        return url_for("training.result", attempt_id=attempt.public_id)
    if progress.next_lesson is not None:
        return url_for("training.lesson", course_id=attempt.course.public_id, code=progress.next_lesson.code)
    # With everything answered this is the last situation, where the go is finished.
    return _scenario_href(attempt, scenario or progress.asked[-1])


def _href_after_lesson(progress: Progress, read: Lesson) -> str:
    """From a lesson to its own next situation, or to wherever the go is."""
    scenario = next((each for each in progress.left if each.lesson_id == read.id), progress.next_scenario)
    return _scenario_href(progress.attempt, scenario) if scenario else _href(progress)


def _scenario_href(attempt: Attempt, found: Scenario) -> str:
    return url_for("training.scenario", attempt_id=attempt.public_id, scenario_id=found.public_id)


def _is_latest(attempt: Attempt) -> bool:
    latest = queries.latest_attempt(acting().person, attempt.course)
    return latest is not None and latest.id == attempt.id
