"""A short way for readers, ahead of Flask: a link that is known goes on at once, its visit written down first; all else takes the long way.

Only what is wholly usual is answered here: GET, a link in memory that leads straight on, a browser, robot or scanner, nobody signed
in. The answer is the page's own, made by the page's own code (``onward``) when the link was learnt, so both answer alike.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import structlog
from flask import Flask, request
from werkzeug.sansio.utils import host_is_trusted

from advocacy.config import Settings
from advocacy.foundation.light import SMALLEST
from advocacy.links.agents import (
    LONGEST_IN_APP_AGENT,
    LONGEST_REFERRER,
    REMEMBERED_USER_AGENTS,
    Agent,
    AgentKind,
    classify,
    reads_a_page,
    referring_network,
)
from advocacy.links.answers import Destination
from advocacy.links.callers import Callers
from advocacy.links.log import folder
from advocacy.links.log.line import tail_of
from advocacy.links.log.writer import VisitWriter
from advocacy.links.memory import Answer, Known, LinkMemory
from advocacy.links.onward import straight_answer
from advocacy.networks.catalogue.network import NetworkKind

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = structlog.get_logger()
EXTENSION = "advocacy.lane"
PREFIX = "/r/"
STATUS = "302 FOUND"
STRAIGHT_ON = frozenset({AgentKind.PERSON, AgentKind.UNCERTAIN, AgentKind.ROBOT, AgentKind.SCANNER})
LONGEST_QUERY = 4_000
MOST_HOSTS = 64
_UNUSUAL = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")


class Lane:
    """Answers for known links before Flask is asked; closed until a process that serves readers opens it."""

    def __init__(self, flask: Flask, settings: Settings) -> None:
        self._flask, self._settings = flask, settings
        self._app: WSGIApplication = flask.wsgi_app
        self.log = VisitWriter(settings.instance / folder.NAME, is_strict=settings.visits_durability == "strict")
        self.memory = LinkMemory(flask, self._answer)
        self.callers = Callers(counts_once_a_day=settings.counts_once_a_day)
        self._cookie = str(flask.config["SESSION_COOKIE_NAME"])
        self._hosts: set[str] = set()
        self._added: list[tuple[str, str]] | None = None
        self._is_open = False
        self._process = 0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if self._is_open and environ["REQUEST_METHOD"] == "GET":
            path: str = environ["PATH_INFO"]
            code = path[3:] if path[:3] == PREFIX else ""
            known = self.memory.known.get(code)
            if known is None:
                if code and self._process != os.getpid():
                    self.begin()
            else:
                tail = self.tail_of(environ)
                if tail is not None:
                    known.round = self.memory.round
                    self.note(known, code, tail, environ)
                    start_response(STATUS, known.headers.copy())
                    return known.body
        return self._app(environ, start_response)

    def note(self, known: Known, code: str, tail: bytes, environ: WSGIEnvironment) -> None:
        """Writes the visit down, with what this process has noticed of who calls."""
        address, agent = environ.get("REMOTE_ADDR", ""), environ.get("HTTP_USER_AGENT", "")
        self.log.write(known.link_id, self.callers.looked_at(tail, code, address, agent))

    def open(self) -> None:
        """This process serves readers: from the first of them on it remembers links."""
        self._is_open = True

    def remember(self, code: str, found: Destination) -> None:
        """The page has looked this link up, and it leads straight on."""
        if self._is_open:
            self.memory.remember(code, found)

    def close(self) -> None:
        """Everything takes the long way again."""
        self._is_open = False

    def begin(self) -> None:
        """Opens, and begins to learn the links that are likely to be asked for; a process that was copied from another does so anew."""
        self._is_open, self._process = True, os.getpid()
        threading.Thread(target=self._learn, name="link-memory", daemon=True).start()

    def _learn(self) -> None:
        try:
            self.memory.expect()
        except Exception as error:  # noqa: BLE001 - the database may be away; what is asked for is learnt when it is back.
            log.warning("links_not_expected", error=type(error).__name__)
        self.memory.keep_fresh(threading.Event())

    def tail_of(self, environ: WSGIEnvironment) -> bytes | None:
        """Who comes and from where, as the log has it; None for everything that is not wholly usual."""
        if environ.get("HTTP_HOST") not in self._hosts and not self._is_ours(environ):
            return None
        for name in _UNUSUAL:
            if name in environ:
                return None
        if self.may_be_known(environ):
            return None
        query: str = environ.get("QUERY_STRING", "")
        user_agent, referrer = environ.get("HTTP_USER_AGENT", ""), environ.get("HTTP_REFERER", "")
        reads = reads_a_page(environ.get("HTTP_ACCEPT_LANGUAGE", ""), environ.get("HTTP_SEC_FETCH_DEST", ""))
        return _tail(user_agent[:LONGEST_IN_APP_AGENT], referrer[:LONGEST_REFERRER], bool(query) and _has_click(query), reads)

    def may_be_known(self, environ: WSGIEnvironment) -> bool:
        """Whether this may be somebody who is signed in."""
        return "HTTP_AUTHORIZATION" in environ or ("HTTP_COOKIE" in environ and self._cookie in environ["HTTP_COOKIE"])

    def _is_ours(self, environ: WSGIEnvironment) -> bool:
        """True for a host we go by, as Flask understands it (attack row E03)."""
        host = environ.get("HTTP_HOST", "")
        if not host or not host_is_trusted(host, self._settings.allowed_hosts):
            return False
        if len(self._hosts) < MOST_HOSTS:
            self._hosts.add(host)
        return True

    def _answer(self, address: str) -> Answer | None:
        """The page's own answer, with everything that Flask does to it on its way out; None for one that is not like the others."""
        answer = straight_answer(address)
        body, headers = answer.get_data(), answer.get_wsgi_headers({"REQUEST_METHOD": "GET"}).to_wsgi_list()
        return ([*headers, *self._added_to_each()], body) if len(body) < SMALLEST else None

    def _added_to_each(self) -> list[tuple[str, str]]:
        """What Flask adds to such an answer behind what it has, whichever address it leads to; asked of Flask once."""
        if self._added is None:
            with self._flask.test_request_context(f"{PREFIX}x", base_url=self._settings.link_url):
                plain, whole = straight_answer(self._settings.link_url), straight_answer(self._settings.link_url)
                before = plain.get_wsgi_headers(request.environ).to_wsgi_list()
                after = self._flask.process_response(whole).get_wsgi_headers(request.environ).to_wsgi_list()
            assert after[: len(before)] == before, "Flask changes what an answer has, so it must be asked for each."
            self._added = after[len(before) :]
        return self._added


