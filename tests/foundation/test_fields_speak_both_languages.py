"""What is said at a field comes from our catalogue, in the reader's language."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import DateField, IntegerField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange

from advocacy.foundation.forms import Form, line
from advocacy.foundation.i18n import in_language


class Sample(Form):
    """One field of each sort whose sentence comes from WTForms."""

    name = line("Name")
    day = DateField("Day")
    number = IntegerField("Number")
    few = IntegerField("Few", [NumberRange(1, 3)])
    choice = SelectField("Choice", choices=[SelectChoice("one", "One")])


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", ["Please fill this in.", "Write the day as year-month-day, for example 2026-09-01.", "Write a whole number.", "Between 1 and 3, please.", "Choose one of those on offer."]),
        ("da", ["Udfyld feltet.", "Skriv dagen som år-måned-dag, for eksempel 2026-09-01.", "Skriv et helt tal.", "Mellem 1 og 3, tak.", "Vælg en af mulighederne."]),
    ],
)
def test_each_sort_of_field_says_what_is_wrong(app: Flask, locale: str, said: list[str]) -> None:
    with app.test_request_context("/"), in_language(locale):
        form = Sample(MultiDict({"day": "31-31", "number": "many", "few": "9", "choice": "two"}))
        form.validate()
        assert [str(form[name].errors[0]) for name in ("name", "day", "number", "few", "choice")] == said
