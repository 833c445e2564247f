"""LinkedIn: the documented share window takes the address only; an undocumented one also takes text."""

from __future__ import annotations

import regex

from advocacy.networks.catalogue.network import Network, NetworkKind, PostForm, address_with
from advocacy.networks.catalogue.written_addresses import with_link
from advocacy.networks.counting import count_for_linkedin

#: Readers see about so many characters before "see more".
FOLD = 210
_NAMES = ("www.linkedin.com", "linkedin.com", "m.linkedin.com", "dk.linkedin.com")
_POST = PostForm(
    hosts=dict.fromkeys(_NAMES, "www.linkedin.com"),
    path=regex.compile(
        r"(?P<post>/(?:posts|pulse)/[^/?]+"
        r"|/feed/update/urn:li:(?:activity|share|ugcPost):\d+)/?"
    ),
)
_SHORT = PostForm(hosts={"lnkd.in": "lnkd.in"}, path=regex.compile(r"(?P<post>/(?:p/)?[A-Za-z0-9_-]+)/?"))


def documented_address(text: str, link: str, title: str = "", server: str | None = None) -> str:
    """LinkedIn reads title and picture from the link; whatever else is sent it ignores."""
    return address_with("https://www.linkedin.com/sharing/share-offsite/?", url=link)


def address_with_text(text: str, link: str, title: str = "", server: str | None = None) -> str:
    """Fills in the text on a desktop where the person is signed in; undocumented, so it may end any day."""
    return address_with("https://www.linkedin.com/feed/?shareActive=true&", text=with_link(text, link))


LINKEDIN = Network(
    kind=NetworkKind.LINKEDIN, label="LinkedIn", prefills_text=False, opens_tab=True,
    share_address=documented_address, count=count_for_linkedin, post_forms=(_POST, _SHORT), fold=FOLD,
)
LINKEDIN_WITH_TEXT = Network(
    kind=NetworkKind.LINKEDIN, label="LinkedIn", prefills_text=True, opens_tab=True,
    share_address=address_with_text, count=count_for_linkedin, post_forms=(_POST, _SHORT), fold=FOLD,
)
