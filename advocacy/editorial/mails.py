"""The letters of the editorial board, each in its reader's language."""

from __future__ import annotations

from datetime import date

from advocacy.editorial.weeks import week_number
from advocacy.foundation.letters import Letter, compose
from advocacy.foundation.pages import public_address
from advocacy.people.models import Person
from advocacy.stories.models import ReviewReturn, StoryVersion


def review_letter(version: StoryVersion, person: Person) -> Letter:
    """Somebody would like a second pair of eyes."""
    sender = version.submitted_by or version.author
    return compose(
        "editorial/mail/review",
        person.locale,
        person=person,
        sender=sender,
        title=version.title,
        gain=version.gain,
        address=public_address("stories.review", public_id=version.story.public_id),
    )


def returned_letter(version: StoryVersion, returned: ReviewReturn, person: Person) -> Letter:
    """A story came back, with the reviewer's note."""
    return compose(
        "editorial/mail/returned",
        person.locale,
        person=person,
        returned=returned,
        title=version.title,
        address=public_address("stories.edit", public_id=version.story.public_id),
    )


def duty_letter(person: Person, by: Person, *, week_on: date, in_return: date | None, is_relieved: bool) -> Letter:
    """A week was given to somebody, or taken over from them."""
    return compose(
        "editorial/mail/duty",
        person.locale,
        person=person,
        by=by,
        week=week_number(week_on),
        is_relieved=is_relieved,
        week_in_return=week_number(in_return) if in_return else None,
        address=public_address("editorial.board"),
    )
