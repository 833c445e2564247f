"""Letters are written in the reader's language, as plain text and as HTML that says the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import css_inline
from flask import render_template

from advocacy.foundation.i18n import in_language


@dataclass(frozen=True)
class Letter:
    """One letter to one address, ready to be posted."""

    subject: str
    text: str
    html: str


@lru_cache(maxsize=1)
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True, keep_style_tags=True)


def compose(template: str, locale: str, **context: object) -> Letter:
    """Renders ``<template>.txt`` (its first line is the subject) and ``<template>.html`` in the given language."""
    with in_language(locale):
        written = render_template(f"{template}.txt", **context).strip()
        subject, _, text = written.partition("\n")
        html = _inliner().inline(render_template(f"{template}.html", subject=subject.strip(), **context))
    return Letter(subject.strip(), text.strip() + "\n", html)
