"""The networks' own windows for writing: their addresses are put together in the browser, so that nobody's words come to us."""

from __future__ import annotations

from dataclasses import dataclass

from advocacy.networks.catalogue.network import Network, NetworkKind
from advocacy.networks.counting import ServerLimits

#: Stands where the words go. It is not changed by percent-encoding, and static/js/windows.js knows it too.
WORDS = "~words~"
LONGEST_ADDRESS = 8_000
#: Mail programs cut addresses past about 2,000 characters (networks.md, section 1).
LONGEST_LETTER = 2_000


@dataclass(frozen=True)
class Window:
    """Addresses of one network's window for writing: words and link apart, words that hold the link, the link alone.

    Where the network takes no words the three are one. Beyond ``longest`` the link alone is opened, and the words,
    which are on the clipboard, are pasted.
    """

    link: str
    apart: str
    held: str
    alone: str
    longest: int
    #: Lines of a letter end in two characters.
    is_letter: bool


def window_of(network: Network, link: str, title: str, server: str | None) -> Window | None:
    """The window with gaps where the words go; None where nothing opens (copy, device)."""
    alone = network.share_address("", link, title, server)
    apart = network.share_address(WORDS, link, title, server)
    if alone is None or apart is None:
        return None
    held = network.share_address(WORDS, "", title, server) if WORDS in apart else apart
    is_letter = network.kind is NetworkKind.EMAIL
    return Window(link, apart, held or apart, alone, LONGEST_LETTER if is_letter else LONGEST_ADDRESS, is_letter)


def is_firm(network: Network, limits: ServerLimits | None) -> bool:
    """Whether the network itself can take no more than its limit, so that a longer text had better not be sent off.

    X takes more from some, and of a Mastodon server that has not answered we do not know: there the limit is told only.
    """
    if network.kind is NetworkKind.MASTODON:
        return limits is not None
    return network.kind is not NetworkKind.X
