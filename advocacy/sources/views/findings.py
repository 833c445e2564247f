"""What feeds told: an editor makes a draft of it, or puts it away."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import EDITORS, Actor
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing, Refusal
from advocacy.foundation.guards import acting, allow, safe_path
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.i18n import ngettext
from advocacy.foundation.pages import onward, page
from advocacy.sources import outside, queries, services
from advocacy.sources.models import FindingStatus, Source
from advocacy.sources.queries import PAGE_LENGTH
from advocacy.sources.views.blueprint import bp, page_number
from advocacy.stories.models import Story


@bp.get("/found")
@allow(EDITORS)
def found() -> ResponseReturnValue:
    """What all feeds, or one of them, told: new, made a draft of, put away."""
    sources = queries.sources_of(acting())
    chosen, asked = _chosen(list(sources)), request.args.get("list", FindingStatus.NEW.value)
    if asked not in set(FindingStatus):
        raise Missing
    which = FindingStatus(asked)
    return page(
        "sources/found.html",
        sources=sources,
        source=chosen[0] if request.args.get("feed") else None,
        which=which,
        listed=queries.found_page(chosen, which, page=page_number()),
        counts=queries.status_counts(chosen),
    )


@bp.post("/found/<public_id>/draft")
@allow(EDITORS)
def draft_found(public_id: str) -> ResponseReturnValue:
    """Makes a draft of it, and takes its picture along where it can be had. Nothing is locked while the other side takes its time."""
    actor: Actor = acting()
    finding = queries.get_finding(actor, public_id)
    if finding.story is not None:
        return _drafted_already(finding.story)
    picture_address = finding.picture_address
    db.session.rollback()
    picture = outside.picture_at(picture_address)
    try:
        story = services.draft_finding(queries.get_finding(actor, public_id), actor, picture=picture)
    except Refusal:
        db.session.rollback()
        return onward("sources.found", list=FindingStatus.DRAFTED.value)
    db.session.commit()
    flash(_("The draft has begun. Nobody sees it before another editor has approved it."), "success")
    return onward("stories.edit", public_id=story.public_id)


@bp.post("/found/<public_id>/put-away")
@allow(EDITORS)
def put_away(public_id: str) -> ResponseReturnValue:
    """Off the list."""
    actor: Actor = acting()
    services.put_away_finding(queries.get_finding(actor, public_id), actor)
    db.session.commit()
    flash(_("Put away. You find it under “Put away” if you want it back."), "success")
    return _back()


@bp.post("/found/<public_id>/take-back")
@allow(EDITORS)
def take_back(public_id: str) -> ResponseReturnValue:
    """Back on the list."""
    actor: Actor = acting()
    services.take_back_finding(queries.get_finding(actor, public_id), actor)
    db.session.commit()
    flash(_("Taken back."), "success")
    return _back()


@bp.post("/found/put-away")
@allow(EDITORS)
def put_away_shown() -> ResponseReturnValue:
    """Everything that stood on the page at once."""
    actor: Actor = acting()
    names = request.form.getlist("shown")[:PAGE_LENGTH]
    count = services.put_away_findings(queries.sources_of(actor), names, actor)
    db.session.commit()
    flash(ngettext("One was put away.", "%(num)d were put away.", count), "success")
    return _back()


def _drafted_already(story: Story) -> ResponseReturnValue:
    """Pressed twice, or a colleague was quicker: on to the draft there is."""
    flash(_("A draft has been made of this already."), "info")
    return onward("stories.review", public_id=story.public_id)


def _chosen(sources: list[Source]) -> list[Source]:
    asked = request.args.get("feed")
    if not asked:
        return sources
    chosen = [source for source in sources if source.public_id == asked]
    if not chosen:
        raise Missing
    return chosen


def _back() -> ResponseReturnValue:
    """To the list one came from."""
    return redirect(safe_path(request.form.get("back")) if request.form.get("back") else url_for("sources.found"), 303)
