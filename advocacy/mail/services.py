"""Every way the outbox changes."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite

from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.foundation.letters import Letter
from advocacy.mail.models import LetterStatus, OutboxLetter
from advocacy.mail.transport import LetterRefused, Transport

DELIVER = "mail.deliver_letter"


def post(letter: Letter, *, person_id: int, address: str | None, unique_key: str, is_repeatable: bool = True) -> bool:
    """Puts a letter in the outbox, once for each key; False when it is there already or there is no address to send to."""
    if not address:
        return False
    insert = sqlite.insert if db.session.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = (
        insert(OutboxLetter)
        .values(
            person_id=person_id,
            address=address,
            unique_key=unique_key,
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
            status=LetterStatus.WAITING,
            is_repeatable=is_repeatable,
            created_at=clock.now(),
        )
        .on_conflict_do_nothing(index_elements=["unique_key"])
        .returning(OutboxLetter.id)
    )
    number = db.session.scalar(statement)
    if number is not None:
        jobs.ask_for(DELIVER, unique_key=f"{DELIVER}:{number}", letter=number)
    return number is not None


def begin_delivery(number: int) -> OutboxLetter | None:
    """Marks a letter as being sent, if it should be; None when it is sent, dropped, or its outcome is unknown for good."""
    letter = db.session.get(OutboxLetter, number)
    if letter is None or letter.status not in {LetterStatus.WAITING, LetterStatus.SENDING}:
        return None
    if letter.status is LetterStatus.SENDING and not letter.is_repeatable:
        letter.status = LetterStatus.UNKNOWN
        return None
    letter.status = LetterStatus.SENDING
    return letter


def deliver(letter: OutboxLetter, transport: Transport) -> None:
    """Hands the letter to the mail server. A lasting no is written down; anything else raises and is tried again."""
    try:
        transport.send(letter.address, letter.subject, letter.text, letter.html, reference=f"letter-{letter.id}")
    except LetterRefused:
        letter.status = LetterStatus.REFUSED
        return
    letter.status = LetterStatus.SENT
    letter.sent_at = clock.now()


def drop_letters_to(person_id: int) -> None:
    """Letters that wait for somebody who has left are never sent."""
    db.session.execute(
        update(OutboxLetter)
        .where(OutboxLetter.person_id == person_id, OutboxLetter.status == LetterStatus.WAITING)
        .values(status=LetterStatus.DROPPED)
    )
