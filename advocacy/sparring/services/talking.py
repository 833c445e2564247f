"""The talk between a writer and the partner they have asked. The partner gives advice; there is nothing else a partner can do."""

from __future__ import annotations

from sqlalchemy import update

from advocacy.accounts.access import Actor
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput, Missing, Refusal
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import clean
from advocacy.people.models import Person
from advocacy.sparring.access import can_read_own_story, is_partner, is_writer
from advocacy.sparring.models import OwnStory, SparringMessage
from advocacy.sparring.queries import partners_for
from advocacy.sparring.services.telling import tell_later
from advocacy.sparring.services.writing import note

LONGEST_MESSAGE = 4000
#: What the writer and the partner may both be changing at one moment.
CHANGING = ("partner_id", "asked_at", "closed_at", "waiting_since", "writer_wishes_at", "partner_wishes_at", "story_id")


def ask_for_sparring(own_story: OwnStory, actor: Actor, *, partner: str, words: str) -> SparringMessage:
    """Opens a talk with a partner by the writer's first words. Asking another one closes it for the one before."""
    if not is_writer(actor, own_story):
        raise Missing
    asked = _partner_among(actor.person, partner)
    text = _checked(words)
    db.session.refresh(own_story, CHANGING, with_for_update=True)
    moment = clock.now()
    if not (own_story.is_open and own_story.partner_id == asked.id):
        own_story.asked_at, own_story.waiting_since, own_story.partner_wishes_at = moment, moment, None
    own_story.partner, own_story.closed_at = asked, None
    note("sparring.own_story.asked", own_story, actor)
    return _say(own_story, actor, text)


def send_message(own_story: OwnStory, actor: Actor, words: str) -> SparringMessage:
    """One of the two says something. The writer's words start the partner's clock, the partner's stop it."""
    if not can_read_own_story(actor, own_story):
        raise Missing
    text = _checked(words)
    db.session.refresh(own_story, CHANGING, with_for_update=True)
    if not own_story.is_open:
        raise Refusal(_("The talk has been closed. You can ask for sparring again."))
    if not can_read_own_story(actor, own_story):
        raise Missing  # Another partner has been asked meanwhile.
    if is_writer(actor, own_story):
        own_story.waiting_since = own_story.waiting_since or clock.now()
    else:
        own_story.waiting_since = None
    return _say(own_story, actor, text)


def read_messages(own_story: OwnStory, actor: Actor) -> None:
    """What the other one has said has been seen."""
    if not can_read_own_story(actor, own_story):
        raise Missing
    unread = (SparringMessage.author_id != actor.person.id, SparringMessage.read_at.is_(None))
    statement = update(SparringMessage).where(SparringMessage.own_story_id == own_story.id, *unread)
    db.session.execute(statement.values(read_at=clock.now()))


def close_talk(own_story: OwnStory, actor: Actor) -> None:
    """The writer ends it, without a reason: from now on the partner sees neither the text nor what was said."""
    if not is_writer(actor, own_story):
        raise Missing
    if not own_story.is_open:
        return
    own_story.closed_at, own_story.waiting_since = clock.now(), None
    own_story.writer_wishes_at = own_story.partner_wishes_at = None
    note("sparring.own_story.closed", own_story, actor)


def _partner_among(writer: Person, public_id: str) -> Person:
    found = next((each.person for each in partners_for(writer) if each.person.public_id == public_id), None)
    if found is None:
        raise InvalidInput({"partner": _("Choose whom you would like to ask.")})
    return found


def _checked(words: str) -> str:
    text = clean(words)
    if not text:
        raise InvalidInput({"words": _("Write a few words.")})
    if len(text) > LONGEST_MESSAGE:
        raise InvalidInput({"words": _("At most %(max)d characters, please.", max=LONGEST_MESSAGE)})
    return text


def _say(own_story: OwnStory, actor: Actor, text: str) -> SparringMessage:
    message = SparringMessage(own_story=own_story, author_id=actor.person.id, at=clock.now(), words=text)
    db.session.add(message)
    own_story.changed_at = message.at
    db.session.flush()
    read_messages(own_story, actor)  # Who answers has read.
    note("sparring.advice.given" if is_partner(actor, own_story) else "sparring.message.sent", own_story, actor)
    tell_later(message)
    return message
