"""What a field says when something is wrong with it: WTForms' own sentences, said our way and in both languages."""

from __future__ import annotations

from advocacy.foundation.i18n import lazy_gettext as _

_CHOICE = _("Choose one of those on offer.")
#: WTForms' sentence -> ours. WTForms has no Danish, and speaks of fields where we speak to people.
_OURS = {
    "This field is required.": _("Please fill this in."),
    "Invalid input.": _("This cannot be read. Please type it again."),
    "Invalid email address.": _("This is not an e-mail address."),
    "Invalid URL.": _("This is not a web address. It begins with https:// or http://."),
    "Not a valid choice.": _CHOICE,
    "Invalid Choice: could not coerce.": _CHOICE,
    "Invalid choice(s): one or more data inputs could not be coerced.": _CHOICE,
    "'%(value)s' is not a valid choice for this field.": _CHOICE,
    "'%(value)s' are not valid choices for this field.": _CHOICE,
    "Not a valid datetime value.": _("This is not a day and a time."),
    "Not a valid date value.": _("Write the day as year-month-day, for example 2026-09-01."),
    "Not a valid time value.": _("This is not a time of day."),
    "Not a valid integer value.": _("Write a whole number."),
    "Not a valid decimal value.": _("Write a number."),
    "Not a valid float value.": _("Write a number."),
    "Number must be at least %(min)s.": _("At least %(min)s, please."),
    "Number must be at most %(max)s.": _("At most %(max)s, please."),
    "Number must be between %(min)s and %(max)s.": _("Between %(min)s and %(max)s, please."),
    "Field cannot be longer than %(max)d characters.": _("At most %(max)d characters, please."),
    "Field must be at least %(min)d characters long.": _("At least %(min)d characters, please."),
    "Field must be between %(min)d and %(max)d characters long.": _("Between %(min)d and %(max)d characters, please."),
}


class FieldWords:
    """What WTForms asks for words; a sentence that is not ours stays as it is."""

    def gettext(self, sentence: str) -> str:
        """Ours for this sentence; WTForms fills in the values afterwards."""
        return _unfilled(sentence)

    def ngettext(self, one: str, many: str, number: int) -> str:
        """As ``gettext``; our sentences are the same for one and for many."""
        return _unfilled(many)


def _unfilled(sentence: str) -> str:
    ours = _OURS.get(sentence)
    return sentence if ours is None else str(ours)
