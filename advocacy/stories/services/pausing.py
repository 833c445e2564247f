"""Hiding a story for the time being, and bringing it back as it was."""

from __future__ import annotations

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Role
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput, Refusal
from advocacy.foundation.i18n import LOCALES, LazyString, in_language
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import clean_line
from advocacy.history import services as history
from advocacy.stories import events
from advocacy.stories.models import Story
from advocacy.stories.queries import locked_story
from advocacy.stories.services.pictures import open_pictures_of

LONGEST_REASON = 300


def pause_story(story: Story, reason: str | LazyString, actor: Actor | None) -> Story:
    """Hides a story at once: readers no longer see it, its picture closes, and its links lead to a page that says so.

    ``reason`` is kept in both languages and shown to editors. ``actor`` is None where the system does it by itself, which may
    call this for a story in any state and more than once: one that is paused already gets the further reason beside the first.
    """
    fresh, told = locked_story(story), _in_both_languages(reason)
    if fresh.paused_at is not None and actor is None:
        fresh.paused_reason = _with_further(fresh.paused_reason or {}, told)
        return fresh
    if actor is not None and (fresh.paused_at is not None or not fresh.is_live_at(clock.now())):
        raise Refusal(_("This story is not in the library at present."))
    fresh.paused_at, fresh.paused_reason = clock.now(), told
    db.session.flush()
    open_pictures_of(fresh)
    _record("stories.story.paused", fresh, actor)
    events.story_paused.announce(story=fresh)
    return fresh


def resume_story(story: Story, actor: Actor) -> Story:
    """Ends a pause; the story is where it was, unless its last day has passed meanwhile."""
    fresh = locked_story(story)
    if fresh.paused_at is None:
        raise Refusal(_("This story is not paused."))
    fresh.paused_at = fresh.paused_reason = None
    db.session.flush()
    open_pictures_of(fresh)
    _record("stories.story.resumed", fresh, actor)
    events.story_resumed.announce(story=fresh)
    return fresh


def _in_both_languages(reason: str | LazyString) -> dict[str, str]:
    """A sentence of ours in each language; what an editor has typed stands as it is in both."""
    told = {}
    for locale in LOCALES:
        with in_language(locale):
            told[locale] = clean_line(str(reason))
    if not all(told.values()):
        raise InvalidInput({"reason": _("Write why, so that the other editors know.")})
    if any(len(words) > LONGEST_REASON for words in told.values()):
        raise InvalidInput({"reason": _("At most %(max)d characters, please.", max=LONGEST_REASON)})
    return told


def _with_further(before: dict[str, str], further: dict[str, str]) -> dict[str, str]:
    """Whoever brings the story back sees everything that speaks against it."""
    return {
        locale: first if words in (first := before.get(locale, "")) else f"{first} {words}".strip() for locale, words in further.items()
    }


def _record(deed: str, story: Story, actor: Actor | None) -> None:
    role = actor.role_word(Role.EDITOR) if actor else None
    history.record(deed, story, by=actor.person.id if actor else None, role=role)
