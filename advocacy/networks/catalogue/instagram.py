"""Instagram: it has no window for writing that a page could open, so words and picture are taken along and posted by hand."""

from __future__ import annotations

import regex

from advocacy.networks.catalogue.device import no_address
from advocacy.networks.catalogue.network import Network, NetworkKind, PostForm
from advocacy.networks.counting import count_for_instagram

_POST = PostForm(
    hosts=dict.fromkeys(("www.instagram.com", "instagram.com", "m.instagram.com"), "www.instagram.com"),
    path=regex.compile(r"(?:/[A-Za-z0-9._]+)?(?P<post>/(?:p|reel|tv)/[A-Za-z0-9_-]+)/?"),
)

INSTAGRAM = Network(
    kind=NetworkKind.INSTAGRAM, label="Instagram", prefills_text=False, opens_tab=False,
    share_address=no_address, count=count_for_instagram, post_forms=(_POST,), fold=125,
)
