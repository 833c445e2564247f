"""The letters of the board: one to each who is asked to look at a story, one to its writers when it comes back, one about a week."""

from __future__ import annotations

from datetime import date

from advocacy.accounts.access import Actor
from advocacy.editorial.mails import duty_letter, returned_letter, review_letter
from advocacy.editorial.queries.board import who_is_asked
from advocacy.editorial.weeks import monday_of
from advocacy.foundation import clock, jobs
from advocacy.foundation.database import new_public_id
from advocacy.foundation.quiet_hours import by_day
from advocacy.mail import services as mail
from advocacy.people.models import Person
from advocacy.stories.models import Story, StoryVersion, VersionStatus

ASK_REVIEWERS = "editorial.ask_reviewers"
TELL_WRITERS = "editorial.tell_writers"
TELL_OF_DUTY = "editorial.tell_of_duty"


def ask_reviewers_later(story: Story) -> None:
    """Asks for the letters of a version that was just sent to review, by day."""
    version = story.latest
    key = f"{ASK_REVIEWERS}:{version.public_id}:{version.edit_count}"
    jobs.ask_for(ASK_REVIEWERS, unique_key=key, due_at=by_day(clock.now()), version=version.id)


def ask_reviewers(version: StoryVersion) -> None:
    """One letter to each who is asked, as long as it still waits; by day also where the worker was away."""
    if version.status is not VersionStatus.IN_REVIEW or version.story.retired_at is not None:
        return
    moment = clock.now()
    if (later := by_day(moment)) > moment:
        key = f"{ASK_REVIEWERS}:{version.public_id}:{version.edit_count}:{clock.local_day(later)}"
        jobs.ask_for(ASK_REVIEWERS, unique_key=key, due_at=later, version=version.id)
        return
    for person in who_is_asked(version):
        key = f"editorial.review:{version.public_id}:{version.edit_count}:{person.public_id}"
        mail.post(review_letter(version, person), person_id=person.id, address=person.email, unique_key=key)


def tell_writers_later(story: Story) -> None:
    """Asks for the letters about a version that was just sent back."""
    version = story.latest
    returned = version.returns[-1] if version.returns else None
    if returned is not None:
        jobs.ask_for(
            TELL_WRITERS, unique_key=f"{TELL_WRITERS}:{returned.id}", due_at=by_day(clock.now()), version=version.id, note=returned.id
        )


def tell_writers(version: StoryVersion, note: int) -> None:
    """One letter to each who has written in it, with the note, as long as nobody has taken it up again."""
    returned = next((each for each in version.returns if each.id == note), None)
    if returned is None or version.status is not VersionStatus.DRAFT or version.story.retired_at is not None:
        return
    for person in version.writers or [version.author]:
        if person.is_active and person.id != returned.by_id:
            key = f"editorial.returned:{note}:{person.public_id}"
            mail.post(returned_letter(version, returned, person), person_id=person.id, address=person.email, unique_key=key)


def tell_of_duty_later(person: Person, week_on: date, actor: Actor, *, in_return: date | None = None, is_relieved: bool = False) -> None:
    """Asks for the letter about a week that was given, taken over or swapped."""
    facts = {"week_on": week_on.isoformat(), "in_return": in_return.isoformat() if in_return else None, "is_relieved": is_relieved}
    key = f"{TELL_OF_DUTY}:{new_public_id()}"
    jobs.ask_for(TELL_OF_DUTY, unique_key=key, due_at=by_day(clock.now()), person=person.id, by=actor.person.id, key=key, **facts)


def tell_of_duty(person: Person, by: Person, *, week_on: date, in_return: date | None, is_relieved: bool, key: str) -> None:
    """Writes it, unless the week is over by now."""
    if person.is_active and week_on >= monday_of(clock.today()):
        letter = duty_letter(person, by, week_on=week_on, in_return=in_return, is_relieved=is_relieved)
        mail.post(letter, person_id=person.id, address=person.email, unique_key=key)
