"""Who is told of a message, and when: the other one, by day, once until they have looked; and partners on their last day."""

from __future__ import annotations

from advocacy.foundation import clock, jobs
from advocacy.foundation.quiet_hours import by_day, is_quiet
from advocacy.foundation.working_days import is_working_day
from advocacy.mail import services as mail
from advocacy.people.models import Person
from advocacy.sparring.mails import message_letter, reminder_letter
from advocacy.sparring.models import OwnStory, SparringMessage
from advocacy.sparring.queries import promise_of, talks_that_wait, unread_message_before

TELL = "sparring.tell_of_message"
REMIND = "sparring.remind_partners"


def tell_later(message: SparringMessage) -> None:
    """Asks for the letter about a message, by day."""
    due = by_day(clock.now())
    jobs.ask_for(TELL, unique_key=f"{TELL}:{message.public_id}:{clock.local_day(due)}", due_at=due, message=message.id)


def tell_of_message(message: SparringMessage) -> None:
    """Writes to the other one that there is something to read, never what. Not when they have read it, or were told already."""
    own_story = message.own_story
    reader = _other(own_story, message)
    if reader is None or not reader.is_active or not own_story.is_open or message.read_at is not None:
        return
    if is_quiet(clock.now()):  # A worker that was away comes back in the evening.
        tell_later(message)
        return
    if unread_message_before(message):
        return
    letter = message_letter(own_story, reader, message.author)
    mail.post(letter, person_id=reader.id, address=reader.email, unique_key=f"sparring:{message.public_id}")


def remind_partners() -> int:
    """In the morning of the last promised day, and not again that day; returns how many partners were written to."""
    moment = clock.now()
    today = clock.local_day(moment)
    if is_quiet(moment) or not is_working_day(today):
        return 0
    waiting: dict[int, tuple[Person, int]] = {}
    for each in talks_that_wait():
        promise = promise_of(each)
        if promise is not None and promise.days_left == 0 and each.partner is not None:
            partner, count = waiting.get(each.partner.id, (each.partner, 0))
            waiting[each.partner.id] = (partner, count + 1)
    return sum(_remind(partner, count, f"sparring.reminder:{partner.public_id}:{today}") for partner, count in waiting.values())


def _remind(partner: Person, count: int, key: str) -> bool:
    return mail.post(reminder_letter(partner, count), person_id=partner.id, address=partner.email, unique_key=key)


def _other(own_story: OwnStory, message: SparringMessage) -> Person | None:
    return own_story.partner if message.author_id == own_story.writer_id else own_story.writer
