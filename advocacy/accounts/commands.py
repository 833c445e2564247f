"""What an administrator does with accounts from a shell."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from advocacy.accounts import services
from advocacy.accounts.models import Role
from advocacy.foundation.database import db
from advocacy.people.queries import find_person_by_sign_in, find_unit, root_unit

group = AppGroup("accounts", help="Ways in, roles and tokens.")


@group.command("token")
@click.argument("email")
@click.option("--scope", "scopes", multiple=True, help="A right the token carries; all of them when left out.")
@click.option("--name", default="command line", help="What the token is for.")
def token(email: str, scopes: tuple[str, ...], name: str) -> None:
    """Issues a token that acts for the person with this e-mail. It is printed once."""
    person = find_person_by_sign_in(email)
    if person is None:
        raise click.ClickException("Nobody who works here has this address.")
    secret = services.issue_token(person, name, list(scopes or services.SCOPES))
    db.session.commit()
    click.echo(secret)


@group.command("password")
@click.argument("email")
@click.password_option()
def password(email: str, password: str) -> None:
    """Gives the person with this e-mail a way in, with the password you type."""
    person = find_person_by_sign_in(email)
    if person is None:
        raise click.ClickException("Nobody who works here has this address.")
    services.open_account(person, password)
    db.session.commit()


@group.command("grant")
@click.argument("email")
@click.argument("role", type=click.Choice([role.value for role in Role]))
@click.option("--unit", "unit_id", help="The public name of the unit; the whole organisation when left out.")
def grant(email: str, role: str, unit_id: str | None) -> None:
    """Gives a role to the person with this e-mail."""
    person = find_person_by_sign_in(email)
    unit = find_unit(unit_id) if unit_id else root_unit()
    if person is None or unit is None:
        raise click.ClickException("There is no such person or unit.")
    services.grant_role(person, Role(role), unit, by=None)
    db.session.commit()
