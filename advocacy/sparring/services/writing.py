"""What a writer does with their own text: writes it, writes on, and deletes it with everything that was said about it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete

from advocacy.accounts.access import Actor
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput, Missing
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import clean, clean_line
from advocacy.history import services as history
from advocacy.programmes.queries import NETWORK_LABELS
from advocacy.sparring.access import is_writer
from advocacy.sparring.models import OwnStory, SparringMessage

LONGEST_LINE = 200
LONGEST_TEXT = 20_000


@dataclass(frozen=True)
class OwnWords:
    """What somebody has written: the text, and what they say about it."""

    title: str
    words: str
    network: str = ""
    audience: str = ""


def write_own_story(actor: Actor, written: OwnWords) -> OwnStory:
    """A new text of one's own; raises InvalidInput. Nobody is told."""
    own_story = OwnStory(writer_id=actor.person.id, language=actor.person.locale, edit_count=0)
    _put(own_story, written)
    db.session.add(own_story)
    db.session.flush()
    note("sparring.own_story.written", own_story, actor)
    return own_story


def rewrite_own_story(own_story: OwnStory, actor: Actor, written: OwnWords, *, edit_count: int) -> OwnStory:
    """Saves what the writer has changed. What another window of theirs has saved meanwhile is not written over unasked."""
    if not is_writer(actor, own_story):
        raise Missing
    db.session.refresh(own_story, ["edit_count"], with_for_update=True)
    if edit_count != own_story.edit_count:
        raise InvalidInput({"": _("You have saved this text in another window since. Yours is below: look at both, and save once more.")})
    _put(own_story, written)
    db.session.flush()
    return own_story


def delete_own_story(own_story: OwnStory, actor: Actor) -> None:
    """Everything goes: the text, and what both have said. A copy in the library is the library's, and stays."""
    if not is_writer(actor, own_story):
        raise Missing
    note("sparring.own_story.deleted", own_story, actor)
    erase(own_story)


def erase(own_story: OwnStory) -> None:
    """Removes a text and the talk about it for good."""
    db.session.execute(delete(SparringMessage).where(SparringMessage.own_story_id == own_story.id))
    db.session.delete(own_story)
    db.session.flush()


def note(deed: str, own_story: OwnStory, actor: Actor) -> None:
    """All of this is somebody's own affair: the entry is shown to them and to nobody else, and holds no words."""
    history.record(deed, own_story, by=actor.person.id, is_private=True)


def _put(own_story: OwnStory, written: OwnWords) -> None:
    tidied = OwnWords(clean_line(written.title), clean(written.words), written.network, clean_line(written.audience))
    problems: dict[str, object] = {}
    for name, text, limit in (("title", tidied.title, LONGEST_LINE), ("words", tidied.words, LONGEST_TEXT)):
        if not text:
            problems[name] = _("Please fill this in.")
        elif len(text) > limit:
            problems[name] = _("At most %(max)d characters, please.", max=limit)
    if len(tidied.audience) > LONGEST_LINE:
        problems["audience"] = _("At most %(max)d characters, please.", max=LONGEST_LINE)
    if tidied.network and tidied.network not in NETWORK_LABELS:
        problems["network"] = _("There is no such network.")
    if problems:
        raise InvalidInput(problems)
    own_story.title, own_story.words = tidied.title, tidied.words
    own_story.network, own_story.audience = tidied.network, tidied.audience
    own_story.changed_at, own_story.edit_count = clock.now(), own_story.edit_count + 1
