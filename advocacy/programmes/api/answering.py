"""How programmes and guidelines look in JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advocacy.accounts.access import Actor
from advocacy.people.models import Person
from advocacy.programmes import access, queries
from advocacy.programmes.models import Audience, Guideline, Programme, Purpose, Topic
from advocacy.programmes.schemas import (
    EnrolmentAnswer,
    GuidelineAnswer,
    LaunchAnswer,
    LineAnswer,
    NetworkAnswer,
    PersonAnswer,
    ProgrammeAnswer,
    ReadinessAnswer,
    StepAnswer,
    TextAnswer,
)


def programme_answer(programme: Programme, actor: Actor) -> ProgrammeAnswer:
    """What this caller may know of it."""
    guideline = queries.current_guideline(programme)
    answer = ProgrammeAnswer(
        id=programme.public_id,
        status=programme.status.value,
        name=TextAnswer(**programme.name),
        initiator=_person(programme.initiator),
        owner=_person(programme.owner) if programme.owner else None,
        sparring_partner=_person(programme.sparring_partner) if programme.sparring_partner else None,
        purposes=_lines(programme.purposes),
        topics=_lines(programme.topics),
        audiences=_lines(programme.audiences),
        networks=[NetworkAnswer(network=each.network, purpose=TextAnswer(**each.purpose)) for each in programme.networks],
        kick_off=_text(programme.kick_off),
        guideline=guideline.public_id if guideline else None,
        launched=_launch(programme),
        mine=_enrolment(programme, actor, guideline),
    )
    if access.can_prepare_programme(actor, programme):
        answer.readiness = _readiness(programme)
        answer.awareness_plan, answer.mandate = _text(programme.awareness_plan), _text(programme.mandate)
        answer.mandate_agreed_on, answer.mandate_review_on = programme.mandate_agreed_on, programme.mandate_review_on
    return answer


def guideline_answer(guideline: Guideline) -> GuidelineAnswer:
    """One version with all its words."""
    text = guideline.text
    return GuidelineAnswer(
        id=guideline.public_id,
        number=guideline.number,
        adopted_at=guideline.adopted_at,
        summary=text["summary"],
        lines=text["lines"],
        what_it_is=text["is"],
        what_it_is_not=text["is_not"],
        backing=text["backing"],
    )


def _person(person: Person) -> PersonAnswer:
    return PersonAnswer(name=person.name, title=person.title)


def _text(texts: Mapping[str, str] | None) -> TextAnswer | None:
    return TextAnswer(da=texts.get("da", ""), en=texts.get("en", "")) if texts else None


def _lines(rows: Sequence[Purpose | Topic | Audience]) -> list[LineAnswer]:
    return [LineAnswer(id=row.public_id, da=row.text["da"], en=row.text["en"]) for row in rows]


def _launch(programme: Programme) -> LaunchAnswer | None:
    if programme.launched_at is None:
        return None
    return LaunchAnswer(by_name=programme.launched_by_name or "", by_title=programme.launched_by_title or "", at=programme.launched_at)


def _readiness(programme: Programme) -> ReadinessAnswer:
    readiness = queries.readiness_of(programme)
    steps = [
        StepAnswer(key=step.key, label=str(step.label), is_done=step.is_done, missing=str(step.missing) if step.missing else None)
        for step in readiness.steps
    ]
    return ReadinessAnswer(is_ready=readiness.is_ready, steps=steps)


def _enrolment(programme: Programme, actor: Actor, guideline: Guideline | None) -> EnrolmentAnswer:
    enrolment = queries.find_enrolment(programme, actor.person)
    return EnrolmentAnswer(
        is_invited=queries.is_invited(programme, actor.person),
        is_enrolled=enrolment is not None,
        is_paused=enrolment is not None and enrolment.is_paused,
        joined_at=enrolment.joined_at if enrolment else None,
        has_accepted_guideline=guideline is not None and queries.has_accepted(guideline, actor.person),
    )
