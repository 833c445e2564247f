"""The form of training: what somebody chooses in a situation."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import Field, RadioField, SelectMultipleField

from advocacy.foundation.forms import Form
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.i18n import one_language
from advocacy.training.models import Scenario, ScenarioKind, ScenarioOption


class OneAnswerForm(Form):
    """One of the options."""

    chosen = RadioField(validate_choice=False)


class SeveralAnswersForm(Form):
    """All of the options that are right."""

    chosen = SelectMultipleField(validate_choice=False)


def answer_form(scenario: Scenario, options: Sequence[ScenarioOption]) -> OneAnswerForm | SeveralAnswersForm:
    """The form of a scenario, its options in the order given."""
    is_single = scenario.kind is ScenarioKind.SINGLE
    form = OneAnswerForm() if is_single else SeveralAnswersForm()
    form.chosen.label.text = _("Your answer")
    form.chosen.description = _("Choose one.") if is_single else _("Choose all that are right. There can be more than one.")
    form.chosen.choices = [(str(option.position), one_language(option.text)) for option in options]
    return form


def chosen_numbers(chosen: Field) -> list[int]:
    """The options that were chosen; -1, which is none of them, for anything else that was sent."""
    known = {value: int(value) for value, _label in chosen.choices}
    sent = chosen.data if isinstance(chosen.data, list) else [chosen.data]
    return [known.get(value, -1) for value in sent if value]
