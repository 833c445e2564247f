"""X: takes text and address apart and joins them itself."""

from __future__ import annotations

import regex

from advocacy.networks.catalogue.network import Network, NetworkKind, PostForm, address_with
from advocacy.networks.catalogue.written_addresses import text_and_link
from advocacy.networks.counting import count_for_x

_NAMES = ("x.com", "www.x.com", "mobile.x.com", "twitter.com", "www.twitter.com", "mobile.twitter.com")
_POST = PostForm(
    hosts=dict.fromkeys(_NAMES, "x.com"),
    path=regex.compile(
        r"(?P<post>/(?:i/web/status|i/status|\w{1,15}/status(?:es)?)/\d+)(?:/(?:photo|video)/\d+)?/?"
    ),
)


def share_address(text: str, link: str, title: str = "", server: str | None = None) -> str:
    """The documented web intent; the link goes in only where the text does not hold it."""
    words, missing = text_and_link(text, link)
    return address_with("https://x.com/intent/tweet?", text=words, url=missing)


X = Network(
    kind=NetworkKind.X, label="X", prefills_text=True, opens_tab=True,
    share_address=share_address, count=count_for_x, post_forms=(_POST,),
)
