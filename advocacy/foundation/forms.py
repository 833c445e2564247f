"""Forms: what every form shares, so that bad input gets a clear sentence and nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from advocacy.foundation import text
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.errors import InvalidInput, Refusal
from advocacy.foundation.field_words import FieldWords
from advocacy.foundation.i18n import lazy_gettext as _

Result = TypeVar("Result")
LINE_LENGTH = 200
TEXT_LENGTH = 20_000


class Form(FlaskForm):  # type: ignore[misc]
    """Every form: a token against forgery, and a key by which a second press of the same form is recognised."""

    request_key = HiddenField(default=new_public_id)

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Where the sentences at the fields come from."""

        def get_translations(self, _form: FlaskForm) -> FieldWords:
            return FieldWords()

    def attempt(self, change: Callable[[], Result]) -> Result | None:
        """Carries out a change; on refusal undoes it, shows why beside the fields, keeps what was typed, returns None."""
        try:
            return change()
        except InvalidInput as refusal:
            db.session.rollback()
            self.show(refusal.problems)
        except Refusal as refusal:
            db.session.rollback()
            self.show({"": refusal.sentence})
        return None

    def show(self, problems: Mapping[str, object]) -> None:
        """Puts each sentence at its field, or above the form when it belongs to none."""
        for name, sentence in problems.items():
            if name in self._fields:
                self._fields[name].errors = [*self._fields[name].errors, sentence]
            else:
                self.form_errors.append(sentence)


def clean_text(value: Any) -> Any:
    """WTForms filter: normalises text and removes invisible characters."""
    return text.clean(value) if isinstance(value, str) else value


def clean_line(value: Any) -> Any:
    """WTForms filter: as ``clean_text``, on one line."""
    return text.clean_line(value) if isinstance(value, str) else value


def no_null_bytes(form: Form, field: Field) -> None:
    """PostgreSQL cannot keep NUL and SQLite should not (attack row J03)."""
    if any("\x00" in raw for raw in field.raw_data or [] if isinstance(raw, str)):
        raise ValidationError(_("This contains a character that cannot be stored. Please type it again."))


def line(label: object, *, required: bool = True, length: int = LINE_LENGTH, hint: object = None, **kwargs: Any) -> StringField:
    """A field for one line of text."""
    return StringField(label, [_presence(required), no_null_bytes, _length(length)], filters=[clean_line], description=hint or "", **kwargs)


def paragraph(label: object, *, required: bool = True, length: int = TEXT_LENGTH, hint: object = None, **kwargs: Any) -> TextAreaField:
    """A field for several lines of text."""
    return TextAreaField(
        label, [_presence(required), no_null_bytes, _length(length)], filters=[clean_text], description=hint or "", **kwargs
    )


def _presence(required: bool) -> Any:
    return InputRequired() if required else Optional()


def _length(length: int) -> Length:
    return Length(max=length, message=_("At most %(max)d characters, please."))
