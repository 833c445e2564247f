"""What an editor has written, as one thing that can be kept, compared and put beside another editor's."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from advocacy.accounts.models import Role
from advocacy.foundation.i18n import LOCALES
from advocacy.foundation.text import clean, clean_line
from advocacy.organisation.models import Organisation
from advocacy.stories.addresses import tidy_address
from advocacy.stories.captions import CAPTION_NETWORKS, caption_field, is_only_disclosure, led_by_label
from advocacy.stories.models import Licence, PictureChoice, StoryKind, StoryVersion

#: The network and the language of a suggested wording.
CaptionPlace = tuple[str, str]
FLAGS = ("is_commercial", "is_political", "is_internal", "is_ai_used")
TEXTS = ("title", "gain", "body", "alt")


@dataclass(frozen=True)
class Wording:
    """Everything a version says. Purpose, topics, audience, units, picture and people by their public names; empty for none."""

    kind: StoryKind = StoryKind.BEHIND_THE_SCENES
    title: Mapping[str, str] = field(default_factory=dict)
    gain: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    purpose: str = ""
    topic: str = ""
    #: At most two beside the first.
    further_topics: tuple[str, ...] = ()
    audience: str = ""
    #: Whom it is shown to: these units with all below them, these roles; none means everybody in the programme.
    units: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    picture_choice: PictureChoice | None = None
    picture: str = ""
    alt: Mapping[str, str] = field(default_factory=dict)
    visible_from: datetime | None = None
    expires_on: date | None = None
    is_commercial: bool = False
    is_political: bool = False
    is_internal: bool = False
    is_ai_used: bool = False
    #: The person who answers for what was made with artificial intelligence.
    ai_editor: str = ""
    licence: Licence = Licence.NONE
    credit: str = ""
    #: One or several for each network and language.
    captions: Mapping[CaptionPlace, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Base:
    """Which saved state an editor began from, so that a save on top of somebody else's is noticed (attack row M08)."""

    version: str
    edit_count: int


def tidy(wording: Wording) -> Wording:
    """The wording as it is kept: normalised, without invisible characters, and without what is empty."""
    return replace(
        wording,
        title=_texts(wording.title, clean_line),
        gain=_texts(wording.gain, clean_line),
        body=_texts(wording.body, clean),
        alt=_texts(wording.alt, clean_line),
        address=tidy_address(wording.address),
        further_topics=_further(wording),
        units=tuple(sorted(set(wording.units))),
        roles=tuple(sorted(set(wording.roles))),
        picture="" if wording.picture_choice is PictureChoice.NONE else wording.picture,
        ai_editor=wording.ai_editor if wording.is_ai_used else "",
        credit=clean_line(wording.credit),
        captions=_captions(wording.captions),
    )


def kept(wording: Wording, organisation: Organisation) -> Wording:
    """As ``tidy``, without captions that are still only the disclosure line every one begins as; advertising says so first."""
    tidied = tidy(wording)
    captions = {}
    for (network, language), texts in tidied.captions.items():
        suggested = tuple(text for text in texts if not is_only_disclosure(text, organisation))
        if suggested:
            labelled = tuple(led_by_label(text, language) for text in suggested)
            captions[network, language] = labelled if tidied.is_commercial else suggested
    return replace(tidied, captions=captions)


def wording_of(version: StoryVersion) -> Wording:
    """What a version says now."""
    captions: dict[CaptionPlace, tuple[str, ...]] = {}
    for caption in version.captions:
        place = (caption.network, caption.language)
        captions[place] = (*captions.get(place, ()), caption.text)
    plain = ("kind", "title", "gain", "body", "address", "picture_choice", "alt", "visible_from", "expires_on", "licence", "credit")
    return Wording(
        **{name: getattr(version, name) for name in (*plain, *FLAGS)},
        purpose=version.purpose.public_id if version.purpose else "",
        topic=version.topic.public_id if version.topic else "",
        further_topics=tuple(topic.public_id for topic in version.further_topics),
        audience=version.audience.public_id if version.audience else "",
        units=tuple(unit.public_id for unit in version.units),
        roles=version.roles,
        picture=version.picture.public_id if version.picture else "",
        ai_editor=version.ai_editor.public_id if version.ai_editor else "",
        captions=captions,
    )


def base_of(version: StoryVersion) -> Base:
    """The state an editor begins from who opens this version now."""
    return Base(version.public_id, version.edit_count)


def parts_of(wording: Wording) -> dict[str, object]:
    """Everything a wording says, by the names of the form's fields, for comparing and for choosing field by field."""
    parts: dict[str, object] = {name: getattr(wording, name) for name in ("kind", "address", "purpose", "topic", "audience")}
    parts |= {f"{name}_{language}": getattr(wording, name).get(language, "") for name in TEXTS for language in LOCALES}
    parts["picture_choice"] = (wording.picture_choice, wording.picture)
    for name in ("further_topics", "units", "roles"):
        parts[name] = tuple(sorted(getattr(wording, name)))
    parts |= {name: getattr(wording, name) for name in ("visible_from", "expires_on", "ai_editor", "licence", "credit", *FLAGS)}
    places = [(network, language) for network in CAPTION_NETWORKS for language in LOCALES]
    return parts | {caption_field(*place): wording.captions.get(place, ()) for place in places}


def with_parts_of(mine: Wording, theirs: Wording, names: Collection[str]) -> Wording:
    """My wording, with theirs in the parts of these names (as ``parts_of`` names them)."""
    changes: dict[str, object] = {name: getattr(theirs, name) for name in names if name in _WHOLE}
    if "picture_choice" in names:
        changes |= {"picture_choice": theirs.picture_choice, "picture": theirs.picture}
    for name in TEXTS:
        taken = {language: getattr(theirs, name).get(language, "") for language in LOCALES if f"{name}_{language}" in names}
        changes[name] = {**getattr(mine, name), **taken}
    places = [(network, language) for network in CAPTION_NETWORKS for language in LOCALES]
    taken_captions = {place: theirs.captions.get(place, ()) for place in places if caption_field(*place) in names}
    return replace(mine, **changes, captions={**mine.captions, **taken_captions})  # type: ignore[arg-type]


_WHOLE = frozenset(
    (
        *("kind", "address", "purpose", "topic", "audience", "further_topics", "units", "roles", "visible_from", "expires_on"),
        *("ai_editor", "licence", "credit", *FLAGS),
    )
)


def _further(wording: Wording) -> tuple[str, ...]:
    """The topics beside the first one, each once."""
    return tuple(sorted({each for each in wording.further_topics if each and each != wording.topic}))


def _captions(captions: Mapping[CaptionPlace, tuple[str, ...]]) -> dict[CaptionPlace, tuple[str, ...]]:
    found = {place: tuple(dict.fromkeys(clean(text) for text in texts if clean(text))) for place, texts in sorted(captions.items())}
    return {place: texts for place, texts in found.items() if texts}


def _texts(texts: Mapping[str, str], tidied: object) -> dict[str, str]:
    assert callable(tidied)
    found = {language: tidied(texts.get(language) or "") for language in LOCALES}
    return {language: text for language, text in found.items() if text}
