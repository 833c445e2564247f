"""Web addresses in stories: which may be written down, and which links say one thing and lead to another."""

from __future__ import annotations

from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from advocacy.foundation.text import clean_line

LONGEST_ADDRESS = 1000
SCHEMES = frozenset({"http", "https"})


def tidy_address(typed: str) -> str:
    """The address as it is kept: on one line, and with https:// where somebody typed only ``kommune.dk/side``."""
    address = clean_line(typed)
    host = address.split("/", 1)[0]
    if address and "." in host and not set(host) & set(":@?#\\"):
        return f"https://{address}"
    return address


def is_web_address(address: str) -> bool:
    """True for http and https with a host and without a name or password in it.

    Asked when an address is written down and again whenever a page makes a link of it (attack row M05).
    """
    if not address or len(address) > LONGEST_ADDRESS or any(letter.isspace() or letter == "\\" for letter in address):
        return False
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme in SCHEMES and bool(host) and "@" not in parts.netloc and _is_host(str(host))


def host_of(address: str) -> str:
    """The host of an address, in small letters; empty where there is none."""
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""


def misleading_links(markdown: str) -> list[tuple[str, str]]:
    """Links whose words look like one address and lead to another host, as (words, host) (attack row M10)."""
    return [(words, host_of(address)) for words, address in links_in(markdown) if is_misleading(words, address)]


def is_misleading(words: str, address: str) -> bool:
    """True when a link's words look like an address, and it leads to another host."""
    shown = host_of(tidy_address(words)) if " " not in words.strip() else ""
    return bool(shown) and host_of(address) not in {shown, f"www.{shown}", shown.removeprefix("www.")}


def links_in(markdown: str) -> list[tuple[str, str]]:
    """Every link of a Markdown text in its order, as (words, address)."""
    tokens = MarkdownIt("commonmark", {"html": False}).parse(markdown)
    return [link for token in tokens for link in _links_in(token.children or [])]


def _links_in(tokens: list[Token]) -> list[tuple[str, str]]:
    links: list[tuple[str, str]] = []
    address, words = "", ""
    for token in tokens:
        if token.type == "link_open":
            address, words = str(token.attrs.get("href", "")), ""
        elif token.type == "link_close":
            links.append((words, address))
        else:
            words += token.content
    return links


def _is_host(host: str) -> bool:
    try:
        host.encode("idna")
    except UnicodeError:
        return False
    return not host.startswith(".") and ".." not in host
