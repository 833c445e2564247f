"""Mastodon: many servers; the person's own when they have named it, else the page that asks for it."""

from __future__ import annotations

import regex

from advocacy.foundation.addresses import is_public_name
from advocacy.networks.catalogue.network import Network, NetworkKind, PostForm, address_with
from advocacy.networks.catalogue.written_addresses import with_link
from advocacy.networks.counting import count_for_mastodon

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

_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "[::1]"})


def server_name(typed: str, allowed: frozenset[str] = frozenset()) -> str | None:
    """The host in what a person typed: ``mastodon.dk``, ``https://mastodon.dk/home``, ``@anna@mastodon.dk``.

    None when it is not a public host name; numbers, ports and names within the house are not. ``allowed`` are exact
    places (``host:port``) in the house that the configuration lets us call; nothing else in the house is.
    """
    name = typed.strip().lower().removeprefix("https://").removeprefix("http://").split("/", 1)[0].rpartition("@")[2]
    if name in allowed:
        return name
    try:
        name = name.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return name if is_public_name(name) else None


def server_url(host: str, allowed: frozenset[str] = frozenset()) -> str:
    """Where a server answers: over https, except one on this very machine that the configuration names."""
    is_here = host in allowed and host.rpartition(":")[0] in _THIS_MACHINE
    return f"http://{host}" if is_here else f"https://{host}"


def share_address(text: str, link: str, title: str = "", server: str | None = None) -> str:
    """The own server's page, else share.joinmastodon.org, whose log never sees what stands after ``#``."""
    known = server_name(server) if server else None
    start = f"https://{known}/share?" if known else "https://share.joinmastodon.org/#"
    return address_with(start, text=with_link(text, link))


MASTODON = Network(
    kind=NetworkKind.MASTODON, label="Mastodon", prefills_text=True, opens_tab=True,
    share_address=share_address, count=count_for_mastodon, post_forms=(_POST,),
)
