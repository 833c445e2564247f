"""What the board does when it hears that a story waits for it, or has come back."""

from __future__ import annotations

from advocacy.editorial.services import letters, links
from advocacy.stories import events
from advocacy.stories.models import Story


@events.story_submitted.hear
def ask_for_a_second_pair_of_eyes(story: Story) -> None:
    """Letters to those who are asked, and a look at whether its links answer."""
    letters.ask_reviewers_later(story)
    links.ask_links_later(story.latest)


@events.story_sent_back.hear
def tell_the_writers(story: Story) -> None:
    """A letter with the note."""
    letters.tell_writers_later(story)
