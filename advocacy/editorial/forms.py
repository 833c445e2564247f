"""The forms of the board: a seat, a week, a list of words, and where a story takes place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from advocacy.editorial.queries.board import RotaWeek
from advocacy.editorial.weeks import week_number
from advocacy.foundation.forms import Form, paragraph
from advocacy.foundation.i18n import current_locale, day, gettext
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.people.models import Person, Unit
from advocacy.stories.services.checking import LONGEST_PHRASE, MOST_PHRASES_AT_ONCE


class SeatForm(Form):
    """Who sits for which unit."""

    person = SelectField(_("Editor"), validate_choice=False)
    unit = SelectField(_("Sits for"), validate_choice=False)

    def among(self, people: Iterable[Person], units: Iterable[Unit]) -> SeatForm:
        """The form with what can be chosen."""
        self.person.choices = people_choices(people)
        self.unit.choices = [SelectChoice(*each) for each in unit_pairs(units)]
        return self


class DutyForm(Form):
    """Who has which week; nobody means everybody."""

    week_on = SelectField(_("Week"), validate_choice=False)
    on_duty = SelectField(_("On duty"), validate_choice=False)

    def among(self, people: Iterable[Person], weeks: Sequence[RotaWeek]) -> DutyForm:
        """The form with what can be chosen."""
        self.week_on.choices = [SelectChoice(each.week_on.isoformat(), week_words(each.week_on)) for each in weeks]
        self.on_duty.choices = [SelectChoice("", _("Everybody")), *people_choices(people)[1:]]
        return self

    @property
    def monday(self) -> date | None:
        """The Monday that was chosen; None for what is no day."""
        try:
            return date.fromisoformat(self.week_on.data or "")
        except ValueError:
            return None


class PhrasesForm(Form):
    """Political names and words, one on each line."""

    phrases = paragraph(_("Names and words, one on each line"), required=False, length=(LONGEST_PHRASE + 1) * MOST_PHRASES_AT_ONCE)


class PlaceForm(Form):
    """Where one story takes place."""

    unit = SelectField(_("Where does it take place?"), validate_choice=False, choices=[])


def week_words(monday: date) -> str:
    """A week as people say it: its number, and the days it lasts."""
    pattern = "d. MMM" if current_locale() == "da" else "d MMM"
    days = f"{day(monday, pattern)} – {day(monday + timedelta(days=6), pattern)}"
    return gettext("Week %(number)d (%(days)s)", number=week_number(monday), days=days)


def people_choices(people: Iterable[Person]) -> list[SelectChoice]:
    """Editors by name, after the choice that is none yet."""
    return [SelectChoice("", _("Choose")), *(SelectChoice(each.public_id, each.name) for each in people)]


def unit_pairs(units: Iterable[Unit]) -> list[tuple[str, str]]:
    """Public name and words of units in the order of the tree, after the choice that is none yet; dashes tell how deep each lies."""
    return [("", gettext("Choose")), *((each.public_id, f"{'– ' * each.depth}{each.name}") for each in units)]
