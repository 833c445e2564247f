"""What an operator asks of links from a shell."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from advocacy.foundation.database import reading
from advocacy.links import checking

group = AppGroup("links", help="Share links and who follows them.")


@group.command("verify")
def verify() -> None:
    """Counts the single visits of the last thirty days anew and compares them with the totals; ends with 1 when they differ."""
    with reading():
        differences, days = checking.differences(), checking.days_to_check()
    for each in differences:
        click.echo(
            f"{each.day} link {each.link_id} {each.kind} {each.network or '-'}: {each.visits} visits, total {each.total}", err=True
        )
    if differences:
        raise click.ClickException(f"{len(differences)} totals do not match their visits.")
    click.echo(f"Every total of the {len(days)} days since {days[0]} matches its visits.")
