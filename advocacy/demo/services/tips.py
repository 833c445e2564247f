"""Tips of the demo: one that waits, one that an editor has, one that became a story, and one that was declined kindly."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from advocacy.demo.reading import words
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.working_days import add_working_days
from advocacy.people.models import Person
from advocacy.stories.models import Story
from advocacy.tips.models import Tip, TipStatus
from advocacy.tips.queries import ANSWER_WITHIN
from advocacy.tips.services.naming import add_credit

ANSWERED_AFTER, DRAFTED_AFTER = timedelta(days=1), timedelta(days=2)


def load_tips(people: dict[str, Person], stories: list[Story], *, at: datetime) -> None:
    """All of them; days are counted back from the day the demo is loaded."""
    for told in words("tips")["tip"]:
        tip = _tip(told, people, given_at=at - timedelta(days=told["days_ago"], hours=2))
        db.session.add(tip)
        if "editor" in told:
            _answer(tip, told, people[told["editor"]])
        if "story" in told:
            tip.story = stories[told["story"] - 1]
            tip.drafted_at, tip.published_at = tip.given_at + DRAFTED_AFTER, tip.story.published_at
            tip.news_at = tip.seen_at = tip.published_at
        db.session.flush()
        if tip.wants_credit and tip.given_by:
            add_credit(tip, tip.given_by)
    db.session.flush()


def _tip(told: dict[str, Any], people: dict[str, Person], *, given_at: datetime) -> Tip:
    giver = people[told["giver"]]
    return Tip(
        given_by=giver,
        given_at=given_at,
        unit_id=giver.unit_id,
        language="da",
        words=told["words"],
        contact=told.get("contact", ""),
        wants_credit=told.get("credit", False),
        answer_due_on=add_working_days(clock.local_day(given_at), ANSWER_WITHIN),
    )


def _answer(tip: Tip, told: dict[str, Any], editor: Person) -> None:
    tip.status, tip.answer = TipStatus(told["status"]), told.get("answer", "")
    tip.taken_by, tip.answered_at = editor, tip.given_at + ANSWERED_AFTER
    tip.news_at = tip.answered_at
    if tip.status is TipStatus.DECLINED:
        tip.declined_at = tip.answered_at
