"""The steps of the preparation page: for each its form as stored, and what saving it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import request

from advocacy.accounts.access import Actor
from advocacy.foundation.forms import Form
from advocacy.foundation.text import clean_line
from advocacy.people.models import Person
from advocacy.programmes import services
from advocacy.programmes.forms import (
    AboutForm,
    AudiencesForm,
    MandateForm,
    NetworksForm,
    PersonForm,
    PurposesForm,
    TextForm,
    TopicsForm,
    UnitsForm,
)
from advocacy.programmes.forms.bilingual import spread
from advocacy.programmes.models import Programme
from advocacy.programmes.views.choices import colleague_choices, director_choices, unit_choices


@dataclass(frozen=True)
class StepPage:
    """One small page. ``part`` is the template of the fields."""

    part: str
    form: Callable[[Programme], Form]
    save: Callable[[Any, Programme, Actor], None]


def _about_form(programme: Programme) -> AboutForm:
    form = AboutForm(data=spread("name", programme.name) | {"initiator": programme.initiator.public_id})
    form.initiator.choices = director_choices()
    return form


def _save_about(form: AboutForm, programme: Programme, actor: Actor) -> None:
    services.describe_programme(programme, form.texts("name"), services.person_named(form.initiator.data), actor)


def _person_form(person: Person | None) -> PersonForm:
    named = clean_line(request.values.get("named", ""))[:100]
    form = PersonForm(data={"named": named, "person": person.public_id if person else None})
    form.person.choices = colleague_choices(named, person)
    return form


def _save_owner(form: PersonForm, programme: Programme, actor: Actor) -> None:
    services.choose_owner(programme, services.person_named(form.person.data), actor)


def _save_sparring_partner(form: PersonForm, programme: Programme, actor: Actor) -> None:
    services.choose_sparring_partner(programme, services.person_named(form.person.data), actor)


def _units_form(programme: Programme) -> UnitsForm:
    form = UnitsForm(data={"units": [unit.public_id for unit in programme.units]})
    form.units.choices = unit_choices()
    return form


def _mandate_form(programme: Programme) -> MandateForm:
    return MandateForm(
        data=spread("mandate", programme.mandate) | {"agreed_on": programme.mandate_agreed_on, "review_on": programme.mandate_review_on}
    )


def _save_mandate(form: MandateForm, programme: Programme, actor: Actor) -> None:
    services.agree_mandate(programme, services.Mandate(form.texts("mandate"), form.agreed_on.data, form.review_on.data), actor)


STEP_PAGES: dict[str, StepPage] = {
    "about": StepPage("about", _about_form, _save_about),
    "owner": StepPage("person", lambda programme: _person_form(programme.owner), _save_owner),
    "purposes": StepPage(
        "lines",
        lambda programme: PurposesForm.of(programme.purposes),
        lambda form, programme, actor: services.write_purposes(programme, form.lines, actor),
    ),
    "topics": StepPage(
        "lines",
        lambda programme: TopicsForm.of(programme.topics),
        lambda form, programme, actor: services.write_topics(programme, form.lines, actor),
    ),
    "audiences": StepPage(
        "lines",
        lambda programme: AudiencesForm.of(programme.audiences),
        lambda form, programme, actor: services.write_audiences(programme, form.lines, actor),
    ),
    "networks": StepPage(
        "networks",
        lambda programme: NetworksForm.of(programme.networks),
        lambda form, programme, actor: services.choose_networks(programme, form.choices, actor),
    ),
    "awareness": StepPage(
        "text",
        lambda programme: TextForm(data=spread("text", programme.awareness_plan)),
        lambda form, programme, actor: services.describe_awareness(programme, form.texts("text"), actor),
    ),
    "mandate": StepPage("mandate", _mandate_form, _save_mandate),
    "sparring_partner": StepPage("person", lambda programme: _person_form(programme.sparring_partner), _save_sparring_partner),
    "units": StepPage(
        "units", _units_form, lambda form, programme, actor: services.choose_units(programme, services.units_named(form.units.data), actor)
    ),
    "kick_off": StepPage(
        "text",
        lambda programme: TextForm(data=spread("text", programme.kick_off)),
        lambda form, programme, actor: services.write_kick_off(programme, form.texts("text"), actor),
    ),
}
