"""The letters of tips."""

from __future__ import annotations

from collections.abc import Sequence

from advocacy.foundation.letters import Letter, compose
from advocacy.foundation.pages import public_address
from advocacy.people.models import Person
from advocacy.tips.models import Tip


def answer_letter(tip: Tip, person: Person, kind: str) -> Letter:
    """What has become of a tip, in the giver's language. ``kind`` is answered, declined or published."""
    story = public_address("stories.show", public_id=tip.story.public_id) if tip.story else ""
    address = public_address("tips.show", public_id=tip.public_id)
    return compose(f"tips/mail/{kind}", person.locale, tip=tip, person=person, address=address, story=story)


def reminder_letter(editor: Person, tips: Sequence[Tip]) -> Letter:
    """How many tips are about to wait longer than was promised; whose they are and what they say is read at the desk."""
    due_on = min(tip.answer_due_on for tip in tips)
    return compose("tips/mail/reminder", editor.locale, editor=editor, count=len(tips), due_on=due_on, address=public_address("tips.desk"))
