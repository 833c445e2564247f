"""Programmes in the API: reading the guideline, joining, pausing and stopping. All are about the caller alone."""

from __future__ import annotations

from advocacy.accounts.access import SIGNED_IN, Actor
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.foundation.guards import acting
from advocacy.foundation.operations import operation
from advocacy.programmes import queries, services
from advocacy.programmes.api.answering import guideline_answer, programme_answer
from advocacy.programmes.api.blueprint import SCOPE, bp, visible_programme
from advocacy.programmes.schemas import GuidelineAnswer, JoiningSent, ProgrammeAnswer


@operation(bp, "GET", "/programmes/<public_id>/guideline", who=SIGNED_IN, scope=SCOPE)
def show_guideline(public_id: str) -> GuidelineAnswer:
    """The current guideline."""
    guideline = queries.current_guideline(visible_programme(public_id))
    if guideline is None:
        raise Missing("This programme has no guideline yet.")
    return guideline_answer(guideline)


@operation(bp, "POST", "/programmes/<public_id>/join", who=SIGNED_IN, scope=SCOPE)
def join_programme(public_id: str, body: JoiningSent) -> ProgrammeAnswer:
    """The caller takes part from now on, accepting the guideline that is named. 409 when it is no longer the current one."""
    actor: Actor = acting()
    programme = visible_programme(public_id)
    if queries.find_enrolment(programme, actor.person) is None:
        services.join_programme(programme, actor, body.guideline)
    else:
        services.accept_guideline(programme, actor, body.guideline)
    db.session.commit()
    return programme_answer(programme, actor)


@operation(bp, "POST", "/programmes/<public_id>/pause", who=SIGNED_IN, scope=SCOPE)
def pause_enrolment(public_id: str) -> ProgrammeAnswer:
    """A pause for the caller, at once and without a reason."""
    actor: Actor = acting()
    programme = visible_programme(public_id)
    services.pause_enrolment(programme, actor)
    db.session.commit()
    return programme_answer(programme, actor)


@operation(bp, "POST", "/programmes/<public_id>/resume", who=SIGNED_IN, scope=SCOPE)
def resume_enrolment(public_id: str) -> ProgrammeAnswer:
    """The caller is back from a pause."""
    actor: Actor = acting()
    programme = visible_programme(public_id)
    services.resume_enrolment(programme, actor)
    db.session.commit()
    return programme_answer(programme, actor)


@operation(bp, "POST", "/programmes/<public_id>/stop", who=SIGNED_IN, scope=SCOPE)
def stop_enrolment(public_id: str) -> ProgrammeAnswer:
    """The caller no longer takes part, at once and without a reason. Stopping twice changes nothing."""
    actor: Actor = acting()
    programme = visible_programme(public_id)
    services.stop_enrolment(programme, actor)
    db.session.commit()
    return programme_answer(programme, actor)
