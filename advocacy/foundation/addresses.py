"""Which addresses of the web are public: pure rules on how they are written; nothing is called."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import quote

import regex

PORTS = {"http": 80, "https": 443}
LONGEST_ADDRESS = 2000
_LONGEST_NAME = 253
_LAST_PORT = 65_535
#: Names that only mean something inside a house, and endings that no public name has.
_INTERNAL_ENDINGS = frozenset(
    {"arpa", "corp", "home", "internal", "intranet", "invalid", "lan", "local", "localdomain", "localhost", "onion", "private", "test"}
)
_NAME = regex.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")
_PLAIN_HOST = regex.compile(r"[a-z0-9._-]+", regex.IGNORECASE)
#: A whole address, stricter than any standard: what two readers could take for different hosts does not fit.
_WRITTEN = regex.compile(
    r"(?P<scheme>https?)://"
    r"(?:(?P<name>[^\p{C}\p{Z}/?#@:\[\]%\\<>\"^`{|}]+)|\[(?P<number>[0-9a-f:.]+)\])(?::(?P<port>[0-9]{1,5}))?"
    r"(?![?#].*@)"
    r"(?P<path>/[^\p{C}\p{Z}?#\\]*)?(?:\?(?P<query>[^\p{C}\p{Z}#\\]*))?(?:#[^\p{C}\p{Z}@\\]*)?",
    regex.IGNORECASE,
)
_AS_WRITTEN = "%/:?#[]@!$&'()*+,;=~"
_RELAY_IPV4 = ipaddress.IPv4Network("192.88.99.0/24")
_GLOBAL_IPV6 = ipaddress.IPv6Network("2000::/3")
_NOT_PUBLIC_IPV6 = tuple(ipaddress.IPv6Network(network) for network in ("2001::/32", "2001:db8::/32", "2002::/16", "3fff::/20"))

Number = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class WebAddress:
    """An address taken apart: ``host`` in lower-case ASCII without brackets, ``target`` path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """The host as it stands in an address, with the port where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def place(self) -> str:
        """The host and the port, always both, as the configuration names them."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"


def read_address(url: str) -> WebAddress | None:
    """An http or https address taken apart, or None where it is not plainly one (rows F06, F07 and F10).

    A user name, a password, white space, a control character, a backslash or a percent sign in the host is
    enough to make it none.
    """
    found = _WRITTEN.fullmatch(url) if len(url) <= LONGEST_ADDRESS else None
    if found is None:
        return None
    scheme, host = found["scheme"].lower(), found["number"] or _ascii(found["name"])
    port = int(found["port"] or PORTS[scheme])
    if not host or not 0 < port <= _LAST_PORT or (found["number"] and number_of(host) is None):
        return None
    query = "" if found["query"] is None else f"?{found['query']}"
    return WebAddress(scheme, host.lower(), port, quote((found["path"] or "/") + query, safe=_AS_WRITTEN))


def number_of(host: str) -> Number | None:
    """The number that a host is written as, or None for a name."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def is_public_name(host: str) -> bool:
    """Whether a lower-case ASCII host is written like a public name; numbers in any form are not names."""
    if len(host) > _LONGEST_NAME or not _NAME.fullmatch(host):
        return False
    return host.rpartition(".")[2] not in _INTERNAL_ENDINGS


def is_public_number(number: Number) -> bool:
    """Whether a number leads out of every house.

    Stricter than the flags of ``ipaddress``, which let multicast, 6to4 relays and several ways to write an
    IPv4 address inside an IPv6 one through. Attack rows F01 and F02.
    """
    if isinstance(number, ipaddress.IPv4Address):
        is_special = number.is_multicast or number.is_reserved or number in _RELAY_IPV4
        return number.is_global and not is_special
    if number.scope_id or number not in _GLOBAL_IPV6 or not number.is_global:
        return False
    return not any(number in network for network in _NOT_PUBLIC_IPV6)


def _ascii(name: str) -> str:
    """The name as the name servers know it; empty where it has no such form.

    Some characters become a slash, an ``@`` or a space on the way, so the outcome is looked at again.
    """
    try:
        host = name.lower().encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    return host if _PLAIN_HOST.fullmatch(host) else ""
