"""The board's desk: what waits for an answer, and the three answers there are."""

from __future__ import annotations

from flask import flash, request
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import EDITORS, Actor
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.foundation.forms import Form
from advocacy.foundation.guards import acting, allow
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import onward, page
from advocacy.programmes.models import Programme
from advocacy.stories.queries import writable_programmes
from advocacy.tips import queries, services
from advocacy.tips.access import can_decline_tip, can_draft_tip, can_take_tip
from advocacy.tips.forms import DeclineForm, DraftForm, TakeForm
from advocacy.tips.models import Tip
from advocacy.tips.queries import DeskList
from advocacy.tips.views.blueprint import bp, page_number


@bp.get("/desk")
@allow(EDITORS)
def desk() -> ResponseReturnValue:
    """The tips this editor may answer; those that have waited longest come first."""
    actor: Actor = acting()
    asked = request.args.get("list", DeskList.WAITING.value)
    if asked not in set(DeskList):
        raise Missing
    which = DeskList(asked)
    listed = queries.desk_page(actor, which, page=page_number())
    return page("tips/desk.html", which=which, listed=listed, counts=queries.desk_counts(actor), today=clock.today())


@bp.get("/desk/<public_id>")
@allow(EDITORS)
def consider(public_id: str) -> ResponseReturnValue:
    """One tip to read, and what to do with it."""
    actor: Actor = acting()
    return _page(queries.get_desk_tip(actor, public_id), actor)


@bp.post("/desk/<public_id>/take")
@allow(EDITORS)
def take(public_id: str) -> ResponseReturnValue:
    """An editor says "I have it": the clock stops, and the giver is told."""
    actor: Actor = acting()
    tip, form = queries.get_desk_tip(actor, public_id), TakeForm()
    if form.validate_on_submit() and form.attempt(lambda: services.take_tip(tip, actor, words=form.words.data or "")):
        db.session.commit()
        flash(_("You have it now, and the giver is told."), "success")
        return onward("tips.consider", public_id=public_id)
    return _page(queries.get_desk_tip(actor, public_id), actor, take=form)


@bp.post("/desk/<public_id>/draft")
@allow(EDITORS)
def draft(public_id: str) -> ResponseReturnValue:
    """The tip becomes a draft, which opens to be written on."""
    actor: Actor = acting()
    tip, programme = queries.get_desk_tip(actor, public_id), _chosen_programme(actor)
    story = services.draft_story_from_tip(tip, actor, programme)
    db.session.commit()
    flash(_("Here is the draft, with the giver's words and picture. The giver is told that you are writing."), "success")
    return onward("stories.edit", public_id=story.public_id)


@bp.post("/desk/<public_id>/decline")
@allow(EDITORS)
def decline(public_id: str) -> ResponseReturnValue:
    """Not this time, with words that say why."""
    actor: Actor = acting()
    tip, form = queries.get_desk_tip(actor, public_id), DeclineForm()
    if form.validate_on_submit() and form.attempt(lambda: services.decline_tip(tip, actor, reason=form.reason.data or "")):
        db.session.commit()
        flash(_("The giver gets your words."), "success")
        return onward("tips.desk")
    return _page(queries.get_desk_tip(actor, public_id), actor, decline=form)


def _page(tip: Tip, actor: Actor, *, take: Form | None = None, decline: Form | None = None) -> ResponseReturnValue:
    programmes = _programmes(actor)
    return page(
        "tips/consider.html",
        tip=tip,
        take=take or TakeForm(formdata=None),
        decline=decline or DeclineForm(formdata=None),
        draft=DraftForm.among(programmes),
        programmes=programmes,
        can_take=can_take_tip(tip),
        can_draft=can_draft_tip(tip) and bool(programmes),
        can_decline=can_decline_tip(tip),
    )


def _programmes(actor: Actor) -> list[Programme]:
    """Those the editor writes for, the launched ones first: a draft is most likely for one of them."""
    return sorted(writable_programmes(actor), key=lambda each: not each.is_launched)


def _chosen_programme(actor: Actor) -> Programme:
    asked = request.form.get("programme", "")
    found = next((each for each in _programmes(actor) if each.public_id == asked), None)
    if found is None:
        raise Missing
    return found
