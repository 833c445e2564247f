"""Suggested wordings: what each must say about who is speaking.

A caption is a text somebody else will publish in their own name, so it must tell readers where that person works. The rule:
the organisation's name or short name stands in it as a word of its own, in any case, with a genitive s or without. A hashtag,
a mention, a web or e-mail address does not count: ``#ViErBredfjord`` says nothing to a reader who does not know.
"""

from __future__ import annotations

import regex

from advocacy.foundation.text import clean_line, key_of
from advocacy.organisation.models import Organisation
from advocacy.programmes.queries import NETWORK_LABELS

LONGEST_CAPTION = 3000
#: So many for one network and language; one of them is offered first, by chance.
MOST_CAPTIONS = 5
#: What the law wants readers to see first when somebody gains by what is said.
ADVERTISING = {"da": "Reklame", "en": "Advertisement"}
CAPTION_NETWORKS = tuple(NETWORK_LABELS)
_OPENINGS = "([{\"'»«“”‘’"


def names_organisation(caption: str, organisation: Organisation) -> bool:
    """True when the caption says where its sharer works; see the top of this file."""
    spoken = key_of(" ".join(word for word in caption.split() if _is_speech(word)))
    names = {key_of(name) for name in (organisation.name, organisation.short_name) if name.strip()}
    return any(regex.search(rf"(?<![\w.\-]){regex.escape(name)}(?:['’]?s)?(?!\w|[.\-]\w)", spoken) for name in names)


def _is_speech(word: str) -> bool:
    bare = word.lstrip(_OPENINGS)
    return not (bare.startswith(("#", "@", "www.")) or "://" in bare or "@" in bare)


def disclosure_line(organisation: Organisation, language: str) -> str:
    """What every caption begins as."""
    return str(organisation.disclosure.get(language, ""))


def is_only_disclosure(caption: str, organisation: Organisation) -> bool:
    """True when nothing has been suggested yet: the line that stood there from the start is all there is."""
    return clean_line(caption) in {"", *(clean_line(line) for line in organisation.disclosure.values())}


def leads_with_label(caption: str, language: str) -> bool:
    """True when an advertisement says so in its very first word, in the language it is written in."""
    bare = caption.lstrip(_OPENINGS + "#*_ ")
    return regex.match(rf"{ADVERTISING[language]}\b", bare, regex.IGNORECASE) is not None


def led_by_label(caption: str, language: str) -> str:
    """The caption with the word in front, unless it is there already."""
    return caption if leads_with_label(caption, language) else f"{ADVERTISING[language]}: {caption}"


def caption_field(network: str, language: str, position: int = 0) -> str:
    """The name of the field in which a wording for a network in a language is written; 0 is the first of several."""
    return f"caption_{network}_{language}" + (f"_{position + 1}" if position else "")
