"""A message as networks are given it: the words, and the card with the story's title, gain and picture."""

from __future__ import annotations

from advocacy.files.queries import jpeg_of
from advocacy.foundation.errors import Missing
from advocacy.foundation.i18n import one_language
from advocacy.foundation.pages import settings
from advocacy.networks.accounts.account import LARGEST_PICTURE, Card, Draft
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.sharing.models import Share
from advocacy.sharing.pictures import picture_shown
from advocacy.sharing.queries import short_link
from advocacy.stories.models import StoryVersion


def draft_of(share: Share, words: str, key: str, *, with_picture: bool) -> Draft:
    """The message and the card below it; the picture only where everybody in it has said yes to this network."""
    version = share.story.published_version or share.version
    title, gain = one_language(version.title, share.language), one_language(version.gain, share.language)
    card = Card(short_link(share, settings().link_base), title, gain, alt=one_language(version.shown_alt, share.language))
    picture = _picture(version, share.network) if with_picture else None
    if picture is not None:
        card = Card(card.link, title, gain, picture, "image/jpeg", card.alt)
    return Draft(words, share.language, card, key)


def _picture(version: StoryVersion, kind: NetworkKind) -> bytes | None:
    picture = picture_shown(version, kind)
    try:
        return jpeg_of(picture, at_most=LARGEST_PICTURE) if picture is not None else None
    except Missing:
        return None
