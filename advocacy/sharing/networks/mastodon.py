"""Mastodon: many servers; the person's own when they have named it, else the page that asks for it."""

from __future__ import annotations

import regex

from advocacy.foundation.addresses import is_public_name
from advocacy.sharing.counting import count_for_mastodon
from advocacy.sharing.networks.network import Network, NetworkKind, PostForm, address_with
from advocacy.sharing.networks.written_addresses import with_link

#: Mastodon and the other programs that speak with it: an account's numbered status, or a note.
_POST = PostForm(
    hosts={},
    path=regex.compile(
        r"(?P<post>/@[^/?@]+(?:@[^/?@]+)?/[A-Za-z0-9._-]*\d[A-Za-z0-9._-]*"
        r"|/(?:users|u|p)/[^/?]+/(?:statuses/)?[A-Za-z0-9._-]+"
        r"|/@[^/?@]+/statuses/[A-Za-z0-9]+"
        r"|/(?:notes|notice|objects)/[A-Za-z0-9-]+"
        r"|/[^/?@]+/p/[\d.]+)/?"
    ),
)


def server_name(typed: str) -> str | None:
    """The host in what a person typed: ``mastodon.dk``, ``https://mastodon.dk/home``, ``@anna@mastodon.dk``.

    None when it is not a public host name; numbers, ports and names within the house are not.
    """
    name = typed.strip().lower().removeprefix("https://").split("/", 1)[0].rpartition("@")[2]
    try:
        name = name.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return name if is_public_name(name) else None


def share_address(text: str, link: str, title: str = "", server: str | None = None) -> str:
    """The own server's page, else share.joinmastodon.org, whose log never sees what stands after ``#``."""
    known = server_name(server) if server else None
    start = f"https://{known}/share?" if known else "https://share.joinmastodon.org/#"
    return address_with(start, text=with_link(text, link))


MASTODON = Network(
    kind=NetworkKind.MASTODON, label="Mastodon", prefills_text=True, opens_tab=True,
    share_address=share_address, count=count_for_mastodon, post_forms=(_POST,),
)
