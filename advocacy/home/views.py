"""The front page for strangers, and the one for each person who works here."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, has_request_context, jsonify, redirect, session, url_for
from flask.typing import ResponseReturnValue

from advocacy.foundation.forgery import masked_token
from advocacy.foundation.guards import EVERYONE, SIGNED_IN, acting, allow, require_visible
from advocacy.foundation.i18n import LOCALES, current_locale, in_language
from advocacy.foundation.pages import onward, page, settings
from advocacy.home import installing
from advocacy.home.forms import SampleForm
from advocacy.home.navigation import footer_links, navigation_for
from advocacy.home.queries import front_page_of
from advocacy.organisation.models import Organisation
from advocacy.organisation.queries import find_organisation

bp = Blueprint("home", __name__)

#: In the session: the invitations somebody would rather not see just now.
PUT_AWAY = "put_away"
MOST_PUT_AWAY = 20

#: What pages show before the organisation has been set up.
NOBODY_YET = Organisation(name="Genlyd", short_name="Genlyd", motto={}, disclosure={}, link_domains=[], brand_colour="#0b4f5c")


@bp.app_context_processor
def shared_words() -> dict[str, Any]:
    """What every template may count on: whose house it is, who reads, in which language, and where one can go."""
    locale = current_locale()
    shared: dict[str, Any] = {
        "organisation": find_organisation() or NOBODY_YET,
        "locale": locale,
        "is_demo": settings().is_demo,
        "other_locale": next(other for other in LOCALES if other != locale),
    }
    if not has_request_context():
        return shared
    actor = acting()
    # A stranger gets no forgery token, and so no cookie, until a form needs one.
    return shared | {
        "actor": actor,
        "navigation": navigation_for(actor),
        "footer_links": footer_links(actor),
        "csrf_value": masked_token() if actor else "",
    }


@bp.get("/welcome")
@allow(EVERYONE)
def welcome() -> ResponseReturnValue:
    """What this is and is not, for anybody."""
    return page("home/welcome.html")


@bp.get("/")
@allow(EVERYONE)
def show() -> ResponseReturnValue:
    """Each person's front page; strangers are welcomed."""
    actor = acting()
    if actor is None:
        return redirect(url_for("home.welcome"), 303)
    return page("home/show.html", front=front_page_of(actor, put_away=session.get(PUT_AWAY, [])))


@bp.post("/not-now/<string(maxlength=20):public_id>")
@allow(SIGNED_IN)
def not_now(public_id: str) -> ResponseReturnValue:
    """Puts an invitation away until the person signs in again; it is kept in their own browser only, so nobody else knows."""
    session[PUT_AWAY] = [*session.get(PUT_AWAY, []), public_id][-MOST_PUT_AWAY:]
    return onward("home.show")


@bp.get("/what-we-store")
@allow(EVERYONE)
def privacy() -> ResponseReturnValue:
    """What is kept about whom, why and how long."""
    return page("home/privacy.html", counts_once_a_day=settings().counts_once_a_day)


@bp.get("/accessibility")
@allow(EVERYONE)
def accessibility() -> ResponseReturnValue:
    """How accessible this is, what is not, and whom to tell."""
    return page("home/accessibility.html")


@bp.get("/sw.js")
@allow(EVERYONE)
def service_worker() -> ResponseReturnValue:
    """The script for when there is no connection. It stands at the top, so that it may speak for every page."""
    response = Response(installing.service_worker(), mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.get("/offline/<any(da, en):locale>")
@allow(EVERYONE)
def offline(locale: str) -> ResponseReturnValue:
    """The page for when there is no connection: kept on the device beforehand, and the same for everybody."""
    response = Response(installing.offline_page(locale), mimetype="text/html")
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.get("/<any(da, en):locale>.webmanifest")
@allow(EVERYONE)
def app_manifest(locale: str) -> ResponseReturnValue:
    """What a phone asks for before the application is put on its front page. The language stands in the address, so no cookie is needed."""
    organisation = find_organisation() or NOBODY_YET
    with in_language(locale):
        response = jsonify(installing.manifest(organisation.short_name, locale))
    response.mimetype = "application/manifest+json"
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.get("/gallery")
@allow(EVERYONE)
def gallery() -> ResponseReturnValue:
    """Every component a page may use; while the application is being developed."""
    require_visible(settings().mode == "development")
    return page("gallery/index.html", form=SampleForm(), sample_picture=None)
