"""Mastodon: many servers; the person's own when they have named it, else the page that asks for it."""

from __future__ import annotations

import regex

from advocacy.sharing.counting import count_for_mastodon
from advocacy.sharing.networks.network import Network, NetworkKind, PostForm, address_with
from advocacy.sharing.networks.written_addresses import with_link

_SERVER = regex.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")
_LONGEST_SERVER = 253
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
    """The host in what a person typed: ``mastodon.dk``, ``https://mastodon.dk/home`` or ``@anna@mastodon.dk``.

    None when it is not a public host name; numbers, ports and names within the house are not.
    """
    name = regex.sub(r"^https?://", "", typed.strip().lower()).split("/", 1)[0].rpartition("@")[2]
    try:
        name = name.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return name if len(name) <= _LONGEST_SERVER and _SERVER.fullmatch(name) else None


def share_address(text: str, link: str, title: str = "", server: str | None = None) -> str:
    """The own server's share page, else share.joinmastodon.org, whose log never sees what stands after ``#``."""
    known = server_name(server) if server else None
    start = f"https://{known}/share?" if known else "https://share.joinmastodon.org/#"
    return address_with(start, text=with_link(text, link))


MASTODON = Network(
    kind=NetworkKind.MASTODON, label="Mastodon", prefills_text=True, opens_tab=True,
    share_address=share_address, count=count_for_mastodon, post_forms=(_POST,),
)
