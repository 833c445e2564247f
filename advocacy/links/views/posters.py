"""Links for posters: making one, what came of it as numbers, the page to print, and closing it."""

from __future__ import annotations

from flask import flash
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import Actor
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.guards import SIGNED_IN, acting, allow, require, require_visible
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.i18n import in_language
from advocacy.foundation.pages import onward, page, settings
from advocacy.links import queries, services
from advocacy.links.access import can_make_posters, can_see_poster
from advocacy.links.forms import PosterForm
from advocacy.links.models import Link
from advocacy.links.views.blueprint import bp
from advocacy.stories.access import can_read_story
from advocacy.stories.models import Story
from advocacy.stories.queries import get_story

DAYS_SHOWN = 30


@bp.route("/links/story/<public_id>", methods=["GET", "POST"])
@allow(SIGNED_IN)
def posters(public_id: str) -> ResponseReturnValue:
    """A story's links that belong to nobody, and a new one."""
    actor: Actor = acting()
    story, form = _story(actor, public_id), PosterForm()
    if form.validate_on_submit():
        made = form.attempt(lambda: services.make_poster(story, actor, label=form.label.data or "", language=form.language.data))
        if made is not None:
            name = made.public_id
            db.session.commit()
            flash(_("Here is your poster. Print it, or take the square along to your own layout."), "success")
            return onward("links.poster", public_id=name)
    story = _story(actor, public_id)
    found = queries.posters_of(story)
    return page("links/posters.html", story=story, version=story.published_version, form=form, posters=found,
                people=queries.people_of(found))


@bp.get("/links/<public_id>")
@allow(SIGNED_IN)
def poster(public_id: str) -> ResponseReturnValue:
    """What came of a poster, day by day."""
    link = _poster(acting(), public_id)
    days = queries.days_of(link.id, days=DAYS_SHOWN)
    return page("links/poster.html", link=link, version=link.story.published_version, address=_address(link), days=days,
                kinds=queries.kinds_of(link.id), unusual=queries.unusual_days(days), days_shown=DAYS_SHOWN,
                is_open=link.closed_at is None, key=new_public_id())


@bp.get("/links/<public_id>/poster")
@allow(SIGNED_IN)
def poster_to_print(public_id: str) -> ResponseReturnValue:
    """One sheet of A4 in the poster's language: title, gain, the square, and an address that can be read aloud."""
    link = _poster(acting(), public_id)
    require_visible(link.closed_at is None)
    with in_language(link.language):
        words = {"invitation": _("Read the story"), "how": _("Hold your telephone's camera over the square, or type:")}
    shown = _address(link).partition("://")[2].removesuffix(link.code)
    return page("links/poster_to_print.html", link=link, version=link.story.published_version, words=words, address=shown)


@bp.post("/links/<public_id>/close")
@allow(SIGNED_IN)
def close_poster(public_id: str) -> ResponseReturnValue:
    """It has been taken down, or hangs where it should not."""
    actor: Actor = acting()
    link = _poster(actor, public_id)
    services.close_link(link, actor)
    story = link.story.public_id
    db.session.commit()
    flash(_("Closed. Whoever scans it from now on reads kindly that the link is closed."), "success")
    return onward("links.posters", public_id=story)


def _story(actor: Actor, public_id: str) -> Story:
    story = get_story(public_id)
    require_visible(story.published_version is not None and (can_read_story(actor, story) or can_make_posters(actor, story)))
    require(can_make_posters(actor, story))
    return story


def _poster(actor: Actor, public_id: str) -> Link:
    link = queries.get_link(public_id)
    require_visible(can_see_poster(actor, link))
    return link


def _address(link: Link) -> str:
    return queries.link_to(link.code, settings().link_base)
