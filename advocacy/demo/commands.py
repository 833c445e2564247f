"""The demo from a shell."""

from __future__ import annotations

import click
from flask.cli import AppGroup
from flask_migrate import upgrade
from sqlalchemy import inspect, text

from advocacy.demo import services
from advocacy.foundation import clock
from advocacy.foundation.database import db, reading
from advocacy.foundation.health import newest_migration, present_migration
from advocacy.foundation.pages import settings

group = AppGroup("demo", help="The invented municipality of Bredfjord.")


@group.command("prepare")
def prepare() -> None:
    """Makes or migrates the demo's database, loads Bredfjord the first time, and says who one may be."""
    if not settings().is_demo:
        raise click.ClickException("This is not the demo: ADVOCACY_MODE says otherwise.")
    _leave_real_data_alone()
    if present_migration() != newest_migration():
        upgrade()
    if _whose_database() is None:
        click.echo("Loading Bredfjord Kommune, 4,499 people, ten stories ...")
    services.load_demo(at=clock.now(), public_url=settings().public_url)
    services.follow_address(settings().public_url)
    db.session.commit()
    _say_who_one_may_be()


@group.command("load")
def load() -> None:
    """Loads Bredfjord into an empty database that has been migrated."""
    _leave_real_data_alone()
    services.load_demo(at=clock.now(), public_url=settings().public_url)
    db.session.commit()


def _whose_database() -> bool | None:
    """True for the demo's own, False for somebody else's, None for an empty one. Only reads, and lets go of what it read."""
    with reading(), db.engine.connect() as connection:
        if not inspect(connection).has_table("organisation"):
            return None
        is_demo = connection.scalar(text("SELECT is_demo FROM organisation"))
        return None if is_demo is None else bool(is_demo)  # SQLite says 0 and 1.


def _leave_real_data_alone() -> None:
    """Looked at before a single migration runs: the demo never touches a database that is not its own."""
    if _whose_database() is False:
        raise click.ClickException("This database belongs to a real organisation. The demo leaves it alone.")


def _say_who_one_may_be() -> None:
    click.echo(f"\n  Sign in at {settings().public_url}/accounts/sign-in with the password {services.DEMO_PASSWORD} as\n")
    for each in services.demo_sign_ins():
        roles = ", ".join(each.roles) or "employee"
        click.echo(f"    {each.email:<44}{each.name} ({roles})")
    click.echo("")
