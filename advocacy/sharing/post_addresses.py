"""Which pasted addresses are taken for a post's on a network. Only the form is looked at; no address is ever fetched."""

from __future__ import annotations

from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit

import regex

from advocacy.foundation.addresses import is_public_name
from advocacy.networks.catalogue.listing import all_networks, network
from advocacy.networks.catalogue.network import NetworkKind, PostForm

LONGEST_ADDRESS = 500

#: Where a copied text or the device's share sheet may have ended.
_UNKNOWN_ENDS = frozenset({NetworkKind.COPY, NetworkKind.DEVICE})
_FORBIDDEN = regex.compile(r"[\p{Cc}\p{Cf}\p{Cs}\p{Z}\\<>\"'`{}|^]")
_TRACKING = regex.compile(
    r"utm_.*|fbclid|gclid|igshid?|mibextid|mc_[ce]id|rcm|trk.*|ref(?:_src|_url)?|si", regex.IGNORECASE
)


def is_post_address(url: str, kind: NetworkKind) -> bool:
    """Whether this is written like the address of a published post on that network (attack row L03).

    A profile is none, nor is a ``javascript:`` address, one with a name and password or a port, or one within
    the house. Only the form is looked at; the address is never fetched.
    """
    parts = _parts(url)
    return parts is not None and _canonical(parts, _forms(kind)) is not None


def clean_post_address(url: str) -> str:
    """The address as it is kept: one way to write each post, without what tracks people (attack row L02)."""
    parts = _parts(url)
    if parts is None:
        return url.strip()
    return _canonical(parts, _forms(NetworkKind.DEVICE)) or _without_tracking(parts)


def _forms(kind: NetworkKind) -> tuple[PostForm, ...]:
    """The forms of this network; of all, the known hosts first, where it is not known which one it was."""
    if kind not in _UNKNOWN_ENDS:
        return network(kind).post_forms
    forms = (form for each in all_networks() for form in each.post_forms)
    return tuple(sorted(forms, key=lambda form: not form.hosts))


def _parts(url: str) -> SplitResult | None:
    """The address taken apart, or None where no form of it could be a post's."""
    url = url.strip()
    if len(url) > LONGEST_ADDRESS or _FORBIDDEN.search(url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.netloc.lower().encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return None
    # With a user name, a password or a port in it the place is no longer a public name.
    return parts._replace(netloc=host) if parts.scheme == "https" and is_public_name(host) else None


def _canonical(parts: SplitResult, forms: tuple[PostForm, ...]) -> str | None:
    """The one way to write this post's address, or None where no form fits."""
    path = quote(parts.path, safe="%/:@!$&()*+,;=~").replace("%3A", ":").replace("%3a", ":")
    for form in forms:
        if form.hosts and parts.netloc not in form.hosts:
            continue
        kept = urlencode(sorted(pair for pair in parse_qsl(parts.query) if pair[0] in form.kept))
        if found := form.path.fullmatch(f"{path}?{kept}") or form.path.fullmatch(path):
            return f"https://{form.hosts.get(parts.netloc, parts.netloc)}{found['post']}"
    return None


def _without_tracking(parts: SplitResult) -> str:
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _TRACKING.fullmatch(name)]
    return parts._replace(query=urlencode(kept), fragment="").geturl()
