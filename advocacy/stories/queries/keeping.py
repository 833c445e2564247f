"""Finding what somebody was typing."""

from __future__ import annotations

from sqlalchemy import select

from advocacy.foundation.database import db
from advocacy.people.models import Person
from advocacy.programmes.models import Programme
from advocacy.stories.models import KeptDraft, Story


def find_kept_draft(person: Person, place: str) -> KeptDraft | None:
    """What this person was typing at this place and has neither saved nor thrown away."""
    return db.session.scalar(select(KeptDraft).where(KeptDraft.person_id == person.id, KeptDraft.place == place))


def place_of(thing: Story | Programme) -> str:
    """Where somebody writes: in a story, or in one that is to come of a programme."""
    return f"{'story' if isinstance(thing, Story) else 'programme'}:{thing.public_id}"
