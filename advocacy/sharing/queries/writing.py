"""What the page for writing needs beforehand: the story, and the suggested wordings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from advocacy.accounts.access import Actor
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Gone, Missing
from advocacy.foundation.i18n import LOCALES
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.programmes.access import can_see_programme
from advocacy.sharing.access import SENTENCES, Obstacle
from advocacy.stories.access import can_read_story, is_in_library, is_meant_for
from advocacy.stories.models import Story, StoryVersion
from advocacy.stories.queries import get_story

#: A network without suggestions of its own borrows this one's: its captions are written for every reader.
LENDER = NetworkKind.LINKEDIN


@dataclass(frozen=True)
class Suggestion:
    """A suggested wording and its language."""

    language: str
    text: str


def get_story_to_share(actor: Actor, public_id: str) -> Story:
    """A story in the library; Missing for one that never was in it or is none of theirs, Gone for one taken out."""
    story = get_story(public_id)
    was_theirs = is_meant_for(actor, story) and can_see_programme(actor, story.programme)
    is_theirs = can_read_story(actor, story) or was_theirs
    if story.published_version is None or story.waits_at(clock.now()) or not is_theirs:
        raise Missing
    if not is_in_library(story):
        raise Gone(SENTENCES[Obstacle.CLOSED_STORY])
    return story


def get_story_of(version_id: int) -> Story:
    """The story a version belongs to; raises Missing."""
    version = db.session.get(StoryVersion, version_id)
    if version is None:
        raise Missing
    return version.story


def suggestions_for(version: StoryVersion, network: NetworkKind) -> list[Suggestion]:
    """The suggested wordings for a network in every language, or LinkedIn's where it has none."""
    for kind in (network, LENDER):
        captions = [caption for caption in version.captions if caption.network == kind.value]
        if captions:
            ordered = sorted(captions, key=lambda caption: (LOCALES.index(caption.language), caption.position))
            return [Suggestion(caption.language, caption.text) for caption in ordered]
    return []


def offered_first(suggestions: Sequence[Suggestion], language: str, actor: Actor, version: StoryVersion) -> Suggestion | None:
    """One of those in the reader's language by chance, so that colleagues do not all begin alike; else the first of all.

    The same person is offered the same one all day: a page that is opened again must not look as if words had been lost.
    """
    fitting = [each for each in suggestions if each.language == language]
    if not fitting:
        return suggestions[0] if suggestions else None
    lot = sha256(f"{actor.person.public_id} {version.public_id} {clock.today().isoformat()}".encode()).digest()
    return fitting[int.from_bytes(lot[:8]) % len(fitting)]
