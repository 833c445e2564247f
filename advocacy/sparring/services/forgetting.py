"""How own stories go: with their writer, and by themselves when nobody has touched them for two years."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.people.models import Person
from advocacy.sparring.models import OwnStory
from advocacy.sparring.queries import untouched_since
from advocacy.sparring.services.writing import erase

#: As for every draft in the house.
KEPT_FOR = timedelta(days=730)


def sweep_own_stories() -> int:
    """Removes texts in which nothing has happened for two years, and returns how many."""
    old = untouched_since(clock.now() - KEPT_FOR)
    for own_story in old:
        erase(own_story)
    return len(old)


def forget_person(person: Person) -> None:
    """Who leaves takes their texts along: they are removed with what was said. Of a partner who leaves, the talk is closed."""
    for own_story in db.session.scalars(select(OwnStory).where(OwnStory.writer_id == person.id)).all():
        erase(own_story)
    for own_story in db.session.scalars(select(OwnStory).where(OwnStory.partner_id == person.id, OwnStory.closed_at.is_(None))):
        own_story.closed_at, own_story.waiting_since, own_story.partner_wishes_at = clock.now(), None, None
