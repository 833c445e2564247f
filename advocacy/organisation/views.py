"""The organisation's colours as a style sheet: the only style that is not a file."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from advocacy.foundation.guards import EVERYONE, allow
from advocacy.organisation.colours import mixed, readable_on, text_on
from advocacy.organisation.queries import find_organisation

bp = Blueprint("organisation", __name__, url_prefix="/organisation")

#: The grounds of static/css/tokens.css: a card in light and in dark, and the sunken ground in light.
LIGHT_GROUND, DARK_GROUND, SUNKEN = "#fffdf8", "#17272c", "#ede7db"


@bp.get("/theme.css")
@allow(EVERYONE)
def theme() -> ResponseReturnValue:
    """Four colours for light and four for dark, all reckoned from the organisation's own so that they can be read."""
    organisation = find_organisation()
    brand = organisation.brand_colour if organisation else "#0b4f5c"
    response = Response(_sheet(brand), mimetype="text/css")
    response.headers["Cache-Control"] = "public, max-age=3600"
    response.add_etag()
    return response.make_conditional(request)


def _sheet(brand: str) -> str:
    soft_light, soft_dark = mixed(brand, LIGHT_GROUND, 0.88), mixed(brand, DARK_GROUND, 0.8)
    strong_light = readable_on(readable_on(mixed(brand, "#000000", 0.15), soft_light), SUNKEN)
    on_dark = readable_on(mixed(brand, "#ffffff", 0.5), DARK_GROUND)
    strong_dark = readable_on(mixed(brand, "#ffffff", 0.65), soft_dark)
    light = _rules(brand, text_on(brand), strong_light, soft_light)
    dark = _rules(on_dark, text_on(on_dark), strong_dark, soft_dark)
    return f":root, [data-bs-theme=light] {{{light}}}\n[data-bs-theme=dark] {{{dark}}}\n"


def _rules(brand: str, contrast: str, strong: str, soft: str) -> str:
    return f"--brand: {brand}; --brand-contrast: {contrast}; --brand-strong: {strong}; --brand-soft: {soft};"