def _has_click(query: str) -> bool:
    """True where Facebook has left its mark behind the question mark."""
    return any(name == "fbclid" and bool(value) for name, value in parse_qsl(query[:LONGEST_QUERY]))


@lru_cache(maxsize=REMEMBERED_USER_AGENTS)
def _tail(user_agent: str, referrer: str, has_click: bool, reads: bool) -> bytes | None:
    agent = classify(user_agent, "GET", {"referer": referrer, "accept-language": "da" if reads else ""})
    if agent.kind not in STRAIGHT_ON:
        return None
    return tail_of(agent.kind, agent.network or came_from(agent, referrer, {"fbclid": "yes"} if has_click else {}, user_agent))


def came_from(agent: Agent, referrer: str, query: Mapping[str, str], user_agent: str) -> NetworkKind | None:
    """The network a person came from; nobody else comes from one."""
    return referring_network(referrer, query, user_agent) if agent.kind is AgentKind.PERSON else None


def init_lane(app: Flask, settings: Settings) -> None:
    """Puts the lane ahead of Flask and behind what tells who asks; it stays closed."""
    lane = Lane(app, settings)
    app.extensions[EXTENSION] = lane
    app.wsgi_app = lane  # type: ignore[method-assign]


def lane_of(app: Flask) -> Lane:
    """The lane of an application."""
    found: Lane = app.extensions[EXTENSION]
    return found
