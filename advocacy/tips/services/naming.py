"""How a giver's name comes to a story and goes from it again, and how pictures go when nothing uses them any more."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from advocacy.files.models import Picture
from advocacy.foundation.database import db
from advocacy.people.models import Person
from advocacy.tips.models import Tip

#: As long as ``StoryVersion.credit``.
LONGEST_CREDIT = 200
#: What an editor and a giver may both be changing at one moment.
CHANGING = ("status", "story_id", "taken_by_id", "answered_at")


def credit_line(person: Person) -> str:
    """How a giver is named beside the story. "Tip" is the word in Danish and in English."""
    return f"Tip: {person.name}"[:LONGEST_CREDIT]


def add_credit(tip: Tip, person: Person) -> None:
    """Names the giver beside the story, after whoever an editor has named there."""
    line = credit_line(person)
    for version in tip.story.versions if tip.story else []:
        together = f"{version.credit} · {line}" if version.credit else line
        if line not in version.credit and len(together) <= LONGEST_CREDIT:
            version.credit = together


def strike_credit(tip: Tip, person: Person) -> None:
    """Takes the name out of every version of the story. Removing a name at its owner's wish changes nothing the reviewer read."""
    for version in tip.story.versions if tip.story else []:
        version.credit = version.credit.replace(credit_line(person), "").strip(" ·,.;")


def remove_picture(picture: Picture | None) -> None:
    """Removes a picture that nothing else uses; its files follow with the daily sweep of ``files``."""
    if picture is None:
        return
    try:
        with db.session.begin_nested():
            db.session.delete(picture)
    except IntegrityError:
        # A story, or the register of people in pictures, speaks of it: it stays, and is theirs from now on.
        return
