"""Where a link leads: people go on to the story, previews get its title and picture, and nobody is recognised.

No cookie, no address and no browser's name is kept, and what stands behind ? is not looked at except for the mark by
which a network shows itself (compliance P24, attack rows R02, R13, R16). The sharer's own visits, signed in, are not
written down at all: they are neither a reader's nor a robot's (attack row R09).
"""

from __future__ import annotations

from urllib.parse import urlsplit

import structlog
from flask import Response, current_app, make_response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from advocacy.consents.queries import places_shown
from advocacy.foundation.database import db
from advocacy.foundation.guards import EVERYONE, acting, allow
from advocacy.foundation.i18n import DEFAULT_LOCALE, LOCALES, current_locale, in_language
from advocacy.foundation.pages import public_address, settings
from advocacy.links import queries
from advocacy.links.agents import Agent, AgentKind, classify
from advocacy.links.answers import Destination
from advocacy.links.lane import came_from, lane_of
from advocacy.links.log.line import tail_of
from advocacy.links.models import Link
from advocacy.links.onward import HEADERS, goes_straight_to, is_web_address, straight_answer
from advocacy.links.pace import GUESS_SECONDS
from advocacy.links.views.blueprint import bp
from advocacy.organisation.queries import find_organisation
from advocacy.stories.access import is_shareable
from advocacy.stories.models import StoryVersion

log = structlog.get_logger()
PREVIEWS = (AgentKind.PREVIEW, AgentKind.DEVICE_PREVIEW)
RETRY_SECONDS = 5
DEAD = (404, 410)
AWAY = (DBAPIError, PoolTimeout)


@bp.route("/r/", methods=["GET", "HEAD"], provide_automatic_options=False, defaults={"code": ""})
@bp.route("/r/<path:code>", methods=["GET", "HEAD"], provide_automatic_options=False)
@allow(EVERYONE)
def visit(code: str) -> ResponseReturnValue:
    """Answers whoever follows a link; a visit is on disk before the answer leaves."""
    pace, place = lane_of(current_app).callers.pace, request.remote_addr or ""
    with in_language(request.accept_languages.best_match(LOCALES) or DEFAULT_LOCALE):
        try:
            response = _remembered(code) or _answer(queries.find_link(code))
        except AWAY as error:
            db.session.rollback()
            log.warning("visit_not_answered", error=type(error).__name__)
            response = _plain("links/visit_busy.html", 503)
            response.headers["Retry-After"] = str(RETRY_SECONDS)
        if code and response.status_code == 404:
            pace.note_guess(place, request.user_agent.string)
        if response.status_code in DEAD and pace.has_guessed(place):
            # Whether there was such a link once is not said any more; one that leads on does so for the guesser's neighbours too.
            response = _plain("links/visit_slower.html", 429)
            response.headers["Retry-After"] = str(GUESS_SECONDS)
    response.headers.update(HEADERS)
    return response


def _answer(link: Link | None) -> Response:
    version = link.story.published_version if link is not None else None
    if link is None:
        return _plain("links/visit_missing.html", 404)
    if link.story.paused_at is not None and link.closed_at is None:
        return _plain("links/visit_resting.html", 410)
    if link.closed_at is not None or version is None or not is_shareable(link.story):
        return _plain("links/visit_gone.html", 410)
    # What is answered does not depend on GET or HEAD; what is written down does.
    agent = _agent("GET")
    response = _preview(link, version, agent) if agent.kind in PREVIEWS else _onward(link, version)
    if response.status_code == 302:
        lane_of(current_app).remember(link.code, Destination(link.id, link.person_id, version.address))
    _write_down(link.code, link.id, link.person_id, _agent(request.method))
    return response


def _agent(method: str) -> Agent:
    return classify(request.user_agent.string, method, dict(request.headers))


def _onward(link: Link, version: StoryVersion) -> Response:
    """To the story's address: straight to the organisation's own sites, by way of a page that says so to others (attack row R04)."""
    address = version.address
    if not is_web_address(address):
        return _plain("links/visit_missing.html", 404)
    organisation = find_organisation()
    if goes_straight_to(address, organisation):
        return straight_answer(address)
    return _plain("links/visit_leaving.html", 200, address=address, host=urlsplit(address).hostname, version=version,
                  organisation=organisation, is_poster=link.is_poster, link=queries.link_to(link.code, settings().link_base))


def _preview(link: Link, version: StoryVersion, agent: Agent) -> Response:
    """Title, gain and picture for a network's card. The card's own address is the link, so that its readers come by it too.

    The picture is left out where the people in it have not said yes to this network.
    """
    picture = None
    if version.picture is not None and queries.places_of(agent.network or link.network) <= places_shown(version.picture):
        picture = public_address("files.picture", public_id=version.picture.public_id, size="preview")
    with in_language(link.language):
        return _plain("links/visit_preview.html", 200, language=link.language, version=version, picture=picture,
                      link=queries.link_to(link.code, settings().link_base), organisation=find_organisation())


def _plain(template: str, status: int, **context: object) -> Response:
    """A page that asks neither who reads nor the session, so that none is begun; search engines leave all but previews out."""
    response = make_response(current_app.jinja_env.get_template(template).render(locale=current_locale(), **context), status)
    if template != "links/visit_preview.html":
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _remembered(code: str) -> Response | None:
    """The answer for a link that this process knows to lead straight on, without asking the database; None for the others."""
    known = lane_of(current_app).memory.known.get(code)
    if known is None or _agent("GET").kind in PREVIEWS:
        return None
    _write_down(code, known.link_id, known.owner_id, _agent(request.method))
    return straight_answer(known.address)


def _write_down(code: str, link_id: int, owner_id: int | None, agent: Agent) -> None:
    """Notes the visit in the log of this process, from which it comes into the database in a moment."""
    if not _is_owner(owner_id):
        network = agent.network or came_from(agent, request.referrer or "", request.args, request.user_agent.string)
        lane = lane_of(current_app)
        address, name = request.remote_addr or "", request.user_agent.string
        lane.log.write(link_id, lane.callers.looked_at(tail_of(agent.kind, network), code, address, name))


def _is_owner(owner_id: int | None) -> bool:
    """True when the sharer looks at their own link, signed in. While the database is away nobody can be known."""
    try:
        actor = acting()
    except AWAY:
        db.session.rollback()
        return False
    return actor is not None and actor.person.id == owner_id
