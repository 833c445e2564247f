"""What has happened since the launch: who joined, learnt and shared, who visited, and what leaders said."""

from __future__ import annotations

from datetime import datetime

from advocacy.people.models import Person
from advocacy.programmes.models import Programme
from advocacy.stories.models import Story


def let_things_happen(programme: Programme, stories: list[Story], people: dict[str, Person], *, at: datetime) -> None:
    """Filled by the worked example."""
