"""Every way recognition changes: a leader says what they did, a colleague sees it and may put it away."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from advocacy.accounts.access import Actor
from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.errors import InvalidInput, Missing, Refusal
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.quiet_hours import by_day
from advocacy.foundation.text import clean
from advocacy.history import services as history
from advocacy.mail import services as mail
from advocacy.people.models import Person
from advocacy.recognition import events
from advocacy.recognition.access import can_acknowledge_share, can_put_away_acknowledgement, role_in
from advocacy.recognition.beginnings import is_only_a_beginning
from advocacy.recognition.mails import thanks_letter
from advocacy.recognition.models import Acknowledgement
from advocacy.recognition.queries import find_acknowledgement
from advocacy.sharing.models import Share

TELL = "recognition.tell_of_thanks"
LONGEST_WORDS = 280
TAKEN_BACK = _("This share was taken back while you were reading. That is all right, and there is nothing more to do.")
#: What somebody may change about a share while a leader is writing.
_CHANGING = ("person_id", "confirmed_at", "is_visible_to_leaders", "withdrawn_at")


@dataclass(frozen=True)
class Deed:
    """What a leader says of themselves. Nobody checks it, and nothing is done on a network for them."""

    liked: bool = False
    commented: bool = False
    reshared: bool = False
    words: str = ""


def acknowledge_share(share: Share, actor: Actor, deed: Deed) -> Acknowledgement:
    """A leader has liked, commented on or reshared a post, or thanks for it here: in their own name only (attack row Z12).

    One acknowledgement for each leader and share: a second press, also one at the same moment, gets what the first one
    wrote (attack row L01). Raises Missing for a share they may not see, Refusal for one that was taken back, InvalidInput.
    """
    db.session.refresh(share, _CHANGING, with_for_update={"read": True})
    if not can_acknowledge_share(actor, share):
        raise Missing
    found = find_acknowledgement(share, actor.person)
    if found is not None:
        return found
    if share.withdrawn_at is not None:
        raise Refusal(TAKEN_BACK)
    words = _checked_words(deed)
    is_new = _store(share, actor, deed, words)
    acknowledgement = find_acknowledgement(share, actor.person)
    assert acknowledgement is not None
    if is_new:
        _announce(acknowledgement, actor)
    return acknowledgement


def tell_of_thanks(acknowledgement: Acknowledgement) -> None:
    """Writes to the employee, once, in their language, by day; not when they have seen it already or have taken the share back."""
    share, moment = acknowledgement.share, clock.now()
    person = share.person
    is_over = acknowledgement.seen_at is not None or acknowledgement.hidden_at is not None or share.withdrawn_at is not None
    if person is None or not person.is_active or not person.email or is_over:
        return
    if by_day(moment) > moment:  # A worker that was away comes back in the evening.
        _tell_later(acknowledgement)
        return
    mail.post(thanks_letter(acknowledgement, person), person_id=person.id, address=person.email,
              unique_key=f"recognition.thanks:{acknowledgement.public_id}")


def see_thanks(person: Person, *, until: Acknowledgement | None = None) -> int:
    """Somebody has seen their thanks, up to and with the newest one they were shown; returns how many were new."""
    theirs = select(Share.id).where(Share.person_id == person.id)
    statement = update(Acknowledgement).where(Acknowledgement.share_id.in_(theirs), Acknowledgement.seen_at.is_(None))
    if until is not None:
        statement = statement.where(Acknowledgement.id <= until.id)
    seen = db.session.scalars(
        statement.values(seen_at=clock.now()).returning(Acknowledgement.id).execution_options(synchronize_session=False)
    ).all()
    if seen:
        history.record("recognition.thanks.seen", person, by=person.id, is_private=True, count=len(seen))
    return len(seen)


def put_away_acknowledgement(acknowledgement: Acknowledgement, actor: Actor) -> None:
    """The employee would rather not have these thanks shown; whoever wrote them is not told (attack row L06)."""
    if not can_put_away_acknowledgement(actor, acknowledgement):
        raise Missing
    if acknowledgement.hidden_at is not None:
        return
    acknowledgement.hidden_at = clock.now()
    acknowledgement.seen_at = acknowledgement.seen_at or acknowledgement.hidden_at
    history.record("recognition.thanks.put_away", acknowledgement, by=actor.person.id, is_private=True)


def _checked_words(deed: Deed) -> str:
    words = clean(deed.words)
    if len(words) > LONGEST_WORDS:
        raise InvalidInput({"words": _("At most %(max)d characters, please.", max=LONGEST_WORDS)})
    if is_only_a_beginning(words):
        raise InvalidInput({"words": _("This is only the beginning. Please go on in your own words, or leave it empty.")})
    if not (words or deed.liked or deed.commented or deed.reshared):
        raise InvalidInput({"words": _("Write a few words, or mark what you have done there. One of them is enough.")})
    return words


def _store(share: Share, actor: Actor, deed: Deed, words: str) -> bool:
    """Writes the acknowledgement unless there is one, in one step; True when it was written."""
    insert = sqlite.insert if db.session.get_bind().dialect.name == "sqlite" else postgresql.insert
    assert share.person is not None
    statement = insert(Acknowledgement).values(
        public_id=new_public_id(), share_id=share.id, leader_id=actor.person.id, unit_id=share.person.unit_id, at=clock.now(),
        is_liked=deed.liked, is_commented=deed.commented, is_reshared=deed.reshared, words=words,
    ).on_conflict_do_nothing(index_elements=["share_id", "leader_id"]).returning(Acknowledgement.id)
    return db.session.scalar(statement) is not None


def _announce(acknowledgement: Acknowledgement, actor: Actor) -> None:
    done = {"liked": acknowledgement.is_liked, "commented": acknowledgement.is_commented,
            "reshared": acknowledgement.is_reshared, "has_words": bool(acknowledgement.words)}
    history.record("recognition.share.acknowledged", acknowledgement, by=actor.person.id,
                   role=role_in(actor, acknowledgement.share).value, share=acknowledgement.share.public_id, **done)
    events.share_acknowledged.announce(acknowledgement=acknowledgement)
    _tell_later(acknowledgement)


def _tell_later(acknowledgement: Acknowledgement) -> None:
    due = by_day(clock.now())
    key = f"{TELL}:{acknowledgement.public_id}:{clock.local_day(due)}"
    jobs.ask_for(TELL, unique_key=key, due_at=due, acknowledgement=acknowledgement.id)
