"""The forms of the editorial desk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from flask_wtf.file import FileField
from wtforms import DateField, Field, HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from advocacy.foundation import clock
from advocacy.foundation.forms import Form, line, paragraph
from advocacy.foundation.i18n import LOCALES, LazyString, one_language
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.organisation.models import Organisation
from advocacy.programmes.models import Audience, Programme, Purpose, Topic
from advocacy.stories.captions import CAPTION_NETWORKS, LONGEST_CAPTION, disclosure_line
from advocacy.stories.gates import caption_field
from advocacy.stories.models import PictureChoice, StoryKind, StoryVersion
from advocacy.stories.services.reviewing import LONGEST_NOTE
from advocacy.stories.services.writing import LONGEST_BODY, LONGEST_LINE
from advocacy.stories.wording import Base, CaptionPlace, Wording, base_of, wording_of

KIND_LABELS: dict[StoryKind, LazyString] = {
    StoryKind.BEHIND_THE_SCENES: _("Behind the scenes"),
    StoryKind.LEARNED: _("What we learned"),
    StoryKind.WHY: _("Why we do it this way"),
    StoryKind.RESULTS: _("Results"),
    StoryKind.PRAISE: _("Praise of a colleague"),
    StoryKind.VACANCY: _("A vacancy"),
}
PICTURE_LABELS: dict[PictureChoice, LazyString] = {
    PictureChoice.DESCRIBED: _("A picture, described in words"),
    PictureChoice.DECORATIVE: _("A picture that is only decoration"),
    PictureChoice.NONE: _("No picture"),
}
#: How long a new story stays in the library unless its editor says otherwise.
USUAL_DAYS = 120
_TITLES = {"da": _("Title in Danish"), "en": _("Title in English")}
_GAINS = {"da": _("What does the reader get? In Danish"), "en": _("What does the reader get? In English")}
_BODIES = {"da": _("The story in Danish"), "en": _("The story in English")}
_ALTS = {"da": _("What the picture shows, in Danish"), "en": _("What the picture shows, in English")}
_CAPTIONS = {"da": _("Suggested wording in Danish"), "en": _("Suggested wording in English")}


class _Day(DateField):  # type: ignore[misc]
    """A day, with a sentence of our own for what is none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_("This is not a day. Write it as year-month-day, for example 2027-03-01.")) from error


