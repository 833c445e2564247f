"""Two wordings of one story beside each other: what a second editor saved, or what is new since the last approval."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from advocacy.foundation.i18n import LOCALES, LazyString, day, one_language
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.programmes.models import Programme
from advocacy.programmes.queries import NETWORK_LABELS, find_audience, find_purpose, find_topic
from advocacy.stories.forms import KIND_LABELS, PICTURE_LABELS
from advocacy.stories.wording import Wording

_TEXTS: dict[str, dict[str, LazyString]] = {
    "title": {"da": _("Title in Danish"), "en": _("Title in English")},
    "gain": {"da": _("What the reader gets, in Danish"), "en": _("What the reader gets, in English")},
    "body": {"da": _("The story in Danish"), "en": _("The story in English")},
    "alt": {"da": _("What the picture shows, in Danish"), "en": _("What the picture shows, in English")},
}
_CAPTIONS = {"da": _("%(network)s in Danish"), "en": _("%(network)s in English")}


@dataclass(frozen=True)
class Difference:
    """One place in which two wordings differ; both sides in words. ``language`` where the words are in one."""

    label: str | LazyString
    one: str
    other: str
    language: str | None = None


def differences(one: Wording, other: Wording, programme: Programme) -> list[Difference]:
    """Every place in which they differ, in the order of the form; empty when they say the same."""
    return [each for each in _pairs(one, other, programme) if each.one != each.other]


def _pairs(one: Wording, other: Wording, programme: Programme) -> Iterator[Difference]:
    yield Difference(_("Sort of story"), str(KIND_LABELS[one.kind]), str(KIND_LABELS[other.kind]))
    for name in ("title", "gain", "body"):
        yield from _texts(name, one, other)
    yield Difference(_("Picture"), _picture(one), _picture(other))
    yield from _texts("alt", one, other)
    for label, name, find in _CHOICES:
        yield Difference(label, _chosen(find, programme, getattr(one, name)), _chosen(find, programme, getattr(other, name)))
    yield Difference(_("Web address"), one.address, other.address)
    yield Difference(_("Last day in the library"), _day(one), _day(other))
    for network, words in NETWORK_LABELS.items():
        for language in LOCALES:
            place = (network, language)
            label = str(_CAPTIONS[language]) % {"network": words}
            yield Difference(label, one.captions.get(place, ""), other.captions.get(place, ""), language)


_CHOICES: tuple[tuple[LazyString, str, Callable[[Programme, str], object]], ...] = (
    (_("What it is for"), "purpose", find_purpose),
    (_("What it is about"), "topic", find_topic),
    (_("Whom it is for"), "audience", find_audience),
)


def _texts(name: str, one: Wording, other: Wording) -> Iterator[Difference]:
    for language in LOCALES:
        yield Difference(_TEXTS[name][language], getattr(one, name).get(language, ""), getattr(other, name).get(language, ""), language)


def _day(wording: Wording) -> str:
    return day(wording.expires_on) if wording.expires_on else ""


def _chosen(find: Callable[[Programme, str], object], programme: Programme, public_id: str) -> str:
    found = find(programme, public_id)
    return one_language(getattr(found, "text", None))


def _picture(wording: Wording) -> str:
    """The choice in words; another picture shows as another name, which is the only thing that can be said of it here."""
    choice = str(PICTURE_LABELS[wording.picture_choice]) if wording.picture_choice else ""
    return f"{choice} ({wording.picture})" if wording.picture else choice
