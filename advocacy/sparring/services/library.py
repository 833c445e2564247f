"""How an own story may come into the library as well: only when both say so, and then as a copy that goes the library's way."""

from __future__ import annotations

from advocacy.accounts.access import Actor
from advocacy.accounts.queries import actor_for
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing, Refusal
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.sparring.access import can_read_own_story, is_writer
from advocacy.sparring.models import OwnStory
from advocacy.sparring.queries import programme_for_library
from advocacy.sparring.services.talking import CHANGING
from advocacy.sparring.services.writing import note
from advocacy.stories.models import Story
from advocacy.stories.services import Wording, write_story


def wish_for_library(own_story: OwnStory, actor: Actor) -> Story | None:
    """One of the two would like it in the library. With the second wish a draft is made: the copy, which is then returned."""
    _hold(own_story, actor)
    if is_writer(actor, own_story):
        own_story.writer_wishes_at = own_story.writer_wishes_at or clock.now()
    else:
        own_story.partner_wishes_at = own_story.partner_wishes_at or clock.now()
    note("sparring.library.wished", own_story, actor)
    if own_story.writer_wishes_at and own_story.partner_wishes_at:
        own_story.story = _copy_of(own_story)
    db.session.flush()
    return own_story.story


def unwish_for_library(own_story: OwnStory, actor: Actor) -> None:
    """On second thoughts rather not; as long as there is no copy, nothing has happened."""
    _hold(own_story, actor)
    if is_writer(actor, own_story):
        own_story.writer_wishes_at = None
    else:
        own_story.partner_wishes_at = None
    note("sparring.library.unwished", own_story, actor)


def _hold(own_story: OwnStory, actor: Actor) -> None:
    if not can_read_own_story(actor, own_story):
        raise Missing
    db.session.refresh(own_story, CHANGING, with_for_update=True)
    if not own_story.is_open or not can_read_own_story(actor, own_story):
        raise Refusal(_("The talk has been closed. You can ask for sparring again."))
    if own_story.story_id is not None:
        raise Refusal(_("The library has its copy already."))


def _copy_of(own_story: OwnStory) -> Story:
    """A draft with the writer as its author. An editor completes it, another one reads it: four eyes, as for every story there."""
    programme = programme_for_library(own_story)
    if programme is None:
        raise Refusal(_("There is no programme with a library just now."))
    wording = Wording(title={own_story.language: own_story.title}, body={own_story.language: own_story.words})
    return write_story(programme, wording, actor_for(own_story.writer))
