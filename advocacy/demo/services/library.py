"""What a few people of the demo follow in the library, and the search over its stories."""

from __future__ import annotations

from advocacy.foundation.database import db
from advocacy.library.models import FollowedTopic
from advocacy.library.services import mend_index
from advocacy.people.models import Person
from advocacy.programmes.models import Programme

#: Who follows which topics, by the first words of their Danish names.
FOLLOWED = {
    "camilla.moeller-juhl@bredfjord.example": ("Velfærd", "Natur"),
    "tine.vestergren@bredfjord.example": ("Skole",),
}
MORE_THAN_ENOUGH = 1_000


def furnish_library(programme: Programme, people: dict[str, Person]) -> None:
    """The stories can be found, and "For you this week" has something to go by."""
    mend_index(at_most=MORE_THAN_ENOUGH)
    for email, beginnings in FOLLOWED.items():
        for topic in programme.topics:
            if topic.text["da"].startswith(beginnings):
                db.session.add(FollowedTopic(person_id=people[email].id, topic_id=topic.id))
    db.session.flush()
