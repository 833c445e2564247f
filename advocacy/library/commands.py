"""What an operator asks of the library's search."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from advocacy.foundation.database import db
from advocacy.library import queries, services

AT_ONCE = 100

group = AppGroup("library", help="The library and its search.")


@group.command("reindex")
def reindex() -> None:
    """Reads every story anew into the search, a few at a time; people find what they found until it is done."""
    services.doubt_index()
    db.session.commit()
    count = 0
    while mended := services.mend_index(at_most=AT_ONCE):
        db.session.commit()
        count += mended
    click.echo(f"{count} stories were read anew.")


@group.command("check")
def check() -> None:
    """Says whether the search knows what the stories say; ends with 1 when it does not."""
    unlike = queries.unlike_their_entry()
    if unlike:
        raise click.ClickException(
            f"{len(unlike.missing)} stories are missing and {len(unlike.foreign)} too many: flask --app app library reindex"
        )
    click.echo("The search knows every story.")
