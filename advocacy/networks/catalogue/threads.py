"""Threads: takes text, and the address as an attachment."""

from __future__ import annotations

import regex

from advocacy.networks.catalogue.network import Network, NetworkKind, PostForm, address_with
from advocacy.networks.catalogue.written_addresses import text_and_link
from advocacy.networks.counting import count_for_threads

_NAMES = ("www.threads.com", "threads.com", "www.threads.net", "threads.net")
_POST = PostForm(
    hosts=dict.fromkeys(_NAMES, "www.threads.com"),
    path=regex.compile(r"(?P<post>/@[\w.]{1,30}/post/[A-Za-z0-9_-]+|/t/[A-Za-z0-9_-]+)/?"),
)


def share_address(text: str, link: str, title: str = "", server: str | None = None) -> str:
    """The documented web intent; the link goes in only where the text does not hold it."""
    words, missing = text_and_link(text, link)
    return address_with("https://www.threads.com/intent/post?", text=words, url=missing)


THREADS = Network(
    kind=NetworkKind.THREADS, label="Threads", prefills_text=True, opens_tab=True,
    share_address=share_address, count=count_for_threads, post_forms=(_POST,),
)
