"""What the library does on hearing of stories and people: the search follows at once, and a leaver's choices go with them."""

from __future__ import annotations

from advocacy.library import services
from advocacy.people import events as people
from advocacy.people.models import Person
from advocacy.stories import events as stories
from advocacy.stories.models import Story


@stories.story_published.hear
def index_published_story(story: Story) -> None:
    """Its words can be found as soon as it can be read."""
    services.index_story(story)


@stories.story_retired.hear
def forget_retired_story(story: Story) -> None:
    """Its words are gone with it."""
    services.forget_words([story.id])


@people.person_left.hear
def forget_leaver(person: Person) -> None:
    """What they followed and put away."""
    services.forget_reader(person.id)
