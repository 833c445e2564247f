"""The page of one story."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import Actor
from advocacy.foundation import clock
from advocacy.foundation.guards import SIGNED_IN, acting, allow, require_visible
from advocacy.foundation.i18n import current_locale, day, ngettext
from advocacy.foundation.pages import onward, page
from advocacy.foundation.text import plain
from advocacy.stories import queries
from advocacy.stories.access import can_edit_story, can_read_story, is_in_library, is_shareable
from advocacy.stories.models import Story, StoryVersion
from advocacy.stories.views.blueprint import bp

#: How fast a calm reader reads on a screen.
WORDS_A_MINUTE = 200


@bp.get("/")
@allow(SIGNED_IN)
def moved() -> ResponseReturnValue:
    """The library has moved; bookmarks and printed addresses lead on to it."""
    asked: dict[str, Any] = {name: value for name, value in request.args.items() if not name.startswith("_")}
    return redirect(url_for("library.feed", **asked), 308)


@bp.get("/<public_id>")
@allow(SIGNED_IN)
def show(public_id: str) -> ResponseReturnValue:
    """One story to read. Editors of one that is not in the library yet are taken to where it is being worked on."""
    actor: Actor = acting()
    story = queries.get_story(public_id)
    require_visible(can_read_story(actor, story))
    if story.published_version is None:
        return onward("stories.review", public_id=public_id)
    version = story.published_version
    language = _asked_language(version.languages) or version.language_for(current_locale())
    is_editor = can_edit_story(actor, story)
    return page(
        "stories/show.html",
        story=story,
        version=version,
        language=language,
        byline=_byline(story, version, language),
        is_live=is_in_library(story),
        is_coming=story.waits_at(clock.now()),
        is_offered=is_shareable(story),
        is_editor=is_editor,
        has_newer=is_editor and story.latest is not version,
        coming=queries.coming_version(story) if is_editor else None,
    )


def _byline(story: Story, version: StoryVersion, language: str) -> str:
    """When it came into the library, and how long it takes to read."""
    words = len(plain(version.body.get(language, "")).split())
    minutes = max(1, round(words / WORDS_A_MINUTE))
    length = ngettext("%(num)s minute to read", "%(num)s minutes to read", minutes)
    return f"{day(story.published_at)} · {length}" if story.published_at else length


def _asked_language(languages: tuple[str, ...]) -> str | None:
    asked = request.args.get("language")
    return asked if asked in languages else None
