"""The texts of a story one by one, each with the field it was typed in and its language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advocacy.foundation.text import plain
from advocacy.stories.captions import caption_field
from advocacy.stories.models import StoryVersion

#: The parts of a version that are kept by language, and the one that is Markdown.
_PARTS = ("title", "gain", "body", "alt")
MARKDOWN = "body"
CAPTION = "caption"
ADDRESS = "address"


@dataclass(frozen=True)
class Passage:
    """One text as it was typed. ``part`` is title, gain, body, alt, caption or address; an address has no language."""

    field: str
    part: str
    language: str
    text: str

    @property
    def words(self) -> str:
        """What a reader sees of it, on one line."""
        return plain(self.text) if self.part == MARKDOWN else self.text


def passages_of(version: StoryVersion) -> Sequence[Passage]:
    """Every text of a version that is not empty."""
    texts = [
        Passage(f"{part}_{language}", part, language, text)
        for part in _PARTS
        for language, text in (version.shown_alt if part == "alt" else getattr(version, part)).items()
    ]
    captions = [
        Passage(caption_field(each.network, each.language, each.position), CAPTION, each.language, each.text) for each in version.captions
    ]
    address = Passage("address", ADDRESS, "", version.address or "")
    return [each for each in (*texts, *captions, address) if each.text]
