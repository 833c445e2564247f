"""Tells who calls a share link: a person, a network drawing a preview, a mail scanner or a robot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from urllib.parse import urlsplit

import regex
from crawlerdetect import CrawlerDetect

from advocacy.networks.catalogue.network import NetworkKind

#: Longer names are cut: recognising a robot takes time that grows with the square of the length.
LONGEST_USER_AGENT = 256
LONGEST_IN_APP_AGENT = 600
LONGEST_REFERRER = 500
REMEMBERED_USER_AGENTS = 4096


class AgentKind(StrEnum):
    """What called a share link; only a person is a visit, and that means "a browser, perhaps a person"."""

    PERSON = "person"
    #: A network's own machine that fetches title and picture.
    PREVIEW = "preview"
    #: The sender's or a reader's own telephone that does so; it tells of no network's machine.
    DEVICE_PREVIEW = "device_preview"
    SCANNER = "scanner"
    ROBOT = "robot"
    PREFETCH = "prefetch"
    HEAD = "head"
    #: A browser by its name that does not behave like one a person reads with: neither counted as a person nor as a machine.
    UNCERTAIN = "uncertain"
    #: A person who has followed this link before on the same day, where the organisation counts people once a day.
    REPEAT = "repeat"


@dataclass(frozen=True)
class Agent:
    """Who called; ``network`` is whose preview it is where known, ``server`` a Mastodon server's host."""

    kind: AgentKind
    network: NetworkKind | None = None
    server: str | None = None


@dataclass(frozen=True)
class _Rule:
    kind: AgentKind
    pattern: regex.Pattern[str]
    network: NetworkKind | None = None


def _rule(kind: AgentKind, pattern: str, network: NetworkKind | None = None) -> _Rule:
    return _Rule(kind, regex.compile(pattern), network)


# The first rule that fits decides, so impostors come first: Apple's Messages calls itself Facebook and
# Twitter, Telegram calls itself like Twitter, and Signal calls itself WhatsApp, so that nobody can tell them
# apart.
_DEVICE, _SERVER = AgentKind.DEVICE_PREVIEW, AgentKind.PREVIEW
_RULES = (
    _rule(_DEVICE, r"^Mozilla/5\.0 \(Macintosh.*facebookexternalhit/1\.1 Facebot Twitterbot/1\.0"),
    _rule(_SERVER, r"^TelegramBot \(like TwitterBot\)"),
    _rule(_SERVER, r"^LinkedInBot/", NetworkKind.LINKEDIN),
    _rule(_SERVER, r"(?i:^facebookexternalhit/1\.|^Facebot|Meta-ExternalHit/)", NetworkKind.FACEBOOK),
    _rule(AgentKind.ROBOT, r"(?i:meta-(?:externalagent|externalfetcher|webindexer|externalads)/)"),
    _rule(AgentKind.ROBOT, r"Google-InspectionTool"),
    _rule(_SERVER, r"^Twitterbot/", NetworkKind.X),
    _rule(_SERVER, r"Bluesky Cardyb/", NetworkKind.BLUESKY),
    _rule(_SERVER, r"^Mastodon/\d[^ ]* \(http\.rb/[^;]*; \+(?P<home>[^)]*)", NetworkKind.MASTODON),
    _rule(_SERVER, r"^http\.rb/[^ ]* \(Mastodon/[^;]*; \+(?P<home>[^)]*)", NetworkKind.MASTODON),
    _rule(_SERVER, r"^(?:Slackbot-LinkExpanding|Slackbot |Slack-ImgProxy)"),
    _rule(_SERVER, r"SkypeUriPreview|Discordbot/|redditbot/|Snap URL Preview Service"),
    _rule(_DEVICE, r"^WhatsApp(?:/|$)", NetworkKind.WHATSAPP),
    _rule(_DEVICE, r"^Viber(?:/|$)"),
    _rule(AgentKind.SCANNER, r"(?i:ms-office|MSOffice|^Microsoft Office|Barracuda|Mimecast|Proofpoint)"),
    # Programs that crawlerdetect does not know.
    _rule(AgentKind.ROBOT, r"(?i:^httpx/|^Akkoma |^gotosocial/|^Misskey/|Playwright|Puppeteer|PhantomJS)"),
)
_SCANNER_HOSTS = (
    "safelinks.protection.outlook.com", "urldefense.com", "urldefense.proofpoint.com",
    "linkprotect.cudasvc.com", "secure-web.cisco.com",
)
_MIMECAST_HOST = regex.compile(r"protect-[a-z0-9-]+\.mimecast\.com")
_PREFETCH_HEADERS = ("sec-purpose", "purpose", "x-purpose", "x-moz")
_TRACES = (
    (NetworkKind.LINKEDIN, ("linkedin.com", "lnkd.in", "com.linkedin.android")),
    (NetworkKind.FACEBOOK, ("facebook.com", "com.facebook.katana")),
    (NetworkKind.X, ("t.co", "x.com", "twitter.com", "com.twitter.android")),
    (NetworkKind.BLUESKY, ("bsky.app",)),
    (NetworkKind.THREADS, ("threads.com", "threads.net")),
    (NetworkKind.INSTAGRAM, ("instagram.com", "com.instagram.android")),
    (NetworkKind.WHATSAPP, ("whatsapp.com",)),
)
_IN_APP = (
    (NetworkKind.INSTAGRAM, regex.compile(r"Instagram ")),
    (NetworkKind.LINKEDIN, regex.compile(r"LinkedInApp")),
    (NetworkKind.FACEBOOK, regex.compile(r"FBAN/|FBAV/|MetaIAB Facebook")),
)
#: What a page is fetched as (Sec-Fetch-Dest); older browsers do not say.
_PAGES = frozenset({"", "document"})

