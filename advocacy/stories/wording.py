"""What an editor has written, as one thing that can be kept, compared and put beside another editor's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from advocacy.foundation.i18n import LOCALES
from advocacy.foundation.text import clean, clean_line
from advocacy.organisation.models import Organisation
from advocacy.stories.addresses import tidy_address
from advocacy.stories.captions import is_only_disclosure
from advocacy.stories.models import PictureChoice, StoryKind, StoryVersion

#: The network and the language of a suggested wording.
CaptionPlace = tuple[str, str]


@dataclass(frozen=True)
class Wording:
    """Everything a version says. Purpose, topic, audience and picture by their public names; empty where nothing is chosen."""

    kind: StoryKind = StoryKind.BEHIND_THE_SCENES
    title: Mapping[str, str] = field(default_factory=dict)
    gain: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    purpose: str = ""
    topic: str = ""
    audience: str = ""
    picture_choice: PictureChoice | None = None
    picture: str = ""
    alt: Mapping[str, str] = field(default_factory=dict)
    expires_on: date | None = None
    captions: Mapping[CaptionPlace, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Base:
    """Which saved state an editor began from, so that a save on top of somebody else's is noticed (attack row M08)."""

    version: str
    edit_count: int


def tidy(wording: Wording) -> Wording:
    """The wording as it is kept: normalised, without invisible characters, and without what is empty."""
    return Wording(
        kind=wording.kind,
        title=_texts(wording.title, clean_line),
        gain=_texts(wording.gain, clean_line),
        body=_texts(wording.body, clean),
        address=tidy_address(wording.address),
        purpose=wording.purpose,
        topic=wording.topic,
        audience=wording.audience,
        picture_choice=wording.picture_choice,
        picture="" if wording.picture_choice is PictureChoice.NONE else wording.picture,
        alt=_texts(wording.alt, clean_line),
        expires_on=wording.expires_on,
        captions={place: clean(text) for place, text in sorted(wording.captions.items()) if clean(text)},
    )


def kept(wording: Wording, organisation: Organisation) -> Wording:
    """As ``tidy``, without captions that are still only the disclosure line every one begins as."""
    tidied = tidy(wording)
    captions = {place: text for place, text in tidied.captions.items() if not is_only_disclosure(text, organisation)}
    return replace(tidied, captions=captions)


def wording_of(version: StoryVersion) -> Wording:
    """What a version says now."""
    return Wording(
        kind=version.kind,
        title=version.title,
        gain=version.gain,
        body=version.body,
        address=version.address,
        purpose=version.purpose.public_id if version.purpose else "",
        topic=version.topic.public_id if version.topic else "",
        audience=version.audience.public_id if version.audience else "",
        picture_choice=version.picture_choice,
        picture=version.picture.public_id if version.picture else "",
        alt=version.alt,
        expires_on=version.expires_on,
        captions={(caption.network, caption.language): caption.text for caption in version.captions},
    )


def base_of(version: StoryVersion) -> Base:
    """The state an editor begins from who opens this version now."""
    return Base(version.public_id, version.edit_count)


def _texts(texts: Mapping[str, str], tidied: object) -> dict[str, str]:
    assert callable(tidied)
    found = {language: tidied(texts.get(language) or "") for language in LOCALES}
    return {language: text for language, text in found.items() if text}
