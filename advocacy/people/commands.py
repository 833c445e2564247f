"""The first people and units, from a shell."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput, Missing
from advocacy.foundation.i18n import LOCALES, in_language
from advocacy.organisation.queries import find_organisation
from advocacy.people import queries, services
from advocacy.people.models import Unit

group = AppGroup("people", help="People and the units they work in.")


@group.command("add-unit")
@click.argument("name")
@click.option("--below", help="The public name of the unit above it; the organisation itself when left out.")
def add_unit(name: str, below: str | None) -> None:
    """Adds a unit called NAME and prints its public name."""
    unit = services.add_unit(name, _unit(below))
    db.session.commit()
    click.echo(unit.public_id)


@group.command("add")
@click.argument("name")
@click.option("--email", help="Where letters go, and what they sign in with.")
@click.option("--number", help="The employee number, for those without an address.")
@click.option("--title", default="", help="What they are called at work.")
@click.option("--unit", "unit_id", help="The public name of their unit; the organisation itself when left out.")
@click.option("--locale", type=click.Choice(LOCALES), default=LOCALES[0], show_default=True, help="The language they read.")
def add(name: str, email: str | None, number: str | None, title: str, unit_id: str | None, locale: str) -> None:
    """Adds a person called NAME. They cannot sign in until `accounts password` has given them a way in."""
    if not (email or number):
        raise click.ClickException("Give an e-mail address or an employee number, or they can never sign in.")
    for sign_in in (email, number):
        if sign_in and queries.is_taken(sign_in):
            raise click.ClickException(f"{sign_in} belongs to somebody already.")
    with in_language("en"):
        try:
            services.add_person(name, _unit(unit_id), email=email, employee_number=number, title=title, locale=locale)
        except InvalidInput as refusal:
            raise click.ClickException("\n".join(f"{field}: {sentence}" for field, sentence in refusal.problems.items())) from None
    db.session.commit()
    click.echo(f"{name} is added.")


def _unit(public_id: str | None) -> Unit:
    """The unit named, or the organisation as a unit; the first time it is asked for it is made, with the organisation's name."""
    if public_id is not None:
        unit = queries.find_unit(public_id)
        if unit is None:
            raise click.ClickException(f"There is no unit {public_id}.")
        return unit
    try:
        return queries.root_unit()
    except Missing:
        organisation = find_organisation()
        if organisation is None:
            raise click.ClickException("There is no organisation yet: flask --app app organisation found NAME") from None
        return services.add_unit(organisation.name)
