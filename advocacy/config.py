"""Every setting of the application, typed, explained and read from the environment once."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "ADVOCACY_"
DEMO_SECRET = "demo-only-" + "0" * 32
SMALLEST_SECRET = 32


class WrongSettings(Exception):
    """Raised at start with every wrong setting named, so that all can be mended at once."""


@dataclass(frozen=True)
class Settings:
    """One line for each setting; the environment variable is its name in capitals after ``ADVOCACY_``."""

    #: ``demo`` (invented municipality, loopback only), ``development`` (adds /gallery) or ``production``.
    mode: str = "production"
    #: Signs cookies and links; at least 32 random characters. May come from a file: ADVOCACY_SECRET_KEY_FILE.
    secret_key: str = ""
    #: SQLAlchemy address of the database. SQLite or PostgreSQL (``postgresql+psycopg://...``).
    database_url: str = ""
    #: Where the job queue lives: ``sqlite:///path``, ``redis://...`` or ``postgresql://...``.
    queue_url: str = ""
    #: The address people use, without a slash at the end; every link in a letter begins with it.
    public_url: str = "http://127.0.0.1:8000"
    #: A short own sub-domain for share links, for example ``https://del.by.dk``. Empty: the public address.
    short_url: str = ""
    #: Folder for the database, the queue and uploaded pictures.
    instance_dir: str = ""
    #: ``smtp://[name:password@]host:port`` or ``smtps://``; ``file:`` keeps letters as files in the instance folder.
    mail_url: str = "file:"
    #: The sender of every letter.
    mail_from: str = "ambassador@example.invalid"
    #: How many trusted proxies stand in front (for the reader's address and scheme).
    trusted_proxies: int = 0
    #: Web worker processes.
    workers: int = 2
    #: Threads that run Python code in each worker.
    threads: int = 4
    #: What this process is for: ``all``, ``web`` (pages only), ``worker`` (jobs only) or ``redirect`` (share links only).
    role: str = "all"
    #: When a visit of a share link is safe from a power failure: ``normal`` (50 ms after the answer) or ``strict`` (before it).
    visits_durability: str = "normal"
    #: What is counted where people follow share links: ``visits``, or a person ``once-a-day`` for each link, told by a mark that
    #: nobody can read and whose key lives in memory until midnight.
    count_people: str = "visits"
    #: Jobs that run at the same time in the job worker.
    job_threads: int = 2
    #: Internal ``host:port`` addresses the guarded way out may call, separated by commas.
    egress_allow: str = ""
    #: Ports of public addresses the guarded way out may call besides 80 and 443, separated by commas.
    egress_ports: str = ""
    #: How many gigabytes of pictures are kept at most.
    pictures_gigabytes: int = 20
    #: LinkedIn's undocumented address that can carry text; off unless you accept that it may stop working.
    linkedin_text: bool = False
    #: Posting to LinkedIn for people who connect their account: the client id of your app there. Empty: off.
    linkedin_client_id: str = ""
    #: That app's secret. May come from a file: ADVOCACY_LINKEDIN_CLIENT_SECRET_FILE.
    linkedin_client_secret: str = ""
    #: The version of LinkedIn's interface, YYYYMM; each is answered for about a year.
    linkedin_version: str = ""
    #: Where LinkedIn answers; only tests name another place.
    linkedin_url: str = ""
    #: The public view of Bluesky that knows names and counts reactions; ``none``: neither is asked for.
    bluesky_appview: str = "https://public.api.bsky.app"
    #: The public directory of Bluesky accounts (did:plc).
    bluesky_directory: str = "https://plc.directory"
    #: Minutes without a press after which a sign-in ends.
    session_idle_minutes: int = 60
    #: Hours after which a sign-in ends in any case.
    session_hours: int = 12
    #: How much is logged: DEBUG, INFO, WARNING or ERROR.
    log_level: str = "INFO"

    @property
    def is_demo(self) -> bool:
        return self.mode == "demo"

    @property
    def is_secure(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def instance(self) -> Path:
        return Path(self.instance_dir) if self.instance_dir else ROOT / "instance"

    @property
    def link_url(self) -> str:
        return self.short_url or self.public_url

    @property
    def link_base(self) -> str:
        """What stands before a link's code: the short domain alone, or the public address with /r."""
        return self.short_url if self.has_short_host else f"{self.public_url}/r"

    @property
    def has_short_host(self) -> bool:
        """True when share links have a name of their own, under which nothing else is served."""
        return bool(self.short_url) and self.short_url != self.public_url

    @property
    def counts_once_a_day(self) -> bool:
        return self.count_people == "once-a-day"

    @property
    def egress_places(self) -> frozenset[str]:
        """The places in the house that may be called, exactly as they are written (attack row F22)."""
        return frozenset(_listed(self.egress_allow))

    @property
    def egress_further_ports(self) -> frozenset[int]:
        return frozenset(int(port) for port in _listed(self.egress_ports))

    @property
    def own_hosts(self) -> frozenset[str]:
        """Our own names and those of our database, queue and post office: nobody makes us call these (attack row F04)."""
        named = (urlsplit(url).hostname for url in (self.database_url, self.queue_url, self.mail_url))
        return frozenset(self.allowed_hosts) | {host for host in named if host}

    @property
    def allowed_hosts(self) -> list[str]:
        """Host names a request may ask for; anything else is answered 400 (attack row E03)."""
        return sorted({urlsplit(url).hostname or "" for url in (self.public_url, self.link_url)} | {"127.0.0.1", "localhost"})


