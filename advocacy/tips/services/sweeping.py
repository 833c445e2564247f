"""How tips go: the unused ones after a year with words and picture, and a giver's name when they leave."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.history import services as history
from advocacy.people.models import Person
from advocacy.tips.models import Tip
from advocacy.tips.queries import old_tips
from advocacy.tips.services.naming import remove_picture, strike_credit

KEPT_FOR = timedelta(days=365)


def sweep_tips() -> int:
    """Removes tips that were left more than a year ago, and returns how many.

    One that became a story keeps its row, so that its giver stays credited; its words are the story's by now, and go.
    """
    tips = old_tips(clock.now() - KEPT_FOR)
    for tip in tips:
        picture, tip.picture = tip.picture, None
        history.record("tips.tip.swept", tip, by=None)
        if tip.is_used:
            tip.words = tip.contact = tip.answer = ""
        else:
            db.session.delete(tip)
        db.session.flush()
        remove_picture(picture)
    return len(tips)


def forget_giver(person: Person) -> None:
    """Somebody has left: their tips stay for the board, without their name and without a way to reach them."""
    for tip in db.session.scalars(select(Tip).where(Tip.given_by_id == person.id)):
        strike_credit(tip, person)
        tip.given_by_id, tip.contact, tip.wants_credit = None, "", False
    for tip in db.session.scalars(select(Tip).where(Tip.taken_by_id == person.id)):
        tip.taken_by_id = None
