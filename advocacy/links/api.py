"""Links in the API: making them for posters, reading what came of one's own or a poster's, and closing them."""

from __future__ import annotations

from flask import Blueprint

from advocacy.accounts.access import SIGNED_IN, Actor
from advocacy.foundation.database import db
from advocacy.foundation.guards import acting, require, require_visible
from advocacy.foundation.operations import operation
from advocacy.foundation.pages import settings
from advocacy.links import access, queries, services
from advocacy.links.models import Link
from advocacy.links.schemas import DayAnswer, KindAnswer, PosterAnswer, PostersAnswer, PosterSent, VisitsAnswer
from advocacy.stories.access import can_read_story
from advocacy.stories.models import Story
from advocacy.stories.queries import get_story

bp = Blueprint("api_links", __name__)
READING, WRITING = "links:read", "links:write"
DAYS = 30


@operation(bp, "GET", "/stories/<string:public_id>/posters", who=SIGNED_IN, scope=READING)
def list_posters(public_id: str) -> PostersAnswer:
    """The links of a story that belong to nobody."""
    return PostersAnswer(posters=[_answer(link) for link in queries.posters_of(_story(public_id))])


@operation(bp, "POST", "/stories/<string:public_id>/posters", who=SIGNED_IN, scope=WRITING, status=201)
def make_poster(public_id: str, body: PosterSent) -> PosterAnswer:
    """Makes a link for a poster, a screen or a leaflet."""
    link = services.make_poster(_story(public_id), acting(), label=body.label, language=body.language)
    db.session.commit()
    return _answer(link)


@operation(bp, "GET", "/links/<string:public_id>/visits", who=SIGNED_IN, scope=READING)
def show_visits(public_id: str) -> VisitsAnswer:
    """Who followed a poster's link or one's own, by kind, and the last thirty days; nobody else's."""
    actor: Actor = acting()
    link = queries.get_link(public_id)
    require_visible(access.can_draw_link(actor, link))
    return VisitsAnswer(
        kinds=[KindAnswer(kind=each.kind.value, label=each.label, count=each.count) for each in queries.kinds_of(link.id)],
        days=[DayAnswer(day=each.day, counts={kind.value: count for kind, count in each.counts.items()})
              for each in queries.days_of(link.id, days=DAYS)])


@operation(bp, "POST", "/links/<string:public_id>/close", who=SIGNED_IN, scope=WRITING, status=204)
def close_poster(public_id: str) -> None:
    """Closes a poster's link for good; closing it again changes nothing."""
    actor: Actor = acting()
    link = queries.get_link(public_id)
    require_visible(access.can_see_poster(actor, link))
    services.close_link(link, actor)
    db.session.commit()


def _story(public_id: str) -> Story:
    actor: Actor = acting()
    story = get_story(public_id)
    require_visible(can_read_story(actor, story) or access.can_make_posters(actor, story))
    require(access.can_make_posters(actor, story))
    return story


def _answer(link: Link) -> PosterAnswer:
    return PosterAnswer(
        id=link.public_id, story=link.story.public_id, label=link.label or "", language=link.language, made_at=link.made_at,
        address=queries.link_to(link.code, settings().link_base), closed_at=link.closed_at)
