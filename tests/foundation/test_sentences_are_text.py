"""A sentence that is written late is text like any other: what somebody typed never becomes HTML by way of it."""

from __future__ import annotations

from flask import Flask

from advocacy.foundation.i18n import lazy_gettext, lazy_ngettext

TYPED = '<img src=x onerror="alert(1)">'


def test_a_name_in_a_late_sentence_is_escaped(app: Flask) -> None:
    """Attack row M01: also when sentences are joined, and when one stands inside another."""
    template = app.jinja_env.from_string("{{ one }} {{ [one, one]|join(', ') }} {{ outer }} {{ many }}")
    one = lazy_gettext("%(name)s has it already.", name=TYPED)
    with app.test_request_context():
        written = template.render(
            one=one,
            outer=lazy_gettext("The campaign is not ready to be kicked off. %(missing)s", missing=one),
            many=lazy_ngettext("%(num)s %(name)s", "%(num)s %(name)s", 2, name=TYPED),
        )
    assert "<img" not in written
    assert written.count("&lt;img src=x onerror=&#34;alert(1)&#34;&gt;") == 5