_crawlers = CrawlerDetect()


def classify(user_agent: str, method: str, headers: Mapping[str, str]) -> Agent:
    """Who sent this request, from what it says of itself (attack row R08): a hint, no proof, as it may lie.

    ``headers`` are the request's by name, in any case. Nothing of them is kept.
    """
    if method.upper() == "HEAD":
        return Agent(AgentKind.HEAD)
    sent = {name.lower(): value for name, value in headers.items()}
    if _is_prefetch(sent):
        return Agent(AgentKind.PREFETCH)
    agent = _by_name(user_agent.strip()[:LONGEST_USER_AGENT])
    if agent.kind is not AgentKind.PERSON:
        return agent
    if _comes_through_scanner(sent.get("referer", "")):
        return Agent(AgentKind.SCANNER)
    reads = reads_a_page(sent.get("accept-language", ""), sent.get("sec-fetch-dest", ""))
    return agent if reads else Agent(AgentKind.UNCERTAIN)


def reads_a_page(languages: str, destination: str) -> bool:
    """Whether a browser asks for a page that somebody will read.

    Each browser says in which languages its reader would like it; a program that borrows a browser's name forgets that. A picture, a
    frame or a script that calls a link inside another page is no reader either, and newer browsers say what they fetch it for.
    """
    return bool(languages.strip()) and destination.strip().lower() in _PAGES


def referring_network(referrer: str, query: Mapping[str, str], user_agent: str) -> NetworkKind | None:
    """The network whose page or app this person came from, where a trace of it is left.

    Mastodon leaves none by default and most telephone apps send no referrer.
    """
    host = _host(referrer)
    for kind, names in _TRACES:
        if any(_is_under(host, name) for name in names):
            return kind
    agent = user_agent[:LONGEST_IN_APP_AGENT]
    for kind, pattern in _IN_APP:
        if pattern.search(agent):
            return kind
    return NetworkKind.FACEBOOK if query.get("fbclid") else None


@lru_cache(maxsize=REMEMBERED_USER_AGENTS)
def _by_name(user_agent: str) -> Agent:
    if not user_agent:
        return Agent(AgentKind.ROBOT)
    for rule in _RULES:
        if found := rule.pattern.search(user_agent):
            return Agent(rule.kind, rule.network, _home(found))
    return Agent(AgentKind.ROBOT if _crawlers.is_crawler(user_agent) else AgentKind.PERSON)


def _home(found: regex.Match[str]) -> str | None:
    return _host(found["home"]) or None if "home" in found.groupdict() else None


def _is_prefetch(sent: Mapping[str, str]) -> bool:
    """A browser fetched the page before anybody asked for it, or for a small picture of it."""
    said = " ".join(sent.get(name, "") for name in _PREFETCH_HEADERS).lower()
    return "prefetch" in said or "prerender" in said or "preview" in said


def _comes_through_scanner(referrer: str) -> bool:
    host = _host(referrer)
    return any(_is_under(host, name) for name in _SCANNER_HOSTS) or bool(_MIMECAST_HOST.fullmatch(host))


def _host(address: str) -> str:
    try:
        return (urlsplit(address[:LONGEST_REFERRER]).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_under(host: str, name: str) -> bool:
    return host == name or host.endswith("." + name)