class _StoryFields(Form):
    """A story as its editors write it. Everything may be missing from a draft; the gates stand before the review."""

    #: The state the editor began from.
    version = HiddenField()
    edit_count = HiddenField()
    kind = RadioField(
        _("What sort of story is it?"),
        choices=[SelectChoice(kind.value, label) for kind, label in KIND_LABELS.items()],
        default=StoryKind.BEHIND_THE_SCENES.value,
    )
    purpose = SelectField(_("What is it for?"), validate_choice=False)
    topic = SelectField(_("What is it about?"), validate_choice=False)
    audience = SelectField(_("Whom is it for?"), validate_choice=False)
    address = line(_("Web address"), required=False, length=1000)
    picture_choice = RadioField(
        _("Is there a picture?"),
        validate_choice=False,
        choices=[SelectChoice(choice.value, label) for choice, label in PICTURE_LABELS.items()],
    )
    picture = HiddenField()
    picture_file = FileField(_("Choose a picture"))
    expires_on = _Day(_("Last day in the library"), [Optional()])

    @classmethod
    def for_new(cls, programme: Programme, organisation: Organisation) -> _StoryFields:
        """An empty story with what is nearly always right filled in already."""
        return cls(data=_disclosures(organisation) | {"expires_on": clock.today() + timedelta(days=USUAL_DAYS)})._with(programme)

    @classmethod
    def of(cls, version: StoryVersion, organisation: Organisation) -> _StoryFields:
        """A story as it stands; networks without a wording show the disclosure line to begin from."""
        wording, base = wording_of(version), base_of(version)
        filled = _disclosures(organisation) | _spread(wording)
        filled |= {"version": base.version, "edit_count": base.edit_count}
        return cls(data=filled)._with(version.story.programme)

    def _with(self, programme: Programme) -> _StoryFields:
        for name, rows in (("purpose", programme.purposes), ("topic", programme.topics), ("audience", programme.audiences)):
            self[name].choices = _choices(rows)
        return self

    @property
    def base(self) -> Base:
        """The state the editor began from, as the form was sent."""
        count = self.edit_count.data or ""
        return Base(self.version.data or "", int(count) if str(count).isdecimal() else -1)

    @property
    def wording(self) -> Wording:
        """What was typed."""
        return Wording(
            kind=StoryKind(self.kind.data) if self.kind.data in set(StoryKind) else StoryKind.BEHIND_THE_SCENES,
            title=self._texts("title"),
            gain=self._texts("gain"),
            body=self._texts("body"),
            address=self.address.data or "",
            purpose=self.purpose.data or "",
            topic=self.topic.data or "",
            audience=self.audience.data or "",
            picture_choice=PictureChoice(self.picture_choice.data) if self.picture_choice.data in set(PictureChoice) else None,
            picture=self.picture.data or "",
            alt=self._texts("alt"),
            expires_on=self.expires_on.data,
            captions=self._captions(),
        )

    @property
    def picture_bytes(self) -> bytes:
        """The file that was chosen, or nothing. Its name is never looked at (attack row M17)."""
        sent = self.picture_file.data
        return sent.read() if hasattr(sent, "read") else b""

    @property
    def caption_rows(self) -> Iterator[tuple[str, list[Field]]]:
        """Each network and its fields, one for each language."""
        for network in CAPTION_NETWORKS:
            yield network, [self[caption_field(network, language)] for language in LOCALES]

    def _texts(self, what: str) -> dict[str, str]:
        return {language: self[f"{what}_{language}"].data or "" for language in LOCALES}

    def _captions(self) -> dict[CaptionPlace, str]:
        return {
            (network, language): self[caption_field(network, language)].data or "" for network in CAPTION_NETWORKS for language in LOCALES
        }


def _repeated_fields() -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for language in LOCALES:
        fields[f"title_{language}"] = line(_TITLES[language], required=False, length=LONGEST_LINE)
        fields[f"gain_{language}"] = line(_GAINS[language], required=False, length=LONGEST_LINE)
        fields[f"body_{language}"] = paragraph(_BODIES[language], required=False, length=LONGEST_BODY)
        fields[f"alt_{language}"] = line(_ALTS[language], required=False, length=LONGEST_LINE)
        for network in CAPTION_NETWORKS:
            fields[caption_field(network, language)] = paragraph(_CAPTIONS[language], required=False, length=LONGEST_CAPTION)
    return fields


StoryForm: type[_StoryFields] = type("StoryForm", (_StoryFields,), _repeated_fields())


class ReviewForm(Form):
    """A reviewer's answer to the state they have read; the note is for sending it back."""

    edit_count = HiddenField()
    note = paragraph(_("What should be different?"), required=False, length=LONGEST_NOTE)

    @property
    def read_state(self) -> int:
        """Which state the reviewer has read."""
        count = str(self.edit_count.data or "")
        return int(count) if count.isdecimal() else -1


def _choices(rows: Iterable[Purpose | Topic | Audience]) -> list[SelectChoice]:
    return [SelectChoice("", _("Choose")), *(SelectChoice(row.public_id, one_language(row.text)) for row in rows)]


def _disclosures(organisation: Organisation) -> dict[str, Any]:
    return {
        caption_field(network, language): disclosure_line(organisation, language) for network in CAPTION_NETWORKS for language in LOCALES
    }


def _spread(wording: Wording) -> dict[str, Any]:
    """A stored wording as the form's fields show it."""
    filled: dict[str, Any] = {
        "kind": wording.kind.value,
        "purpose": wording.purpose,
        "topic": wording.topic,
        "audience": wording.audience,
        "address": wording.address,
        "picture": wording.picture,
        "expires_on": wording.expires_on,
        "picture_choice": wording.picture_choice.value if wording.picture_choice else None,
    }
    for name in ("title", "gain", "body", "alt"):
        filled |= {f"{name}_{language}": getattr(wording, name).get(language, "") for language in LOCALES}
    return filled | {caption_field(*place): text for place, text in wording.captions.items()}
