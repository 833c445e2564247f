"""Two wordings of one story beside each other: what a second editor saved, or what is new since the last approval."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from advocacy.foundation.i18n import LOCALES, LazyString, day, gettext, moment, one_language
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.people.queries import find_person, find_unit
from advocacy.programmes.models import Programme
from advocacy.programmes.queries import NETWORK_LABELS, find_audience, find_purpose, find_topic
from advocacy.stories.captions import caption_field
from advocacy.stories.queries.labels import KIND_LABELS, LICENCE_LABELS, PICTURE_LABELS, ROLE_LABELS
from advocacy.stories.wording import TEXTS, Wording, parts_of

_TEXTS: dict[str, dict[str, LazyString]] = {
    "title": {"da": _("Title in Danish"), "en": _("Title in English")},
    "gain": {"da": _("What the reader gets, in Danish"), "en": _("What the reader gets, in English")},
    "body": {"da": _("The story in Danish"), "en": _("The story in English")},
    "alt": {"da": _("What the picture shows, in Danish"), "en": _("What the picture shows, in English")},
}
_CAPTIONS = {"da": _("%(network)s in Danish"), "en": _("%(network)s in English")}
#: Between several suggested wordings of one place.
_BETWEEN = "\n\n* * *\n\n"


class ChangedBy(StrEnum):
    """Who has changed a place since both editors opened the story; ``both`` where that is so, or is not known."""

    ONE = "one"
    OTHER = "other"
    BOTH = "both"


@dataclass(frozen=True)
class Difference:
    """One place in which two wordings differ; both sides in words. ``language`` where the words are in one."""

    #: The place by the name of the form's field (see ``wording.parts_of``).
    field: str
    label: str | LazyString
    one: str
    other: str
    language: str | None = None
    changed_by: ChangedBy = ChangedBy.BOTH

    @property
    def is_text(self) -> bool:
        """True where both sides are what stands in a field of the form, word for word."""
        return self.field.startswith(TEXTS) or self.field in {"address", "credit"}


def differences(one: Wording, other: Wording, programme: Programme, *, opened: Mapping[str, str] | None = None) -> list[Difference]:
    """Every place in which they differ, in the order of the form; empty when they say the same.

    ``opened`` are the marks (``marks_of``) of what both began from, and tell who has changed what.
    """
    first, second = parts_of(one), parts_of(other)
    marks = {name: (mark_of(first[name]), mark_of(second[name])) for name in first if first[name] != second[name]}
    empty = parts_of(Wording())
    began = {name: None if opened is None else opened.get(name, mark_of(empty[name])) for name in marks}
    return [
        Difference(field, label, tell(one), tell(other), language, _changed_by(began[field], *marks[field]))
        for field, label, tell, language in _places(programme)
        if field in marks
    ]


def marks_of(wording: Wording) -> dict[str, str]:
    """A short mark of each place that says something, so that a form can remember what it began from."""
    empty = parts_of(Wording())
    return {name: mark_of(value) for name, value in parts_of(wording).items() if value != empty[name]}


def mark_of(value: object) -> str:
    """Tells two values apart; says nothing of what they are."""
    return sha256(repr(value).encode()).hexdigest()[:8]


def _changed_by(opened: str | None, one: str, other: str) -> ChangedBy:
    if opened == other:
        return ChangedBy.ONE
    return ChangedBy.OTHER if opened == one else ChangedBy.BOTH


Teller = Callable[[Wording], str]
#: The field, its label, how its value reads, and the language of the words where they are in one.
Place = tuple[str, str | LazyString, Teller, str | None]


def _places(programme: Programme) -> Iterator[Place]:
    yield "kind", _("Sort of story"), lambda wording: str(KIND_LABELS[wording.kind]), None
    for name in ("title", "gain", "body"):
        yield from _texts(name)
    yield "picture_choice", _("Picture"), _picture, None
    yield from _texts("alt")
    yield from _choices(programme)
    yield "address", _("Web address"), lambda wording: wording.address, None
    yield "visible_from", _("Not visible before"), lambda wording: moment(wording.visible_from) if wording.visible_from else "", None
    yield "expires_on", _("Last day in the library"), lambda wording: day(wording.expires_on) if wording.expires_on else "", None
    yield from _flags()
    yield from _captions()


def _texts(name: str) -> Iterator[Place]:
    for language in LOCALES:
        yield f"{name}_{language}", _TEXTS[name][language], _text_of(name, language), language


def _text_of(name: str, language: str) -> Teller:
    return lambda wording: getattr(wording, name).get(language, "")


def _choices(programme: Programme) -> Iterator[Place]:
    yield "purpose", _("What it is for"), lambda wording: _words(find_purpose(programme, wording.purpose)), None
    yield "topic", _("What it is about"), lambda wording: _words(find_topic(programme, wording.topic)), None
    yield (
        "further_topics",
        _("Also about"),
        lambda wording: _listed(_words(find_topic(programme, each)) for each in wording.further_topics),
        None,
    )
    yield "audience", _("Whom it is for"), lambda wording: _words(find_audience(programme, wording.audience)), None
    yield "units", _("Only for these units"), lambda wording: _listed(_named(find_unit(each)) for each in wording.units), None
    yield "roles", _("Only for these roles"), lambda wording: _listed(str(ROLE_LABELS[role]) for role in wording.roles), None


def _flags() -> Iterator[Place]:
    yield "is_commercial", _("Advertising"), lambda wording: _yes_or_no(wording.is_commercial), None
    yield "is_political", _("It touches on politics"), lambda wording: _yes_or_no(wording.is_political), None
    yield "is_internal", _("For internal reading only"), lambda wording: _yes_or_no(wording.is_internal), None
    yield "is_ai_used", _("Artificial intelligence has helped"), lambda wording: _yes_or_no(wording.is_ai_used), None
    yield "ai_editor", _("Answers for it"), lambda wording: _named(find_person(wording.ai_editor)) if wording.ai_editor else "", None
    yield "licence", _("May others use it again?"), lambda wording: str(LICENCE_LABELS[wording.licence]), None
    yield "credit", _("Who is named"), lambda wording: wording.credit, None


def _captions() -> Iterator[Place]:
    for network, words in NETWORK_LABELS.items():
        for language in LOCALES:
            label = str(_CAPTIONS[language]) % {"network": words}
            yield caption_field(network, language), label, _captions_of(network, language), language


def _captions_of(network: str, language: str) -> Teller:
    return lambda wording: _BETWEEN.join(wording.captions.get((network, language), ()))


def _words(found: object) -> str:
    return one_language(getattr(found, "text", None))


def _named(found: object) -> str:
    return str(getattr(found, "name", ""))


def _listed(words: Iterator[str]) -> str:
    return ", ".join(each for each in words if each)


def _yes_or_no(value: bool) -> str:
    return gettext("Yes") if value else gettext("No")


def _picture(wording: Wording) -> str:
    """The choice in words; another picture shows as another name, which is the only thing that can be said of it here."""
    choice = str(PICTURE_LABELS[wording.picture_choice]) if wording.picture_choice else ""
    return f"{choice} ({wording.picture})" if wording.picture else choice
