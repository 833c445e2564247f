"""What an operator does with the course from a shell."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from advocacy.foundation.database import db
from advocacy.foundation.errors import Refusal
from advocacy.foundation.i18n import in_language
from advocacy.training import services
from advocacy.training.course_text import CourseDoesNotFit
from advocacy.training.models import Course
from advocacy.training.progress import scenarios_of

group = AppGroup("training", help="The course.")


@group.command("load-course")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path), default=services.STANDARD_COURSE)
def load_course(path: Path) -> None:
    """Loads the course in the TOML file PATH, or the one that comes along. Loading the same again changes nothing."""
    with in_language("en"):
        course = _loaded(path)
    db.session.commit()
    click.echo(
        f"{course.code} version {course.version} is in place: {len(course.lessons)} lessons, {len(scenarios_of(course))} situations."
    )


def _loaded(path: Path) -> Course:
    """The course, or a message that says everything that is wrong with it; for a shell, so in English."""
    try:
        return services.load_course(path)
    except CourseDoesNotFit as refusal:
        lines = "\n".join(f"  {place}: {sentence}" for place, sentence in refusal.problems.items())
        raise click.ClickException(f"{path} does not fit the rules of a course.\n{lines}") from None
    except Refusal as refusal:
        raise click.ClickException(str(refusal.sentence)) from None
