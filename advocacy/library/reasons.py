"""Why a story is for somebody, in one plain sentence."""

from __future__ import annotations

from collections.abc import Mapping

from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.i18n import one_language
from advocacy.library.queries import ForYou, Reason


def sentence_of(offer: ForYou, topics: Mapping[int, dict[str, str]]) -> str:
    """The sentence that stands above the story's card; ``topics`` are the words of each topic by its number."""
    topic = one_language(topics.get(offer.topic_id or 0))
    sentences = {
        Reason.FOR_UNIT: _("It is for %(unit)s, and that is where you work.", unit=offer.unit),
        Reason.FROM_UNIT: _("It comes from %(unit)s, where you work.", unit=offer.unit),
        Reason.FOLLOWED: _("You follow “%(topic)s”.", topic=topic),
        Reason.UNTOLD_NEARBY: _("It comes from %(unit)s, close to you, and nobody has told it yet.", unit=offer.unit),
        Reason.NEW: _("It is new this week."),
        Reason.NOT_SHARED: _("You have not told this one yet."),
    }
    return sentences[offer.reason]
