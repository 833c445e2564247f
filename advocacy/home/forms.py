"""A form with one field of each kind, for the gallery."""

from __future__ import annotations

from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    FileField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from advocacy.foundation.forms import Form


class SampleForm(Form):
    """Served in development only, so its words are not translated."""

    email = EmailField("E-mail", [InputRequired()], description="Your work address.")
    password = PasswordField("Password", [InputRequired()])
    title = StringField("Title", [InputRequired(), Length(max=80)])
    caption = TextAreaField("Suggested wording", [Optional()])
    topic = SelectField("Topic", choices=[SelectChoice("welfare", "Welfare that works"), SelectChoice("nature", "Nature and climate")])
    expires_on = DateField("Shown until", [Optional()])
    picture = FileField("Picture")
    is_visible = BooleanField("Let my leaders see this, so they can thank me")
    answer = RadioField(
        "What do you do?", [InputRequired()], choices=[SelectChoice("a", "Answer at once"), SelectChoice("b", "Refer to the right place")]
    )
    audiences = SelectMultipleField("Audiences", choices=[SelectChoice("a", "Future colleagues"), SelectChoice("b", "Citizens")])
    networks = SelectMultipleField("Networks", choices=[SelectChoice("linkedin", "LinkedIn"), SelectChoice("mastodon", "Mastodon")])
    pulse = RadioField("How free did you feel to say no?", choices=[SelectChoice(str(n), str(n)) for n in range(1, 6)])
