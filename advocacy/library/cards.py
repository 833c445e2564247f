"""The cards of the library's feed, each made once and kept: they are the same for everybody who reads the same language.

A card's name is its version's public name, the language and the topic's words. An approved version never changes, and a new one
has a name of its own, so nothing here ever has to be thrown away for being old; only the least used cards go, when there are many.
In the loop over a page there is no address to build, no forgery token and no sentence to look up: a card at hand is one look
into a dictionary. ``benchmarks/feed.py`` compares ``feed_cards`` with a template that does all of that twenty times a page.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from threading import Lock

from flask import current_app
from markupsafe import Markup

from advocacy.foundation.i18n import one_language
from advocacy.stories.models import StoryVersion
from advocacy.stories.queries import LibraryEntry, versions_for_cards

#: Public name of the version, language of the reader, words of the topic; or whatever else makes a piece of a page what it is.
CardName = tuple[str, ...]
#: About 1.3 kB each: some 3 MB when full.
MOST_CARDS = 2_000
TEMPLATE = "library/_card.html"


class Shelf:
    """Keeps so many cards, and gives up the one that was not asked for the longest when one more comes."""

    def __init__(self, most: int = MOST_CARDS) -> None:
        self._most = most
        self._cards: OrderedDict[CardName, Markup] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._cards)

    def take(self, name: CardName) -> Markup | None:
        """A card that is at hand, or None."""
        with self._lock:
            card = self._cards.get(name)
            if card is not None:
                self._cards.move_to_end(name)
            return card

    def put(self, name: CardName, card: Markup) -> None:
        """Keeps a card."""
        with self._lock:
            self._cards[name] = card
            self._cards.move_to_end(name)
            if len(self._cards) > self._most:
                self._cards.popitem(last=False)

    def clear(self) -> None:
        """Forgets every card."""
        with self._lock:
            self._cards.clear()


shelf = Shelf()
#: The form above the list, as it is before anything is asked for.
form_shelf = Shelf(most=200)


def feed_cards(entries: Sequence[LibraryEntry], locale: str, topics: Mapping[int, dict[str, str]]) -> list[Markup]:
    """The cards of a page in its order; those not at hand are made now, with one question for all of them.

    ``topics`` are the words of each topic by its number: they may be changed without a new version of the story.
    """
    names = [_name(entry, locale, topics) for entry in entries]
    cards = [shelf.take(name) for name in names]
    missing = [entry.version_id for entry, card in zip(entries, cards, strict=True) if card is None]
    made = {version.id: version for version in versions_for_cards(missing)}
    return [
        card if card is not None else _made(made[entry.version_id], name) for entry, name, card in zip(entries, names, cards, strict=True)
    ]


def find_form(name: CardName | None, write: Callable[[], str]) -> Markup:
    """The form above the list. Without anything filled in it is the same for all with the same programmes, and has a name to be kept by."""
    form = form_shelf.take(name) if name else None
    if form is None:
        form = Markup(write())  # noqa: S704 - written by a template that escapes.
        if name and not current_app.jinja_env.auto_reload:
            form_shelf.put(name, form)
    return form


def _name(entry: LibraryEntry, locale: str, topics: Mapping[int, dict[str, str]]) -> CardName:
    words = topics.get(entry.topic_id or 0)
    return (entry.version, locale, one_language(words, locale) if words else "")


def _made(version: StoryVersion, name: CardName) -> Markup:
    _version, locale, topic = name
    environment = current_app.jinja_env
    written = environment.get_template(TEMPLATE).render(
        version=version, story=version.story, language=version.language_for(locale), locale=locale, topic=topic
    )
    card = Markup(written.strip())  # noqa: S704 - written by a template that escapes.
    if not environment.auto_reload:  # Whoever is changing the template wants to see the change.
        shelf.put(name, card)
    return card
