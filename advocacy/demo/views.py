"""Pages that only the demo has: who one may be, and the municipality's pretended website."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from advocacy.demo import queries
from advocacy.demo.services import DEMO_PASSWORD, demo_sign_ins
from advocacy.foundation.forgery import without_cookie
from advocacy.foundation.guards import EVERYONE, allow, require_visible
from advocacy.foundation.pages import page, settings

bp = Blueprint("demo", __name__)


@bp.get("/demo/")
@allow(EVERYONE)
@without_cookie
def people() -> ResponseReturnValue:
    """One press to be somebody; in the demo only."""
    require_visible(settings().is_demo)
    return page("demo/people.html", people=demo_sign_ins(), password=DEMO_PASSWORD)


@bp.get("/bredfjord/<slug>")
@allow(EVERYONE)
def website(slug: str) -> ResponseReturnValue:
    """Stands in for the municipality's own website, so that a shared link leads somewhere."""
    require_visible(settings().is_demo)
    return page("demo/website.html", version=queries.get_version_at(slug))
