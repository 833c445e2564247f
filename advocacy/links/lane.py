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
from urllib.parse import parse_qsl, urlsplit

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
    referring_network,
)
from advocacy.links.log import folder
from advocacy.links.log.line import tail_of
from advocacy.links.log.writer import VisitWriter
from advocacy.links.memory import Answer, LinkMemory
from advocacy.links.onward import straight_answer
from advocacy.links.queries import LONGEST_CODE
from advocacy.networks.catalogue.network import NetworkKind

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = structlog.get_logger()
EXTENSION = "advocacy.lane"
PREFIX = "/r/"
STATUS = "302 FOUND"
STRAIGHT_ON = frozenset({AgentKind.PERSON, AgentKind.ROBOT, AgentKind.SCANNER})
LONGEST_QUERY = 4_000
MOST_HOSTS = 64
_UNUSUAL = ("HTTP_AUTHORIZATION", "HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")


class Lane:
    """Answers for known links before Flask is asked; closed until a process that serves readers opens it."""

    def __init__(self, flask: Flask, settings: Settings) -> None:
        self._flask, self._settings = flask, settings
        self._app: WSGIApplication = flask.wsgi_app
        self.log = VisitWriter(settings.instance / folder.NAME, is_strict=settings.visits_durability == "strict")
        self.memory = LinkMemory(flask, self._answer)
        self._cookie = str(flask.config["SESSION_COOKIE_NAME"])
        self._hosts: set[str] = set()
        self._short_host = urlsplit(settings.short_url).netloc if settings.short_url != settings.public_url else ""
        self._is_open = False
        self._process = 0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if self._is_open and environ["REQUEST_METHOD"] == "GET":
            path: str = environ["PATH_INFO"]
            code = path[3:] if path[:3] == PREFIX else path[1:] if self._is_short(environ) else ""
            known = self.memory.known.get(code)
            if known is None:
                self._want(code)
            else:
                tail = self._tail_of(environ)
                if tail is not None:
                    known.round = self.memory.round
                    self.log.write(known.link_id, tail)
                    start_response(STATUS, known.headers.copy())
                    return known.body
        return self._app(environ, start_response)

    def open(self) -> None:
        """This process serves readers: from the first of them on it remembers links."""
        self._is_open = True

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

    def _want(self, code: str) -> None:
        if 0 < len(code) <= LONGEST_CODE:
            if self._process != os.getpid():
                self.begin()
            self.memory.want(code)

    def _is_short(self, environ: WSGIEnvironment) -> bool:
        return bool(self._short_host) and environ.get("HTTP_HOST") == self._short_host

    def _tail_of(self, environ: WSGIEnvironment) -> bytes | None:
        """Who comes and from where, as the log has it; None for everything that is not wholly usual."""
        if environ.get("HTTP_HOST") not in self._hosts and not self._is_ours(environ):
            return None
        for name in _UNUSUAL:
            if name in environ:
                return None
        if "HTTP_COOKIE" in environ and self._cookie in environ["HTTP_COOKIE"]:
            return None
        query: str = environ.get("QUERY_STRING", "")
        user_agent, referrer = environ.get("HTTP_USER_AGENT", ""), environ.get("HTTP_REFERER", "")
        return _tail(user_agent[:LONGEST_IN_APP_AGENT], referrer[:LONGEST_REFERRER], bool(query) and _has_click(query))

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
        with self._flask.test_request_context(f"{PREFIX}x", base_url=self._settings.link_url):
            response = self._flask.process_response(straight_answer(address))
            body, headers = response.get_data(), response.get_wsgi_headers(request.environ).to_wsgi_list()
        return (headers, body) if len(body) < SMALLEST else None


def _has_click(query: str) -> bool:
    """True where Facebook has left its mark behind the question mark."""
    return any(name == "fbclid" and bool(value) for name, value in parse_qsl(query[:LONGEST_QUERY]))


@lru_cache(maxsize=REMEMBERED_USER_AGENTS)
def _tail(user_agent: str, referrer: str, has_click: bool) -> bytes | None:
    agent = classify(user_agent, "GET", {"referer": referrer})
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
