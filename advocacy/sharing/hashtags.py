"""Hashtags offered beside somebody's words: made of the programme's name and the story's topics, each word with a capital.

A screen reader says ``#ViErBredfjord`` as three words and ``#vierbredfjord`` as none; static/js/hashtags.js looks at what people write.
"""

from __future__ import annotations

import unicodedata

import regex

from advocacy.organisation.models import Organisation
from advocacy.stories.models import StoryVersion

#: A longer one is read by nobody.
LONGEST = 30
MOST_OFFERED = 5
MOST_WORDS = 400
_PART = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_APOSTROPHES = str.maketrans("", "", "'’")
#: Small words that hashtags of workplaces are made of, besides those of the story itself.
_USUAL = (
    "vi er det den de en et og i på til for med af om som jeg du os min mit mine din vores alle jobs job jobbet ledig ledige "
    "stilling stillinger søger søges ny nye kollega kolleger kollegaer karriere arbejde arbejdsliv arbejdsplads arbejdsglæde "
    "hverdag hverdagen velfærd sundhed ældre pleje omsorg skole børn unge klima natur digital hjælp kommune kommunen godt "
    "gode god liv livet dag dage stolt tak sammen bag fra hos team holdet elev elever lærer pædagog sygeplejerske sosu "
    "offentlig offentlige leder ledelse by byen fjord vest øst nord syd nat we are is the a an of with at in on to and our "
    "your my all hiring career careers work working life workplace everyday public sector care health school children climate "
    "nature help municipality good proud thanks together behind scenes new colleague colleagues join us day night city town "
    "council local government leadership nurse teacher"
)


def camel_case(phrase: str) -> str:
    """A phrase as one hashtag: ``Natur og klima`` becomes ``#NaturOgKlima``; empty for a phrase without letters."""
    parts = _PART.findall(unicodedata.normalize("NFC", phrase).translate(_APOSTROPHES))
    return "#" + "".join(part[0].upper() + part[1:] for part in parts) if parts else ""


def offered_hashtags(version: StoryVersion, language: str) -> list[str]:
    """The programme's own hashtag first, then the story's topics; those that are short enough to be read."""
    names = [version.story.programme.name, *(topic.text for topic in version.topics)]
    tags = [camel_case(name.get(language, "")) for name in names]
    return list(dict.fromkeys(tag for tag in tags if 1 < len(tag) <= LONGEST))[:MOST_OFFERED]


def known_words(version: StoryVersion, organisation: Organisation | None) -> list[str]:
    """Words, in small letters, that a hashtag of this story may be made of; the browser looks for them in what is written."""
    told = [version.story.programme.name, version.title, *(topic.text for topic in version.topics)]
    texts = [text for words in told for text in words.values()]
    if organisation is not None:
        texts += [organisation.name, organisation.short_name]
    parts = [part.lower() for text in texts for part in _PART.findall(unicodedata.normalize("NFC", text))]
    return list(dict.fromkeys(part for part in [*parts, *_USUAL.split()] if not part.isdigit()))[:MOST_WORDS]
