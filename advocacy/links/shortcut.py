"""A known link that comes the long way is answered from memory all the same, before Flask does what only pages need.

Here come those whom the lane leaves alone: who asks without wanting the answer (HEAD, prefetching), and everybody where another
server than ours runs the application. Previews, and readers who are signed in, go on to the page.
"""

from __future__ import annotations

from flask import Flask, Response, abort, request

from advocacy.config import Settings
from advocacy.foundation.ready_made import ReadyMade
from advocacy.links.agents import AgentKind, classify
from advocacy.links.lane import STATUS, Lane, came_from, lane_of
from advocacy.links.log.line import tail_of

ENDPOINT = "links.visit"
#: What is served where there is nothing but links: these, the pictures of their previews, and how their pages look.
FOR_READERS = frozenset({ENDPOINT, "files.picture", "health.process", "static"})
PREVIEWS = (AgentKind.PREVIEW, AgentKind.DEVICE_PREVIEW)


def init_shortcut(app: Flask, settings: Settings) -> None:
    """The first thing that is looked at in a request."""
    lane = lane_of(app)

    if settings.role == "redirect":

        @app.before_request
        def serve_readers_only() -> None:
            if request.endpoint is not None and request.endpoint not in FOR_READERS:
                abort(404)

    @app.before_request
    def answer_known_link() -> Response | None:
        if request.endpoint != ENDPOINT or request.view_args is None:
            return None
        return _answer(lane, request.view_args["code"])


def _answer(lane: Lane, code: str) -> Response | None:
    known = lane.memory.known.get(code)
    if known is None or lane.may_be_known(request.environ):
        return None
    tail = lane.tail_of(request.environ) if request.method == "GET" else None
    tail = tail or _unusual_tail()
    if tail is None:
        return None
    known.round = lane.memory.round
    lane.note(known, code, tail, request.environ)
    return ReadyMade(STATUS, known.headers, known.body)


def _unusual_tail() -> bytes | None:
    """Who comes and from where; None for a preview, which is shown a card."""
    headers, name = dict(request.headers), request.environ.get("HTTP_USER_AGENT", "")
    agent = classify(name, "GET", headers)
    if agent.kind in PREVIEWS:
        return None
    if request.method == "HEAD":
        return tail_of(AgentKind.HEAD, None)
    return tail_of(agent.kind, agent.network or came_from(agent, request.referrer or "", request.args, name))
