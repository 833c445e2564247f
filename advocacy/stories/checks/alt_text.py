"""Is what is said of a picture of any use to somebody who cannot see it? (K-095)"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from advocacy.foundation.i18n import LazyString
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import key_of
from advocacy.stories.checks.finding import Finding, Severity
from advocacy.stories.checks.passages import Passage
from advocacy.stories.models import PictureChoice, StoryVersion

NAME = "alt_text"
#: Screen readers read it in one breath; what needs more belongs in the story.
LONGEST = 150
FEWEST_WORDS = 3
_FILE_NAME = regex.compile(
    r"\.(?:jpe?g|png|webp|gif|heic|tiff?|bmp)\s*$|^(?:img|dsc[nf]?|p|pic|photo|screenshot|skærmbillede)[ _-]?\d+", regex.I
)
_OF_COURSE = regex.compile(
    r"^(?:et |en |an? |the )?(?:billede|foto(?:grafi)?|image|picture|photo(?:graph)?)\s+(?:af|fra|of|from|with|med|viser)\b", regex.I
)


def alt_text_findings(version: StoryVersion, passages: Sequence[Passage]) -> list[Finding]:
    """What could be better in each language, and a question where a picture is said to be mere decoration."""
    if version.picture_choice is PictureChoice.DECORATIVE and version.has_picture:
        asked = _("The picture is marked as decoration, so nothing is read aloud for it. Does nobody miss anything without it?")
        return [Finding(NAME, "picture_choice", Severity.NOTE, asked)]
    if version.picture_choice is not PictureChoice.DESCRIBED:
        return []
    described = [each for each in passages if each.part == "alt"]
    missing = [
        Finding(NAME, f"alt_{language}", Severity.STOP, _("Say what the picture shows, for those who cannot see it."))
        for language in version.languages
        if not version.shown_alt.get(language)
    ]
    return missing + [
        Finding(NAME, each.field, severity, sentence)
        for each in described
        for severity, sentence in _faults(each.text, version.title.get(each.language, ""))
    ]


def _faults(words: str, title: str) -> Iterator[tuple[Severity, LazyString]]:
    if _FILE_NAME.search(words):
        yield Severity.LOOK, _("This is the name of a file. Say what can be seen.")
        return
    if _OF_COURSE.search(words):
        yield Severity.NOTE, _("Begin with what can be seen. That it is a picture is said anyway.")
    if len(words) > LONGEST:
        yield (
            Severity.NOTE,
            _("This is long to listen to. At most %(max)d characters is good; the rest can stand in the story.", max=LONGEST),
        )
    if len(words.split()) < FEWEST_WORDS:
        yield Severity.NOTE, _("A few more words help: who, where, and what they do.")
    if title and key_of(words) == key_of(title):
        yield Severity.NOTE, _("This is the title once more. Say what can be seen instead.")