def load_settings(environ: Mapping[str, str] | None = None, **overrides: object) -> Settings:
    """Reads the environment (``NAME`` or ``NAME_FILE``), then ``overrides``; raises WrongSettings naming every fault."""
    environ = os.environ if environ is None else environ
    values: dict[str, object] = {}
    if not any(name.startswith(PREFIX) and name != f"{PREFIX}PUBLIC_URL" for name in environ) and "mode" not in overrides:
        values["mode"] = "demo"  # Nothing was set up: show the demo, which keeps to this machine and to its own database.
    problems: list[str] = []
    for each in fields(Settings):
        name = PREFIX + each.name.upper()
        text = _text_of(environ, name, problems)
        if text is not None:
            values[each.name] = _as_kind(name, text, each.default, problems)
    values.update(overrides)
    settings = _with_places(Settings(**values))  # type: ignore[arg-type]
    problems += _faults(settings)
    if problems:
        raise WrongSettings("These settings are wrong:\n" + "\n".join(f"  - {line}" for line in problems))
    return settings


def _text_of(environ: Mapping[str, str], name: str, problems: list[str]) -> str | None:
    if name in environ:
        return environ[name].strip()
    path = environ.get(name + "_FILE")
    if path is None:
        return None
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        problems.append(f"{name}_FILE: {path} cannot be read ({error.strerror})")
        return None


def _as_kind(name: str, text: str, default: object, problems: list[str]) -> object:
    if isinstance(default, bool):
        if text.lower() not in {"yes", "no", "true", "false", "1", "0"}:
            problems.append(f"{name}: write yes or no, not {text!r}")
        return text.lower() in {"yes", "true", "1"}
    if isinstance(default, int):
        if not text.isdigit():
            problems.append(f"{name}: write a whole number, not {text!r}")
            return default
        return int(text)
    return text


def _with_places(settings: Settings) -> Settings:
    """Fills in the database and the queue beside each other in the instance folder when they are not named."""
    changes: dict[str, object] = {}
    stem = "demo" if settings.is_demo else "advocacy"
    if not settings.database_url:
        changes["database_url"] = f"sqlite:///{settings.instance / f'{stem}.db'}"
    if not settings.queue_url:
        changes["queue_url"] = f"sqlite:///{settings.instance / f'{stem}-queue.db'}"
    if settings.is_demo and not settings.secret_key:
        changes["secret_key"] = DEMO_SECRET
    named = {each.name: getattr(settings, each.name) for each in fields(Settings)}
    return Settings(**{**named, **changes})


def _faults(settings: Settings) -> list[str]:
    rules = (
        *_secret_rules(settings),
        *_address_rules(settings),
        *_egress_rules(settings),
        *_network_rules(settings),
        *_word_rules(settings),
    )
    return [sentence for is_wrong, sentence in rules if is_wrong]


def _secret_rules(settings: Settings) -> list[tuple[bool, str]]:
    short = f"ADVOCACY_SECRET_KEY: at least {SMALLEST_SECRET} characters; make one with: openssl rand -hex 32"
    return [
        (len(settings.secret_key) < SMALLEST_SECRET, short),
        (not settings.is_demo and settings.secret_key == DEMO_SECRET, "ADVOCACY_SECRET_KEY: the demo's key may be used by the demo only"),
    ]


