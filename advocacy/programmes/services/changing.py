"""What every change of a programme begins and ends with: nobody else changes it meanwhile, both languages are there, it is written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Role
from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput, Refusal
from advocacy.foundation.i18n import LOCALES, LazyString
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import clean, clean_line
from advocacy.history import services as history
from advocacy.programmes.models import Programme, ProgrammeStatus

LONGEST_LINE, LONGEST_TEXT = 200, 5_000

_EMPTY: dict[str, LazyString] = {
    "da": _("Write it in Danish too. Colleagues read both languages, and nobody should have to guess."),
    "en": _("Write it in English too. Colleagues read both languages, and nobody should have to guess."),
}

Texts = Mapping[str, str]


def hold(programme: Programme) -> None:
    """Reads the programme afresh and keeps others from changing it until this transaction ends (attack row Z18)."""
    db.session.flush()  # Reading afresh would forget what an earlier step of the same call has changed.
    db.session.refresh(programme, with_for_update=True)
    if programme.status is ProgrammeStatus.CLOSED:
        raise Refusal(_("This programme has been closed."))


def refuse_after_launch(programme: Programme) -> None:
    """Some things were part of the launch itself and stay as they were."""
    if programme.status is not ProgrammeStatus.IN_PREPARATION:
        raise Refusal(_("The programme has been launched with this, so it stays as it is."))


def prepared(programme: Programme, actor: Actor, step: str) -> None:
    """Writes down that one step was filled in or changed."""
    history.record("programmes.programme.prepared", programme, by=actor.person.id, role=role_word(actor), step=step)


def role_word(actor: Actor) -> str:
    """The role in which somebody works on a programme."""
    return actor.role_word(Role.DIRECTOR, Role.ADMINISTRATOR)


def in_both_languages(written: Texts, name: str, *, longest: int = LONGEST_TEXT, tidy: Callable[[str], str] = clean) -> dict[str, str]:
    """The text in Danish and in English, cleaned; raises InvalidInput naming ``<name>.da`` or ``<name>.en``."""
    problems: dict[str, object] = {}
    texts = checked_languages(written, name, problems, longest=longest, tidy=tidy)
    if problems:
        raise InvalidInput(problems)
    return texts


def line_in_both_languages(written: Texts, name: str) -> dict[str, str]:
    """As ``in_both_languages``, for something that fits on one line."""
    return in_both_languages(written, name, longest=LONGEST_LINE, tidy=clean_line)


def checked_languages(
    written: Texts, name: str, problems: dict[str, object], *, longest: int, tidy: Callable[[str], str] = clean
) -> dict[str, str]:
    """As ``in_both_languages``, but adds to ``problems`` instead of raising, so that a long form names all its faults at once."""
    texts = {locale: tidy(written.get(locale) or "") for locale in LOCALES}
    for locale, text in texts.items():
        if not text:
            problems[f"{name}.{locale}"] = _EMPTY[locale]
        elif len(text) > longest:
            problems[f"{name}.{locale}"] = _("At most %(max)s characters, please.", max=longest)
    return texts


def is_blank(written: Texts) -> bool:
    """True when nothing was written in any language."""
    return not any(clean(written.get(locale) or "") for locale in LOCALES)
