"""Preparing a programme: each step of readiness is one change with its own rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Role
from advocacy.accounts.queries import actor_for
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Forbidden, InvalidInput
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import clean_line
from advocacy.history import services as history
from advocacy.people.models import Person, Unit
from advocacy.programmes.access import can_create_programme, can_prepare_programme
from advocacy.programmes.models import Programme, ProgrammeNetwork
from advocacy.programmes.queries.programmes import NETWORK_LABELS
from advocacy.programmes.services.changing import (
    LONGEST_LINE,
    Texts,
    checked_languages,
    hold,
    in_both_languages,
    line_in_both_languages,
    prepared,
    refuse_after_launch,
    role_word,
)


@dataclass(frozen=True)
class NewProgramme:
    """What a programme begins with."""

    name: Texts
    #: The director who alone may launch it.
    initiator: Person | None
    units: Sequence[Unit]


@dataclass(frozen=True)
class NetworkChoice:
    """A network by its word and what it is for."""

    network: str
    purpose: Texts


@dataclass(frozen=True)
class Mandate:
    """The room for manoeuvre agreed with the political leadership (K-014)."""

    text: Texts
    agreed_on: date | None
    review_on: date | None


def create_programme(plan: NewProgramme, actor: Actor) -> Programme:
    """A new programme in preparation. Whoever begins one that somebody else will launch is its first owner, so as not to lose it."""
    if not can_create_programme(actor):
        raise Forbidden
    name = line_in_both_languages(plan.name, "name")
    programme = Programme(name=name, initiator=_checked_initiator(plan.initiator, plan.units), units=_checked_units(plan.units))
    db.session.add(programme)
    db.session.flush()
    if not can_prepare_programme(actor, programme):
        programme.owner_id = actor.person.id
        db.session.flush()
    history.record("programmes.programme.created", programme, by=actor.person.id, role=role_word(actor))
    return programme


def describe_programme(programme: Programme, name: Texts, initiator: Person | None, actor: Actor) -> None:
    """Another name, or another director to launch it; who launches is settled once it has been launched."""
    hold(programme)
    programme.name = line_in_both_languages(name, "name")
    if initiator is None or initiator.id != programme.initiator_id:
        refuse_after_launch(programme)
        programme.initiator = _checked_initiator(initiator, programme.units)
    prepared(programme, actor, "about")


def choose_owner(programme: Programme, person: Person | None, actor: Actor) -> None:
    """The one person with overall responsibility (K-007)."""
    hold(programme)
    programme.owner = _checked_colleague(person, "owner")
    prepared(programme, actor, "owner")


def choose_sparring_partner(programme: Programme, person: Person | None, actor: Actor) -> None:
    """Somebody in communications to turn to (K-006, K-017)."""
    hold(programme)
    programme.sparring_partner = _checked_colleague(person, "sparring_partner")
    prepared(programme, actor, "sparring_partner")


def choose_units(programme: Programme, units: Sequence[Unit], actor: Actor) -> None:
    """Whose people are invited: everybody in these units and below."""
    hold(programme)
    refuse_after_launch(programme)
    _checked_initiator(programme.initiator, units)
    programme.units = _checked_units(units)
    prepared(programme, actor, "units")


def choose_networks(programme: Programme, choices: Sequence[NetworkChoice], actor: Actor) -> None:
    """Where people share, and what each network is for (K-021)."""
    hold(programme)
    problems: dict[str, object] = {}
    if not choices:
        problems["networks"] = _("Choose at least one network and say what it is for.")
    left = {each.network: each for each in programme.networks}
    rows: list[ProgrammeNetwork] = []
    for number, choice in enumerate(choices):
        if choice.network not in NETWORK_LABELS or choice.network in {row.network for row in rows}:
            problems[f"networks.{number}.network"] = _("Choose each network once, from those that are offered.")
            continue
        row = left.pop(choice.network, None) or ProgrammeNetwork(network=choice.network)
        purpose = checked_languages(choice.purpose, f"networks.{number}.purpose", problems, longest=LONGEST_LINE, tidy=clean_line)
        row.purpose, row.position = purpose, number
        rows.append(row)
    if problems:
        raise InvalidInput(problems)
    programme.networks = rows
    prepared(programme, actor, "networks")


def describe_awareness(programme: Programme, plan: Texts, actor: Actor) -> None:
    """How people come to hear of it (K-059, K-060)."""
    hold(programme)
    programme.awareness_plan = in_both_languages(plan, "awareness_plan")
    prepared(programme, actor, "awareness")


def agree_mandate(programme: Programme, mandate: Mandate, actor: Actor) -> None:
    """What the political leadership has agreed to: when, and when it is looked at again."""
    hold(programme)
    problems: dict[str, object] = {}
    text = checked_languages(mandate.text, "mandate", problems, longest=5_000)
    if mandate.agreed_on is None or mandate.agreed_on > clock.today():
        problems["agreed_on"] = _("Give the day on which it was agreed, today or earlier.")
    if mandate.review_on is None or mandate.review_on <= clock.today():
        problems["review_on"] = _("Give a day after today on which it will be looked at again.")
    if problems:
        raise InvalidInput(problems)
    programme.mandate, programme.mandate_agreed_on, programme.mandate_review_on = text, mandate.agreed_on, mandate.review_on
    prepared(programme, actor, "mandate")


def write_kick_off(programme: Programme, message: Texts, actor: Actor) -> None:
    """The message that goes out with the launch; after it, it stays as it was sent."""
    hold(programme)
    refuse_after_launch(programme)
    programme.kick_off = in_both_languages(message, "kick_off")
    prepared(programme, actor, "kick_off")


def _checked_colleague(person: Person | None, name: str) -> Person:
    if person is None or not person.is_active:
        raise InvalidInput({name: _("Search for a colleague by name, and choose one from the list.")})
    return person


def _checked_units(units: Sequence[Unit]) -> list[Unit]:
    if not units:
        raise InvalidInput({"units": _("Choose at least one unit.")})
    return list(units)


def _checked_initiator(person: Person | None, units: Sequence[Unit]) -> Person:
    """A director who works here and whose role reaches every unit in the programme."""
    if person is None or not person.is_active or not actor_for(person).holds(Role.DIRECTOR):
        raise InvalidInput({"initiator": _("Choose the director who will launch it.")})
    if not all(actor_for(person).reaches(unit, Role.DIRECTOR) for unit in units):
        raise InvalidInput({"initiator": _("%(name)s is not director for all of these units.", name=person.name)})
    return person
