"""What a version must have before another editor is asked to read it, each named at the field that lacks it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from advocacy.foundation.i18n import LOCALES
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.organisation.models import Organisation
from advocacy.organisation.queries import is_own_address
from advocacy.stories.addresses import host_of, is_web_address, misleading_links
from advocacy.stories.captions import CAPTION_NETWORKS, caption_field, is_only_disclosure, names_organisation
from advocacy.stories.checks.cpr import NAME as CPR
from advocacy.stories.checks.cpr import cpr_findings
from advocacy.stories.checks.passages import passages_of
from advocacy.stories.flags import flag_problems
from advocacy.stories.models import Caption, PictureChoice, StoryVersion
from advocacy.stories.pictured import why_not_pictured

Problem = tuple[str, object]
_SENTENCES = {
    "da": {
        "title": _("Write the title in Danish."),
        "gain": _("Write what the reader gets, in Danish."),
        "body": _("Write the story in Danish."),
        "alt": _("Describe the picture in Danish."),
        "captions": _("Suggest a wording in Danish for at least one network."),
    },
    "en": {
        "title": _("Write the title in English."),
        "gain": _("Write what the reader gets, in English."),
        "body": _("Write the story in English."),
        "alt": _("Describe the picture in English."),
        "captions": _("Suggest a wording in English for at least one network."),
    },
}


def missing_of(version: StoryVersion, organisation: Organisation, *, today: date) -> dict[str, object]:
    """Every gate that is shut, as field and sentence, in the order of the form; empty when the version is complete."""
    shut: dict[str, object] = {}
    for field, sentence in _problems(version, organisation, today):
        shut.setdefault(field, sentence)
    return shut


def languages_begun(version: StoryVersion) -> tuple[str, ...]:
    """The languages in which anything at all has been written: each of them must be complete."""
    return tuple(
        language
        for language in LOCALES
        if any(texts.get(language) for texts in (version.title, version.gain, version.body, version.shown_alt))
        or any(caption.language == language for caption in version.captions)
    )


def advice_on(version: StoryVersion, organisation: Organisation) -> list[object]:
    """What is allowed and worth a second look: an address elsewhere (attack row R04), links that mislead (M10)."""
    advice: list[object] = []
    if is_web_address(version.address) and not is_own_address(organisation, version.address):
        advice.append(
            _(
                "The address leads to %(host)s, which is not one of your organisation's own. Readers are told before they go there.",
                host=host_of(version.address),
            )
        )
    for language in version.body:
        for words, host in misleading_links(version.body[language]):
            advice.append(_("A link says %(words)s and leads to %(host)s.", words=words, host=host or _("no address")))
    return advice


def _problems(version: StoryVersion, organisation: Organisation, today: date) -> Iterator[Problem]:
    begun = languages_begun(version)
    if not begun:
        yield "title_da", _("Write the story in Danish or in English; both is best.")
    for language in begun:
        yield from _unfinished(version, language)
    yield from _picture_problems(version, begun)
    yield from _people_problems(version, today)
    yield from _purpose_problems(version)
    yield from _address_problems(version)
    yield from _day_problems(version, today)
    yield from _caption_problems(version, organisation, begun)
    yield from flag_problems(version)
    yield from _cpr_problems(version)


def _cpr_problems(version: StoryVersion) -> Iterator[Problem]:
    """What looks like a CPR number, until an editor has said what it is instead (attack row M24)."""
    if CPR not in (version.reasons or {}):
        for finding in cpr_findings(passages_of(version)):
            yield finding.field, finding.sentence


def _unfinished(version: StoryVersion, language: str) -> Iterator[Problem]:
    for name in ("title", "gain", "body"):
        if not getattr(version, name).get(language):
            yield f"{name}_{language}", _SENTENCES[language][name]


def _picture_problems(version: StoryVersion, begun: tuple[str, ...]) -> Iterator[Problem]:
    """Words for those who cannot see the picture, or the choice that it needs none (attack row M20, K-095)."""
    if version.picture_choice is None:
        yield "picture_choice", _("Choose a picture, or say that there is none.")
        return
    if version.picture_choice is PictureChoice.NONE:
        return
    if version.picture is None:
        yield "picture_file", _("Bring the picture, or say that there is none.")
    if version.picture_choice is PictureChoice.DESCRIBED:
        for language in begun or LOCALES[:1]:
            if not version.shown_alt.get(language):
                yield f"alt_{language}", _SENTENCES[language]["alt"]


def _people_problems(version: StoryVersion, today: date) -> Iterator[Problem]:
    """Everybody who can be recognised in the picture has said yes, everywhere and until the last day (compliance P2)."""
    if (sentence := why_not_pictured(version, until=version.expires_on or today)) is not None:
        yield "picture_file", sentence


def _purpose_problems(version: StoryVersion) -> Iterator[Problem]:
    """Purpose, topic and audience are not for decoration: a story without them has no business in the library (K-094)."""
    if version.purpose is None:
        yield "purpose", _("Choose what the story is for.")
    if version.topic is None:
        yield "topic", _("Choose what it is about.")
    if version.audience is None:
        yield "audience", _("Choose whom it is for.")


def _address_problems(version: StoryVersion) -> Iterator[Problem]:
    if not version.address:
        if version.is_internal:
            return  # What nobody is sent to needs no address.
        yield "address", _("Write the web address readers are sent to.")
    elif not is_web_address(version.address):
        yield "address", _("This is not a web address. It begins with https:// or http://.")


def _day_problems(version: StoryVersion, today: date) -> Iterator[Problem]:
    if version.expires_on is None:
        yield "expires_on", _("Choose the last day the story is in the library.")
    elif version.expires_on < today:
        yield "expires_on", _("The last day is over. Choose a later one.")


def _caption_problems(version: StoryVersion, organisation: Organisation, begun: tuple[str, ...]) -> Iterator[Problem]:
    for caption in version.captions:
        if not names_organisation(caption.text, organisation):
            yield (
                caption_field(caption.network, caption.language, caption.position),
                _(
                    "Say where the sharer works: the name %(name)s must be in the words, not only in a hashtag or an address.",
                    name=organisation.short_name or organisation.name,
                ),
            )
    for language in begun if not version.is_internal else ():
        if not any(caption.language == language and not _is_bare(caption, organisation) for caption in version.captions):
            yield caption_field(CAPTION_NETWORKS[0], language), _SENTENCES[language]["captions"]


def _is_bare(caption: Caption, organisation: Organisation) -> bool:
    return is_only_disclosure(caption.text, organisation)
