"""Where a link leads: people go on to the story, previews get its title and picture, and nobody is recognised.

No cookie, no address and no browser's name is kept, and what stands behind ? is not looked at except for the mark by
which a network shows itself (compliance P24, attack rows R02, R13, R16). The sharer's own visits, signed in, are not
written down at all: they are neither a reader's nor a robot's (attack row R09).
"""

from __future__ import annotations

from urllib.parse import urlsplit

import structlog
from flask import Response, current_app, make_response, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from advocacy.consents.queries import places_shown
from advocacy.foundation.database import db, writing
from advocacy.foundation.guards import EVERYONE, acting, allow
from advocacy.foundation.i18n import DEFAULT_LOCALE, LOCALES, current_locale, in_language
from advocacy.foundation.pages import public_address, settings
from advocacy.organisation.queries import find_organisation, is_own_address
from advocacy.sharing import queries, services
from advocacy.sharing.agents import Agent, AgentKind, classify, referring_network
from advocacy.sharing.models import Share
from advocacy.sharing.places import places_of
from advocacy.sharing.views.blueprint import bp
from advocacy.stories.access import is_shareable
from advocacy.stories.models import StoryVersion

log = structlog.get_logger()
PREVIEWS = (AgentKind.PREVIEW, AgentKind.DEVICE_PREVIEW)
HEADERS = {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer"}
RETRY_SECONDS = 5
AWAY = (DBAPIError, PoolTimeout)


@bp.route("/r/<path:code>", methods=["GET", "HEAD"], provide_automatic_options=False)
@allow(EVERYONE)
def visit(code: str) -> ResponseReturnValue:
    """Answers whoever follows a link; a visit is on disk before the answer leaves."""
    with in_language(request.accept_languages.best_match(LOCALES) or DEFAULT_LOCALE):
        try:
            response = _answer(queries.find_share_by_code(code))
        except AWAY as error:
            db.session.rollback()
            log.warning("visit_not_answered", error=type(error).__name__)
            response = _plain("sharing/visit_busy.html", 503)
            response.headers["Retry-After"] = str(RETRY_SECONDS)
    response.headers.update(HEADERS)
    return response


def _answer(share: Share | None) -> Response:
    version = share.story.published_version if share is not None else None
    if share is None:
        return _plain("sharing/visit_missing.html", 404)
    if share.story.paused_at is not None and share.withdrawn_at is None:
        return _plain("sharing/visit_resting.html", 410)
    if share.withdrawn_at is not None or version is None or not is_shareable(share.story):
        return _plain("sharing/visit_gone.html", 410)
    # What is answered does not depend on GET or HEAD; what is written down does.
    agent = _agent("GET")
    response = _preview(share, version, agent) if agent.kind in PREVIEWS else _onward(version)
    _write_down(share, _agent(request.method))
    return response


def _agent(method: str) -> Agent:
    return classify(request.user_agent.string, method, dict(request.headers))


def _onward(version: StoryVersion) -> Response:
    """To the story's address: straight to the organisation's own sites, by way of a page that says so to others (attack row R04)."""
    address = version.address
    if not is_web_address(address):
        return _plain("sharing/visit_missing.html", 404)
    organisation = find_organisation()
    if organisation is not None and is_own_address(organisation, address):
        response = make_response(redirect(address, 302))
        response.headers["X-Robots-Tag"] = "noindex"
        return response
    return _plain("sharing/visit_leaving.html", 200, address=address, host=urlsplit(address).hostname, version=version,
                  organisation=organisation)


def is_web_address(address: str) -> bool:
    """True for an address that browsers and we read alike: http or https, and nothing in it that hides its host (attack row R05)."""
    if any(letter.isspace() or letter == "\\" or ord(letter) < 32 for letter in address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc


def _preview(share: Share, version: StoryVersion, agent: Agent) -> Response:
    """Title, gain and picture for a network's card. The card's own address is the link, so that its readers come by it too.

    The picture is left out where the people in it have not said yes to this network.
    """
    picture = None
    if version.picture is not None and places_of(agent.network or share.network) <= places_shown(version.picture):
        picture = public_address("files.picture", public_id=version.picture.public_id, size="preview")
    with in_language(share.language):
        return _plain("sharing/visit_preview.html", 200, share=share, version=version, picture=picture,
                      link=queries.short_link(share, settings().link_url), organisation=find_organisation())


def _plain(template: str, status: int, **context: object) -> Response:
    """A page that asks neither who reads nor the session, so that none is begun; search engines leave all but previews out."""
    response = make_response(current_app.jinja_env.get_template(template).render(locale=current_locale(), **context), status)
    if template != "sharing/visit_preview.html":
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _write_down(share: Share, agent: Agent) -> None:
    """Commits the visit. When the database is busy the reader goes on all the same, and the log says that one was missed."""
    actor, number, owner = acting(), share.id, share.person_id
    if actor is not None and actor.person.id == owner:
        return
    came_from = None
    if agent.kind is AgentKind.PERSON:
        came_from = referring_network(request.referrer or "", request.args, request.user_agent.string)
    db.session.rollback()
    try:
        with writing():
            services.record_visit(number, agent, came_from=came_from)
            db.session.commit()
    except AWAY as error:
        db.session.rollback()
        log.warning("visit_not_written", kind=agent.kind.value, error=type(error).__name__)
