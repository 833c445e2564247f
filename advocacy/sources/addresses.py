"""Web addresses as people paste them: which are addresses, and whose they are."""

from __future__ import annotations

from advocacy.foundation.addresses import WebAddress, read_address
from advocacy.foundation.text import clean_line

LONGEST_ADDRESS = 1000


def tidied(typed: str) -> str:
    """On one line, and with https:// where somebody typed only ``kommune.dk/side``."""
    address = clean_line(typed)
    host = address.split("/", 1)[0]
    return f"https://{address}" if "." in host and not set(host) & set(":@?#\\") else address


def web_address(typed: str) -> WebAddress | None:
    """What was typed as an address taken apart; None for what is none or is too long to be kept."""
    address = read_address(tidied(typed))
    return address if address is not None and max(len(str(address)), len(tidied(typed))) <= LONGEST_ADDRESS else None


def is_web_address(address: str) -> bool:
    """Asked again whenever a page makes a link of it (attack row M05)."""
    return read_address(address) is not None


def host_of(address: str) -> str:
    """The host of an address, in small letters; empty where there is none."""
    found = read_address(address)
    return found.host if found else ""
