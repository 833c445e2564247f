"""Own stories of the demo: a critical one on staffing, talked through and refused by nobody, and one the partner likes very much."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from advocacy.demo.reading import words
from advocacy.foundation.database import db
from advocacy.people.models import Person
from advocacy.sparring.models import OwnStory, SparringMessage


def load_own_stories(people: dict[str, Person], *, at: datetime) -> None:
    """Both, with what was said; days are counted back from the day the demo is loaded."""
    for told in words("tips")["own_story"]:
        own_story = _own_story(told, people, written_at=at - timedelta(days=told["days_ago"]))
        db.session.add(own_story)
        db.session.flush()
        for each in told["message"]:
            _say(own_story, each)
    db.session.flush()


def _own_story(told: dict[str, Any], people: dict[str, Person], *, written_at: datetime) -> OwnStory:
    return OwnStory(
        writer=people[told["writer"]],
        partner=people[told["partner"]],
        language="da",
        title=told["title"],
        words=told["words"],
        network=told["network"],
        audience=told["audience"],
        created_at=written_at,
        changed_at=written_at,
        edit_count=1,
        asked_at=written_at,
        partner_wishes_at=written_at + timedelta(days=2) if told.get("partner_wishes") else None,
    )


def _say(own_story: OwnStory, told: dict[str, Any]) -> None:
    """The last word of the writer starts the partner's clock, and the partner's stops it."""
    moment = own_story.created_at + timedelta(hours=told["hours_later"])
    is_writers = told["by"] == "writer"
    author_id = own_story.writer_id if is_writers else own_story.partner_id
    db.session.add(SparringMessage(own_story=own_story, author_id=author_id, at=moment, words=told["words"], read_at=moment))
    own_story.changed_at = moment
    own_story.waiting_since = (own_story.waiting_since or moment) if is_writers else None
