"""The square that leads to a link, a drawing for the screen or a picture for printing: for whose link it is, and for poster makers."""

from __future__ import annotations

from flask import Response, make_response, request
from flask.typing import ResponseReturnValue

from advocacy.foundation.errors import Missing
from advocacy.foundation.guards import SIGNED_IN, acting, allow, require_visible
from advocacy.foundation.pages import settings
from advocacy.links import qr, queries
from advocacy.links.access import can_draw_link
from advocacy.links.views.blueprint import bp

KINDS = {"svg": (qr.svg_of, "image/svg+xml"), "png": (qr.png_of, "image/png")}


@bp.get("/links/<public_id>/square.<kind>")
@allow(SIGNED_IN)
def square(public_id: str, kind: str) -> ResponseReturnValue:
    """Drawn afresh each time: nothing of it is stored. ``?keep=1`` asks the browser to save it as a file."""
    link = queries.get_link(public_id)
    require_visible(can_draw_link(acting(), link))
    if kind not in KINDS:
        raise Missing
    draw, content_type = KINDS[kind]
    response: Response = make_response(draw(queries.link_to(link.code, settings().link_base)))
    response.content_type = content_type
    if "keep" in request.args:
        response.headers["Content-Disposition"] = f'attachment; filename="{link.code}.{kind}"'
    return response