def _address_rules(settings: Settings) -> list[tuple[bool, str]]:
    write = "write an address such as https://example.dk without a slash at the end"
    is_open = settings.mode == "production" and settings.public_url.startswith("http://") and not _is_loopback(settings.public_url)
    return [
        (not _is_address(settings.public_url), f"ADVOCACY_PUBLIC_URL: {write}"),
        (bool(settings.short_url) and not _is_address(settings.short_url), f"ADVOCACY_SHORT_URL: {write}"),
        (is_open, "ADVOCACY_PUBLIC_URL: in production the address begins with https://"),
        (
            settings.is_demo and not _is_loopback(settings.public_url),
            "ADVOCACY_PUBLIC_URL: the demo is served on this machine only (127.0.0.1)",
        ),
    ]


def _egress_rules(settings: Settings) -> list[tuple[bool, str]]:
    places = [re.fullmatch(r"(?:[a-z0-9._-]+|\[[0-9a-f:.]+\]):(\d{1,5})", place) for place in _listed(settings.egress_allow)]
    ports = _listed(settings.egress_ports)
    return [
        (
            not all(place and _is_port(place[1]) for place in places),
            "ADVOCACY_EGRESS_ALLOW: write exact places such as intranet.by.dk:443 in small letters, separated by commas",
        ),
        (not all(map(_is_port, ports)), "ADVOCACY_EGRESS_PORTS: write numbers from 1 to 65535, separated by commas"),
        (settings.pictures_gigabytes < 1, "ADVOCACY_PICTURES_GIGABYTES: at least 1"),
    ]


def _network_rules(settings: Settings) -> list[tuple[bool, str]]:
    linkedin = (settings.linkedin_client_id, settings.linkedin_client_secret, settings.linkedin_version)
    view = settings.bluesky_appview
    write = "write an address such as https://example.dk without a slash at the end"
    return [
        (
            any(linkedin) and not all(linkedin),
            "ADVOCACY_LINKEDIN_CLIENT_ID, ADVOCACY_LINKEDIN_CLIENT_SECRET and ADVOCACY_LINKEDIN_VERSION: write all three or none",
        ),
        (
            bool(settings.linkedin_version) and not re.fullmatch(r"20\d\d(?:0[1-9]|1[0-2])", settings.linkedin_version),
            "ADVOCACY_LINKEDIN_VERSION: write a year and a month such as 202610",
        ),
        (bool(settings.linkedin_url) and not _is_address(settings.linkedin_url), f"ADVOCACY_LINKEDIN_URL: {write}"),
        (
            bool(settings.linkedin_url) and settings.mode == "production",
            "ADVOCACY_LINKEDIN_URL: leave it out in production; keys of LinkedIn's go to LinkedIn",
        ),
        (view != "none" and not _is_address(view), f"ADVOCACY_BLUESKY_APPVIEW: {write}, or none"),
        (not _is_address(settings.bluesky_directory), f"ADVOCACY_BLUESKY_DIRECTORY: {write}"),
    ]


def _listed(words: str) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()]


def _is_port(word: str) -> bool:
    return word.isascii() and word.isdigit() and 0 < int(word) < 65_536


def _word_rules(settings: Settings) -> list[tuple[bool, str]]:
    return [
        (
            settings.mode not in {"demo", "development", "production"},
            f"ADVOCACY_MODE: write demo, development or production, not {settings.mode!r}",
        ),
        (
            not settings.database_url.startswith(("sqlite:", "postgresql+psycopg:")),
            "ADVOCACY_DATABASE_URL: write sqlite:///path or postgresql+psycopg://name@host/database",
        ),
        (
            not settings.queue_url.startswith(("sqlite:", "redis:", "rediss:", "postgresql:")),
            "ADVOCACY_QUEUE_URL: write sqlite:///path, redis://host or postgresql://name@host/database",
        ),
        (
            not settings.mail_url.startswith(("smtp://", "smtps://", "file:")),
            "ADVOCACY_MAIL_URL: write smtp://host:25, smtps://host:465 or file:",
        ),
        (
            settings.role not in {"all", "web", "worker", "redirect"},
            f"ADVOCACY_ROLE: write all, web, worker or redirect, not {settings.role!r}",
        ),
        (
            settings.visits_durability not in {"normal", "strict"},
            f"ADVOCACY_VISITS_DURABILITY: write normal or strict, not {settings.visits_durability!r}",
        ),
        (
            settings.count_people not in {"visits", "once-a-day"},
            f"ADVOCACY_COUNT_PEOPLE: write visits or once-a-day, not {settings.count_people!r}",
        ),
        (settings.log_level not in {"DEBUG", "INFO", "WARNING", "ERROR"}, "ADVOCACY_LOG_LEVEL: write DEBUG, INFO, WARNING or ERROR"),
    ]


def _is_address(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not url.endswith("/")


def _is_loopback(url: str) -> bool:
    return urlsplit(url).hostname in {"127.0.0.1", "localhost", "::1"}
