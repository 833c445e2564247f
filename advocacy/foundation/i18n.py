"""Two languages: which one this person reads, and how words, days and numbers are written in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal, format_percent
from flask import Flask, g, has_request_context, request, session
from flask_babel import Babel, force_locale, get_translations
from flask_babel import LazyString as TrustedLazyString
from flask_babel import gettext as babel_gettext
from flask_login import current_user
from markupsafe import Markup, escape

from advocacy.foundation.clock import LOCAL_ZONE, now

LOCALES = ("da", "en")
DEFAULT_LOCALE = "da"
#: Babel's own name for each: British English writes days the way people here expect.
_FORMATS = {"da": "da_DK", "en": "en_GB"}

babel = Babel()


class LazyString(TrustedLazyString):  # type: ignore[misc]
    """A sentence that is written when it is read.

    Babel's own says of itself that it is HTML, so that a person's name or a link's words inside it would reach a page as they were
    typed (attack row M01). This one is text, and is escaped like any other.
    """

    def __html__(self) -> Markup:
        return escape(str(self))


def lazy_gettext(sentence: str, **values: object) -> LazyString:
    """The sentence, written in the reader's language when it is read."""
    return LazyString(babel_gettext, sentence, **values)


def choose_locale() -> str:
    """The person's own language, else what this visit asked for, else what the browser prefers, else Danish."""
    if not has_request_context():
        return DEFAULT_LOCALE
    own = getattr(current_user, "locale", None)
    asked = request.args.get("lang")
    if asked in LOCALES and own is None and session.get("locale") != asked:
        session["locale"] = asked  # Asked for in so many words, so a cookie may remember it.
    for locale in (own, asked, session.get("locale")):
        if locale in LOCALES:
            return str(locale)
    return request.accept_languages.best_match(LOCALES) or DEFAULT_LOCALE


def current_locale() -> str:
    """``da`` or ``en``: asked once for each request, and within ``in_language`` the one named there."""
    forced = g.get("_locale")
    if forced is None:
        forced = g._locale = choose_locale()
    return str(forced)


@contextmanager
def in_language(locale: str) -> Iterator[None]:
    """Everything written inside is in this language: a letter is in the reader's, not the sender's."""
    before, translations = g.get("_locale"), g.pop("_translations", None)
    g._locale = locale if locale in LOCALES else DEFAULT_LOCALE
    with force_locale(g._locale):
        try:
            yield
        finally:
            g.pop("_translations", None)
            g._locale = before
            if before is None:
                g.pop("_locale")
            if translations is not None:
                g._translations = translations


def _translations() -> Any:
    """The catalogue, looked up once for each request: looking it up for each sentence is most of a page's time."""
    found = g.get("_translations")
    if found is None:
        found = g._translations = get_translations()
    return found


def gettext(sentence: str, **values: object) -> str:
    """The sentence in the reader's language, with ``%(name)s`` filled in."""
    written = str(_translations().ugettext(sentence))
    return written % values if values else written


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """As ``gettext`` for a counted thing; ``%(num)s`` is the number."""
    return _counted(one, many, num) % {"num": num, **values}


def _counted(one: str, many: str, num: int) -> str:
    """The sentence for so many; in templates Jinja fills in the values itself."""
    return str(_translations().ungettext(one, many, num))


def lazy_ngettext(one: str, many: str, num: int, **values: object) -> LazyString:
    """As ``ngettext``, written when it is read."""
    return LazyString(ngettext, one, many, num, **values)


def day(value: date | datetime, width: str = "long") -> str:
    """A day as people write it: 1. marts 2026 / 1 March 2026."""
    if isinstance(value, datetime):
        value = value.astimezone(LOCAL_ZONE).date()
    return format_date(value, width, _FORMATS[current_locale()])


def moment(value: datetime, width: str = "medium") -> str:
    """A day and a time of day in Denmark."""
    return format_datetime(value.astimezone(LOCAL_ZONE), width, locale=_FORMATS[current_locale()])


def ago(value: datetime) -> str:
    """How long since: for 3 dage siden / 3 days ago."""
    return format_timedelta(value - now(), add_direction=True, locale=_FORMATS[current_locale()])


def number(value: float) -> str:
    """1.412 / 1,412; at most two decimals."""
    return format_decimal(round(value, 2), locale=_FORMATS[current_locale()])


def percent(value: float) -> str:
    """0.453 becomes 45,3 % / 45.3%."""
    return format_percent(value, "#,##0.#\u00a0%" if current_locale() == "da" else "#,##0.#%", locale=_FORMATS[current_locale()])


def one_language(texts: dict[str, str] | None, locale: str | None = None) -> str:
    """The text in the reader's language, or in the other one where this one is empty."""
    texts = texts or {}
    first = locale or current_locale()
    return texts.get(first) or next((texts[other] for other in LOCALES if texts.get(other)), "")


def init_languages(app: Flask) -> None:
    """Sets up Babel and teaches the templates the words, days and numbers."""
    app.config["BABEL_DEFAULT_LOCALE"] = DEFAULT_LOCALE
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Europe/Copenhagen"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    babel.init_app(app, locale_selector=current_locale)
    app.jinja_env.install_gettext_callables(gettext, _counted, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.filters.update(day=day, moment=moment, ago=ago, number=number, percent=percent, lang=one_language)


__all__ = ["LOCALES", "LazyString", "gettext", "lazy_gettext", "lazy_ngettext", "ngettext"]
