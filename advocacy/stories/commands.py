"""What an operator does with stories from a shell."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from advocacy.foundation.i18n import in_language
from advocacy.stories.archiving import write_archive
from advocacy.stories.queries import every_story

group = AppGroup("stories", help="The stories of the programmes.")


@group.command("archive")
@click.argument("path", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--programme", help="Only the stories of the programme with this id.")
def archive(path: Path, programme: str | None) -> None:
    """Writes every story with all its versions, approvals and pictures into the ZIP file PATH, for the records system."""
    beside = path.with_name(path.name + ".part")
    with in_language("en"), beside.open("wb") as file:
        count = write_archive(every_story(programme), file)
    beside.rename(path)
    click.echo(f"{count} stories are in {path}.")
