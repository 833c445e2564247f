"""Programmes in the API: making, preparing and launching them."""

from __future__ import annotations

from collections.abc import Sequence

from advocacy.accounts.access import PROGRAMME_MAKERS, SIGNED_IN, Actor
from advocacy.foundation.database import db
from advocacy.foundation.guards import acting
from advocacy.foundation.operations import operation
from advocacy.people.queries import root_unit
from advocacy.programmes import queries, services
from advocacy.programmes.api.answering import guideline_answer, programme_answer
from advocacy.programmes.api.blueprint import SCOPE, bp, own_programme, visible_programme
from advocacy.programmes.models import Programme
from advocacy.programmes.schemas import (
    GuidelineAnswer,
    GuidelineSent,
    GuidelineTextSent,
    LaunchedAnswer,
    LineSent,
    PreparationSent,
    ProgrammeAnswer,
    ProgrammesAnswer,
    ProgrammeSent,
)


@operation(bp, "POST", "/programmes", who=PROGRAMME_MAKERS, scope=SCOPE, status=201)
def create_programme(body: ProgrammeSent) -> ProgrammeAnswer:
    """Makes a programme. Without an initiator the caller is the one who will launch it."""
    actor: Actor = acting()
    units = services.units_named(body.units) if body.units is not None else [root_unit()]
    initiator = services.person_named(body.initiator) if body.initiator is not None else actor.person
    programme = services.create_programme(services.NewProgramme(body.name.model_dump(), initiator, units), actor)
    db.session.commit()
    return programme_answer(programme, actor)


@operation(bp, "GET", "/programmes", who=SIGNED_IN, scope=SCOPE)
def list_programmes() -> ProgrammesAnswer:
    """The programmes the caller may see."""
    actor: Actor = acting()
    return ProgrammesAnswer(programmes=[programme_answer(each, actor) for each in queries.visible_programmes(actor)])


@operation(bp, "GET", "/programmes/<public_id>", who=SIGNED_IN, scope=SCOPE)
def show_programme(public_id: str) -> ProgrammeAnswer:
    """One programme; for its makers with what is missing before the launch."""
    return programme_answer(visible_programme(public_id), acting())


@operation(bp, "POST", "/programmes/<public_id>/prepare", who=SIGNED_IN, scope=SCOPE)
def prepare_programme(public_id: str, body: PreparationSent) -> ProgrammeAnswer:
    """Fills in any of the steps. Either all that was sent is kept, or nothing is."""
    actor: Actor = acting()
    programme = own_programme(public_id)
    _prepare_people(programme, body, actor)
    _prepare_lists(programme, body, actor)
    _prepare_texts(programme, body, actor)
    db.session.commit()
    return programme_answer(programme, actor)


def _prepare_people(programme: Programme, body: PreparationSent, actor: Actor) -> None:
    if body.owner is not None:
        services.choose_owner(programme, services.person_named(body.owner), actor)
    if body.sparring_partner is not None:
        services.choose_sparring_partner(programme, services.person_named(body.sparring_partner), actor)
    if body.units is not None:
        services.choose_units(programme, services.units_named(body.units), actor)


def _prepare_lists(programme: Programme, body: PreparationSent, actor: Actor) -> None:
    if body.purposes is not None:
        services.write_purposes(programme, _lines(body.purposes), actor)
    if body.topics is not None:
        services.write_topics(programme, _lines(body.topics), actor)
    if body.audiences is not None:
        services.write_audiences(programme, _lines(body.audiences), actor)
    if body.networks is not None:
        choices = [services.NetworkChoice(each.network, each.purpose.model_dump()) for each in body.networks]
        services.choose_networks(programme, choices, actor)


def _prepare_texts(programme: Programme, body: PreparationSent, actor: Actor) -> None:
    if body.awareness_plan is not None:
        services.describe_awareness(programme, body.awareness_plan.model_dump(), actor)
    if body.mandate is not None:
        sent = body.mandate
        services.agree_mandate(programme, services.Mandate(sent.text.model_dump(), sent.agreed_on, sent.review_on), actor)
    if body.kick_off is not None:
        services.write_kick_off(programme, body.kick_off.model_dump(), actor)


def _lines(sent: Sequence[LineSent]) -> list[services.Line]:
    return [services.Line({"da": each.da, "en": each.en}, each.id) for each in sent]


@operation(bp, "POST", "/programmes/<public_id>/guideline", who=SIGNED_IN, scope=SCOPE, status=201)
def adopt_guideline(public_id: str, body: GuidelineSent) -> GuidelineAnswer:
    """Adopts a guideline: own words, or the standard text. What was adopted before keeps its number and its words."""
    actor: Actor = acting()
    programme = visible_programme(public_id)
    words = _guideline_words(body.text) if body.text is not None else services.load_standard_guideline()
    guideline = services.adopt_guideline(programme, actor, words)
    db.session.commit()
    return guideline_answer(guideline)


def _guideline_words(text: GuidelineTextSent) -> dict[str, object]:
    sent = text.model_dump()
    return {**sent, "is": sent["what_it_is"], "is_not": sent["what_it_is_not"]}


@operation(bp, "POST", "/programmes/<public_id>/launch", who=SIGNED_IN, scope=SCOPE)
def launch_programme(public_id: str) -> LaunchedAnswer:
    """Launches, once; only the initiator may. 409 names every step that is missing."""
    actor: Actor = acting()
    programme = queries.get_programme(public_id)
    invited = services.launch_programme(programme, actor)
    db.session.commit()
    return LaunchedAnswer(invited=invited, programme=programme_answer(programme, actor))
