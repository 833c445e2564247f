"""The form in which a story is written: everything about it on one page, and nothing demanded before the review."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask_wtf.file import FileField
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, DateField, Field, HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from advocacy.accounts.models import Role
from advocacy.foundation import clock
from advocacy.foundation.danish_moments import DanishMoment
from advocacy.foundation.forms import Form, line, paragraph
from advocacy.foundation.i18n import LOCALES, one_language
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.organisation.models import Organisation
from advocacy.people.models import Person, Unit
from advocacy.programmes.models import Audience, Programme, Purpose, Topic
from advocacy.stories.captions import CAPTION_NETWORKS, LONGEST_CAPTION, MOST_CAPTIONS, caption_field, disclosure_line
from advocacy.stories.comparison import marks_of
from advocacy.stories.models import Licence, PictureChoice, StoryKind, StoryVersion
from advocacy.stories.queries import responsible_editors, units_of
from advocacy.stories.queries.labels import KIND_LABELS, LICENCE_LABELS, PICTURE_LABELS, ROLE_LABELS
from advocacy.stories.services.putting import LONGEST_BODY, LONGEST_LINE
from advocacy.stories.wording import FLAGS, TEXTS, Base, CaptionPlace, Wording, base_of, wording_of

#: How long a new story stays in the library unless its editor says otherwise.
USUAL_DAYS = 120
_TITLES = {"da": _("Title in Danish"), "en": _("Title in English")}
_GAINS = {"da": _("What does the reader get? In Danish"), "en": _("What does the reader get? In English")}
_BODIES = {"da": _("The story in Danish"), "en": _("The story in English")}
_ALTS = {"da": _("What the picture shows, in Danish"), "en": _("What the picture shows, in English")}
_CAPTIONS = {"da": _("Suggested wording in Danish"), "en": _("Suggested wording in English")}


#: Fields as a browser sends them.
Typed = MultiDict[str, str] | None


@dataclass(frozen=True)
class CaptionColumn:
    """The fields for one network in one language; those that are filled, and how many more there may be."""

    language: str
    fields: Sequence[Field]

    @property
    def filled(self) -> int:
        """How many stand open: all up to the last with something in it, and the first in any case."""
        return max([1, *(number for number, each in enumerate(self.fields, 1) if each.data or each.errors)])


class StoryFields(Form):
    """A story as its editors write it. Everything may be missing from a draft; the gates stand before the review."""

    #: The state the editor began from.
    version = HiddenField()
    edit_count = HiddenField()
    #: Marks of what stood in each place then, so that of two who save it can be told who changed what.
    opened = HiddenField()
    kind = RadioField(
        _("What sort of story is it?"),
        choices=[SelectChoice(kind.value, label) for kind, label in KIND_LABELS.items()],
        default=StoryKind.BEHIND_THE_SCENES.value,
    )
    purpose = SelectField(_("What is it for?"), validate_choice=False)
    topic = SelectField(_("What is it about?"), validate_choice=False)
    further_topics = SelectMultipleField(_("Also about"), validate_choice=False)
    audience = SelectField(_("Whom is it for?"), validate_choice=False)
    units = SelectMultipleField(_("Only for these units"), validate_choice=False)
    roles = SelectMultipleField(
        _("Only for these roles"), choices=[SelectChoice(role.value, label) for role, label in ROLE_LABELS.items()], validate_choice=False
    )
    address = line(_("Web address"), required=False, length=1000)
    picture_choice = RadioField(
        _("Is there a picture?"),
        validate_choice=False,
        choices=[SelectChoice(choice.value, label) for choice, label in PICTURE_LABELS.items()],
    )
    picture = HiddenField()
    picture_file = FileField(_("Choose a picture"))
    visible_from = DanishMoment(_("Not visible before"), [Optional()])
    expires_on = DateField(_("Last day in the library"), [Optional()])
    is_commercial = BooleanField(_("It is advertising: somebody has paid for it or gains by it"))
    is_political = BooleanField(_("It touches on politics"))
    is_internal = BooleanField(_("For internal reading only"))
    is_ai_used = BooleanField(_("Artificial intelligence has helped with words or pictures"))
    ai_editor = SelectField(_("Who has read every word and answers for it?"), validate_choice=False)
    licence = SelectField(
        _("May others use it again?"),
        choices=[SelectChoice(licence.value, label) for licence, label in LICENCE_LABELS.items()],
        default=Licence.NONE.value,
        validate_choice=False,
    )
    credit = line(_("Who is named"), required=False, length=LONGEST_LINE)

    @classmethod
    def for_new(
        cls, programme: Programme, organisation: Organisation, typed: Typed = None, *, chosen: Mapping[str, str] | None = None
    ) -> StoryFields:
        """An empty story with what is nearly always right and what the way here has ``chosen`` filled in; or what was ``typed``."""
        filled = _disclosures(organisation) | {"expires_on": clock.today() + timedelta(days=USUAL_DAYS)} | dict(chosen or {})
        return cls(data=filled, **_given(typed))._with(programme)

    @classmethod
    def of(cls, version: StoryVersion, organisation: Organisation, typed: Typed = None) -> StoryFields:
        """A story as it stands, or as it was ``typed`` before; networks without a wording show the disclosure line to begin from."""
        wording, base = wording_of(version), base_of(version)
        filled = _disclosures(organisation) | _spread(wording)
        filled |= {"version": base.version, "edit_count": str(base.edit_count), "opened": json.dumps(marks_of(wording))}
        return cls(data=filled, **_given(typed))._with(version.story.programme)

    def _with(self, programme: Programme) -> StoryFields:
        for name, rows in (("purpose", programme.purposes), ("topic", programme.topics), ("audience", programme.audiences)):
            self[name].choices = [SelectChoice("", _("Choose")), *_choices(rows)]
        self.further_topics.choices = _choices(programme.topics)
        self.units.choices = [_unit_choice(unit) for unit in units_of(programme)]
        self.ai_editor.choices = [SelectChoice("", _("Choose")), *(_person_choice(each) for each in responsible_editors())]
        return self

    @property
    def base(self) -> Base:
        """The state the editor began from, as the form was sent."""
        count = self.edit_count.data or ""
        return Base(self.version.data or "", int(count) if str(count).isdecimal() else -1)

    @property
    def opened_marks(self) -> dict[str, str] | None:
        """See ``comparison.marks_of``; None where the form did not bring them along."""
        try:
            told = json.loads(self.opened.data or "null")
        except ValueError:
            return None
        return {str(name): str(mark) for name, mark in told.items()} if isinstance(told, dict) else None

    def begin_from(self, version: StoryVersion) -> None:
        """What stands in the form stays; from now on it is a change of this state."""
        base = base_of(version)
        self.version.data, self.edit_count.data = base.version, str(base.edit_count)
        self.opened.data = json.dumps(marks_of(wording_of(version)))

    @property
    def wording(self) -> Wording:
        """What was typed."""
        lines = ("address", "purpose", "topic", "audience", "picture", "ai_editor", "credit")
        words: dict[str, Any] = {name: self[name].data or "" for name in lines}
        words |= {name: self._texts(name) for name in TEXTS} | {name: bool(self[name].data) for name in FLAGS}
        return Wording(
            **words,
            kind=StoryKind(self.kind.data) if self.kind.data in set(StoryKind) else StoryKind.BEHIND_THE_SCENES,
            further_topics=tuple(self.further_topics.data or ()),
            units=tuple(self.units.data or ()),
            roles=tuple(Role(each) for each in self.roles.data or () if each in set(Role)),
            picture_choice=PictureChoice(self.picture_choice.data) if self.picture_choice.data in set(PictureChoice) else None,
            visible_from=self.visible_from.data,
            expires_on=self.expires_on.data,
            licence=Licence(self.licence.data) if self.licence.data in set(Licence) else Licence.NONE,
            captions=self._captions(),
        )

    @property
    def picture_bytes(self) -> bytes:
        """The file that was chosen, or nothing. Its name is never looked at (attack row M17)."""
        sent = self.picture_file.data
        return sent.read() if hasattr(sent, "read") else b""

    @property
    def caption_rows(self) -> Iterator[tuple[str, list[CaptionColumn]]]:
        """Each network and its fields, a column for each language."""
        for network in CAPTION_NETWORKS:
            yield network, [CaptionColumn(language, self._caption_fields(network, language)) for language in LOCALES]

    def _caption_fields(self, network: str, language: str) -> list[Field]:
        return [self[caption_field(network, language, position)] for position in range(MOST_CAPTIONS)]

    def _texts(self, what: str) -> dict[str, str]:
        return {language: self[f"{what}_{language}"].data or "" for language in LOCALES}

    def _captions(self) -> dict[CaptionPlace, tuple[str, ...]]:
        places = [(network, language) for network in CAPTION_NETWORKS for language in LOCALES]
        return {place: tuple(each.data or "" for each in self._caption_fields(*place)) for place in places}


def _given(typed: Typed) -> dict[str, Any]:
    """Where the form takes its fields from: the request, unless what was typed before is put in."""
    return {} if typed is None else {"formdata": typed}


def _repeated_fields() -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for language in LOCALES:
        fields[f"title_{language}"] = line(_TITLES[language], required=False, length=LONGEST_LINE)
        fields[f"gain_{language}"] = line(_GAINS[language], required=False, length=LONGEST_LINE)
        fields[f"body_{language}"] = paragraph(_BODIES[language], required=False, length=LONGEST_BODY)
        fields[f"alt_{language}"] = line(_ALTS[language], required=False, length=LONGEST_LINE)
        for network in CAPTION_NETWORKS:
            for position in range(MOST_CAPTIONS):
                name = caption_field(network, language, position)
                fields[name] = paragraph(_CAPTIONS[language], required=False, length=LONGEST_CAPTION)
    return fields


StoryForm: type[StoryFields] = type("StoryForm", (StoryFields,), _repeated_fields())


def _choices(rows: Iterable[Purpose | Topic | Audience]) -> list[SelectChoice]:
    return [SelectChoice(row.public_id, one_language(row.text)) for row in rows]


def _unit_choice(unit: Unit) -> SelectChoice:
    return SelectChoice(unit.public_id, unit.name, {"data-depth": str(unit.depth)})


def _person_choice(person: Person) -> SelectChoice:
    return SelectChoice(person.public_id, f"{person.name}, {person.title}" if person.title else person.name)


def _disclosures(organisation: Organisation) -> dict[str, Any]:
    return {
        caption_field(network, language): disclosure_line(organisation, language) for network in CAPTION_NETWORKS for language in LOCALES
    }


def _spread(wording: Wording) -> dict[str, Any]:
    """A stored wording as the form's fields show it."""
    plain = ("purpose", "topic", "audience", "address", "picture", "visible_from", "expires_on", "ai_editor", "credit", *FLAGS)
    filled: dict[str, Any] = {name: getattr(wording, name) for name in plain}
    filled |= {name: list(getattr(wording, name)) for name in ("further_topics", "units", "roles")}
    filled |= {"kind": wording.kind.value, "licence": wording.licence.value}
    filled["picture_choice"] = wording.picture_choice.value if wording.picture_choice else None
    for name in TEXTS:
        filled |= {f"{name}_{language}": getattr(wording, name).get(language, "") for language in LOCALES}
    for place, texts in wording.captions.items():
        filled |= {caption_field(*place, position): text for position, text in enumerate(texts)}
    return filled
