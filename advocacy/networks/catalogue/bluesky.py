"""Bluesky: takes one text, in which the link must stand."""

from __future__ import annotations

import regex

from advocacy.networks.catalogue.network import Network, NetworkKind, PostForm, address_with
from advocacy.networks.catalogue.written_addresses import with_link
from advocacy.networks.counting import count_for_bluesky

_POST = PostForm(
    hosts={"bsky.app": "bsky.app", "www.bsky.app": "bsky.app"},
    path=regex.compile(r"(?P<post>/profile/(?:did:[a-z]+:[A-Za-z0-9._:%-]+|[A-Za-z0-9.-]+)/post/[A-Za-z0-9._~-]+)/?"),
)


def share_address(text: str, link: str, title: str = "", server: str | None = None) -> str:
    """The documented compose intent."""
    return address_with("https://bsky.app/intent/compose?", text=with_link(text, link))


BLUESKY = Network(
    kind=NetworkKind.BLUESKY, label="Bluesky", prefills_text=True, opens_tab=True,
    share_address=share_address, count=count_for_bluesky, post_forms=(_POST,),
)
