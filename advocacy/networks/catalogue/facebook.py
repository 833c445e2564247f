"""Facebook: takes the address only, never words; the person pastes the text that was copied for them."""

from __future__ import annotations

import regex

from advocacy.networks.catalogue.network import Network, NetworkKind, PostForm, address_with
from advocacy.networks.counting import count_for_facebook

_NAMES = ("", "www.", "m.", "mbasic.", "touch.", "web.", "da-dk.", "en-gb.")
_POST = PostForm(
    hosts={f"{name}facebook.com": "www.facebook.com" for name in _NAMES},
    path=regex.compile(
        r"(?P<post>/(?:permalink|story)\.php\?(?=[^#]*\bstory_fbid=)[^#]+"
        r"|/photo(?:\.php)?/?\?(?=[^#]*\bfbid=)[^#]+"
        r"|/watch/?\?(?=[^#]*\bv=)[^#]+"
        r"|/(?:share|reel)/(?:[prv]/)?[A-Za-z0-9_-]+"
        r"|/groups/[^/?]+/(?:posts|permalink)/\d+"
        r"|/[^/?]+/(?:posts|videos|photos)/[^/?]+(?:/[^/?]+)?)/?"
    ),
    kept=frozenset({"story_fbid", "id", "fbid", "v"}),
)
_SHORT = PostForm(hosts={"fb.watch": "fb.watch"}, path=regex.compile(r"(?P<post>/[A-Za-z0-9_-]+)/?"))


def share_address(text: str, link: str, title: str = "", server: str | None = None) -> str:
    """The sharer page; Facebook's rules forbid filling in somebody's words, and it ignores them."""
    return address_with("https://www.facebook.com/sharer/sharer.php?", u=link)


FACEBOOK = Network(
    kind=NetworkKind.FACEBOOK, label="Facebook", prefills_text=False, opens_tab=True,
    share_address=share_address, count=count_for_facebook, post_forms=(_POST, _SHORT), fold=480,
)
