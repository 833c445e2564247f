"""What tips do on hearing of stories and of people."""

from __future__ import annotations

from advocacy.people import events as people
from advocacy.people.models import Person
from advocacy.stories import events as stories
from advocacy.stories.models import Story
from advocacy.tips import services


@stories.story_published.hear
def tell_who_gave_the_tip(story: Story) -> None:
    """Whoever gave the tip is told that their story is out."""
    services.note_published(story)


@people.person_left.hear
def forget_leaver(person: Person) -> None:
    """Tips stay without a name."""
    services.forget_giver(person)
