"""The small forms of the preparation page, one for each step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from wtforms import DateField, Field, HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from advocacy.foundation.forms import Form, line, paragraph
from advocacy.foundation.i18n import LOCALES
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.programmes.forms.bilingual import BilingualForm, spread
from advocacy.programmes.models import Audience, ProgrammeNetwork, Purpose, Topic
from advocacy.programmes.queries import NETWORK_LABELS
from advocacy.programmes.queries.readiness import MOST_PURPOSES, MOST_TOPICS
from advocacy.programmes.services import Line, NetworkChoice
from advocacy.programmes.services.changing import LONGEST_LINE, LONGEST_TEXT
from advocacy.programmes.services.wording import MOST_AUDIENCES


def units_field() -> SelectMultipleField:
    """Units as check boxes; what was sent is checked by the service."""
    return SelectMultipleField(_("Whose people are invited?"), widget=ListWidget(), option_widget=CheckboxInput(), validate_choice=False)


class AboutForm(BilingualForm):
    """Name and initiator."""

    name_da = line(_("Name in Danish"), length=LONGEST_LINE)
    name_en = line(_("Name in English"), length=LONGEST_LINE)
    initiator = SelectField(
        _("Who will launch it?"),
        validate_choice=False,
        description=_("The director who starts it in their own name. Nobody else can press Launch."),
    )


class AddForm(AboutForm):
    """A new programme."""

    units = units_field()


class UnitsForm(Form):
    """Who is invited."""

    units = units_field()


class PersonForm(Form):
    """A colleague, found by name. ``named`` is what was searched for, so that the hits are there again after a mistake."""

    named = HiddenField()
    person = RadioField(_("Choose a colleague"), validate_choice=False)

    def show(self, problems: Any) -> None:
        """The service names the part of the programme; here it is the one field."""
        super().show(dict.fromkeys(["person"], next(iter(problems.values()))))


class LinesForm(BilingualForm):
    """A short ordered list; a line keeps the row it was read from, and an empty line is not there."""

    what: str
    most: int

    @property
    def rows(self) -> Iterator[tuple[Field, Field, Field]]:
        """The hidden name, the Danish and the English field of each line."""
        for number in range(self.most):
            yield tuple(self[f"{self.what}_{number}_{part}"] for part in ("id", *LOCALES))

    @property
    def lines(self) -> list[Line]:
        """What was typed, line by line."""
        return [Line(self.texts(f"{self.what}_{n}"), self[f"{self.what}_{n}_id"].data or None) for n in range(self.most)]

    def field_for(self, place: str) -> str:
        """A line that names a row which is none belongs to no field a person sees."""
        return "" if place.endswith(".id") else super().field_for(place)

    @classmethod
    def of(cls, rows: Sequence[Purpose | Topic | Audience]) -> LinesForm:
        """The form as it shows what is stored."""
        stored: dict[str, str] = {}
        for number, row in enumerate(rows[: cls.most]):
            stored |= spread(f"{cls.what}_{number}", row.text) | {f"{cls.what}_{number}_id": row.public_id}
        return cls(data=stored)


def _lines_form(what: str, most: int, danish: Any, english: Any) -> type[LinesForm]:
    """A form of so many lines; the labels take the number of the line."""
    fields: dict[str, Any] = {"what": what, "most": most, "__doc__": f"The {what} of a programme."}
    for number in range(most):
        fields[f"{what}_{number}_id"] = HiddenField()
        fields[f"{what}_{number}_da"] = line(danish(number + 1), required=False, length=LONGEST_LINE)
        fields[f"{what}_{number}_en"] = line(english(number + 1), required=False, length=LONGEST_LINE)
    return type(f"{what.title()}Form", (LinesForm,), fields)


PurposesForm = _lines_form(
    "purposes", MOST_PURPOSES, lambda n: _("Purpose %(number)s in Danish", number=n), lambda n: _("Purpose %(number)s in English", number=n)
)
TopicsForm = _lines_form(
    "topics", MOST_TOPICS, lambda n: _("Topic %(number)s in Danish", number=n), lambda n: _("Topic %(number)s in English", number=n)
)
AudiencesForm = _lines_form(
    "audiences",
    MOST_AUDIENCES,
    lambda n: _("Audience %(number)s in Danish", number=n),
    lambda n: _("Audience %(number)s in English", number=n),
)


class _NetworkFields(BilingualForm):
    """Every network with what it is for; one without words is not used."""

    @property
    def rows(self) -> Iterator[tuple[str, Any, Field, Field]]:
        """The word, the label, the Danish and the English field of each network."""
        for network, label in NETWORK_LABELS.items():
            yield network, label, self[f"{network}_da"], self[f"{network}_en"]

    @property
    def choices(self) -> list[NetworkChoice]:
        """The networks that were given any words."""
        return [NetworkChoice(word, self.texts(word)) for word in NETWORK_LABELS if any(self.texts(word).values())]

    def field_for(self, place: str) -> str:
        """``networks.1.purpose.da`` is the second network that was given words."""
        parts = place.split(".")
        return f"{self.choices[int(parts[1])].network}_{parts[3]}" if len(parts) == 4 else ""

    @classmethod
    def of(cls, networks: Sequence[ProgrammeNetwork]) -> _NetworkFields:
        """The form as it shows what is stored."""
        stored: dict[str, str] = {}
        for each in networks:
            stored |= spread(each.network, each.purpose)
        return cls(data=stored)


NetworksForm: type[_NetworkFields] = type(
    "NetworksForm",
    (_NetworkFields,),
    {
        f"{network}_{locale}": line(label, required=False, length=LONGEST_LINE)
        for network in NETWORK_LABELS
        for locale, label in (("da", _("What is it for? In Danish")), ("en", _("What is it for? In English")))
    },
)


class TextForm(BilingualForm):
    """One longer text."""

    text_da = paragraph(_("In Danish"), length=LONGEST_TEXT)
    text_en = paragraph(_("In English"), length=LONGEST_TEXT)

    def field_for(self, place: str) -> str:
        """The service names the text; here it is the only one."""
        return f"text_{place.rpartition('.')[2]}"


class MandateForm(BilingualForm):
    """The room for manoeuvre, and its two days."""

    mandate_da = paragraph(_("What has been agreed, in Danish"), length=LONGEST_TEXT)
    mandate_en = paragraph(_("What has been agreed, in English"), length=LONGEST_TEXT)
    agreed_on = DateField(_("Agreed on"), [Optional()])
    review_on = DateField(
        _("Looked at again on"), [Optional()], description=_("Once a year is a good rhythm, and never just before an election.")
    )
