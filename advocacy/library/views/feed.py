"""The library: three stories for this person this week, then everything, to look through and to search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import render_template, session
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import Actor
from advocacy.foundation.guards import SIGNED_IN, acting, allow
from advocacy.foundation.i18n import current_locale, one_language
from advocacy.foundation.pages import page, wants_fragment
from advocacy.library import queries
from advocacy.library.cards import feed_cards, find_form
from advocacy.library.queries import Filters
from advocacy.library.views.asking import address_values, asked_filters, asked_pages
from advocacy.library.views.blueprint import PUT_AWAY_STORY, bp
from advocacy.programmes.models import Programme
from advocacy.programmes.queries import NETWORK_LABELS
from advocacy.stories.queries import KIND_LABELS, readable_programmes

#: Each language in its own words, as its readers look for it.
LANGUAGE_WORDS = {"da": "Dansk", "en": "English"}


@bp.get("/")
@allow(SIGNED_IN)
def feed() -> ResponseReturnValue:
    """What this person may read now: filtered, searched, newest first, twenty cards a page. htmx gets the cards only."""
    actor: Actor = acting()
    programmes = readable_programmes(actor)
    filters, (first, last) = asked_filters(programmes), asked_pages()
    topics = {topic.id: topic.text for programme in programmes for topic in programme.topics}
    library = queries.stories_found(actor, filters, page=last, first=last if wants_fragment() else first, among=programmes)
    shown: dict[str, Any] = {
        "library": library,
        "cards": feed_cards(library.entries, current_locale(), topics),
        "next_values": address_values(filters, page=last + 1),
        "kept_values": address_values(filters, **{"page": last + 1, "from": first}),
    }
    if wants_fragment():
        return page("library/_more.html", **shown)
    front = _front(actor, programmes, topics) if not filters.is_narrow and last == 1 else {"offers": []}
    choices = _choices(filters, programmes)
    return page(
        "library/feed.html",
        filters=filters,
        programmes=programmes,
        topic_words=topics,
        find=_find(filters, programmes, choices),
        undo=session.pop(PUT_AWAY_STORY) if PUT_AWAY_STORY in session else None,
        **shown,
        **front,
        **choices,
    )


def _front(actor: Actor, programmes: Sequence[Programme], topics: dict[int, dict[str, str]]) -> dict[str, Any]:
    """The three stories stand on the first page only, above everything else."""
    offers = queries.for_you_this_week(actor, programmes)
    cards = feed_cards([offer.entry for offer in offers], current_locale(), topics)
    return {"offers": list(zip(offers, cards, strict=True))}


def _choices(filters: Filters, programmes: Sequence[Programme]) -> dict[str, Any]:
    """What the fields of the form offer, and whether the topic that is chosen is followed."""
    shown = [filters.programme] if filters.programme else programmes
    return {
        "topics": [topic for programme in shown for topic in programme.topics],
        "kind_labels": KIND_LABELS,
        "network_labels": NETWORK_LABELS,
        "language_words": LANGUAGE_WORDS,
        "without": lambda name: address_values(filters, **{name: None}),
        "is_followed": filters.topic is not None and filters.topic.id in queries.followed_topics(acting().person.id),
    }


def _find(filters: Filters, programmes: Sequence[Programme], choices: dict[str, Any]) -> str:
    """The form: written anew only where something is filled in."""
    locale = current_locale()

    def write() -> str:
        return render_template("library/_find.html", filters=filters, programmes=programmes, **choices)

    if filters.is_narrow:
        return find_form(None, write)
    named = [each.public_id + one_language(each.name, locale) for each in programmes]
    topics = [each.public_id + one_language(each.text, locale) for each in choices["topics"]]
    return find_form((locale, *named, *topics), write)
