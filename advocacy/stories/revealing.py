"""A story's text as readers see it: a link whose words look like one address and that leads to another says where (attack row M10)."""

from __future__ import annotations

from functools import lru_cache
from html import unescape

import regex
from markupsafe import Markup, escape

from advocacy.foundation.text import rendered
from advocacy.stories.addresses import host_of, is_misleading

_LINK = regex.compile(r'<a href="(?P<address>[^"]*)"[^>]*>(?P<words>.*?)</a>', regex.DOTALL)
_TAG = regex.compile(r"<[^>]*>")


@lru_cache(maxsize=1024)
def read_safely(markdown: str) -> Markup:
    """Safe HTML, as ``foundation.text.rendered``, with the real host behind each link in disguise."""
    return Markup(_LINK.sub(_revealed, rendered(markdown)))  # noqa: S704 - what is put in is escaped, the rest was cleaned.


def _revealed(link: regex.Match[str]) -> str:
    address, words = unescape(link["address"]), unescape(_TAG.sub("", link["words"]))
    if not is_misleading(words, address):
        return str(link[0])
    return f'{link[0]} <span class="real-host">({escape(host_of(address))})</span>'
