"""The leader's five minutes, and the page on which somebody reads the thanks they got."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import LEADERS, Actor
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.foundation.guards import SIGNED_IN, acting, allow, require_visible, safe_path
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import onward, page, wants_fragment
from advocacy.recognition import queries, services
from advocacy.recognition.access import can_put_away_acknowledgement
from advocacy.recognition.beginnings import BEGINNINGS
from advocacy.recognition.forms import ThanksForm
from advocacy.recognition.queries import HOW_MANY, PAGE_LENGTH, QueuedShare
from advocacy.stories.access import can_read_story

bp = Blueprint("recognition", __name__, url_prefix="/recognition")


@bp.get("/")
@allow(LEADERS)
def queue() -> ResponseReturnValue:
    """Three shares to read and thank for, one at a time; "not now" goes on to the next and leaves nothing behind."""
    actor: Actor = acting()
    done, after = _done(), request.args.get("after")
    waiting = queries.five_minutes_for(actor, after=after, limit=max(HOW_MANY - done, 1))
    if done >= HOW_MANY or not waiting:
        return page("recognition/finished.html", own=queries.own_thanks(actor.person), done=done,
                    has_skipped=after is not None, has_more=bool(waiting))
    return _card(actor, _with_first(actor, waiting), ThanksForm(formdata=None))


@bp.post("/<public_id>")
@allow(LEADERS)
def acknowledge(public_id: str) -> ResponseReturnValue:
    """One press thanks; then the next one comes up."""
    actor: Actor = acting()
    queued = queries.get_queued_share(actor, public_id)
    name = queued.person.first_name
    form = ThanksForm()
    if form.validate_on_submit() and form.attempt(lambda: services.acknowledge_share(queued.share, actor, form.deed)):
        db.session.commit()
        flash(_("Thank you. %(name)s will be told.", name=name), "thanks")
        return onward("recognition.queue", **_way(_done() + 1))
    if queued.share.withdrawn_at is not None:
        flash(str(services.TAKEN_BACK), "info")
        return onward("recognition.queue", **_way(_done()))
    return _card(actor, [queued], form)


@bp.get("/thanks")
@allow(SIGNED_IN)
def thanks() -> ResponseReturnValue:
    """Who has thanked this person, for what and with which words."""
    person, number = acting().person, max(request.args.get("page", 1, type=int), 1)
    received = queries.acknowledgements_received(person, page=number)
    require_visible(bool(received) or number == 1)
    page_count = -(-queries.count_received(person) // PAGE_LENGTH)
    return page("recognition/thanks.html", received=received, number=number, page_count=page_count)


@bp.post("/thanks/seen")
@allow(SIGNED_IN)
def see() -> ResponseReturnValue:
    """The thanks on a page have been seen: said by the page itself when it is opened, or by a press."""
    actor: Actor = acting()
    newest = queries.get_acknowledgement(request.form.get("until", ""))
    require_visible(can_put_away_acknowledgement(actor, newest))
    services.see_thanks(actor.person, until=newest)
    db.session.commit()
    return page("recognition/_seen.html") if wants_fragment() else redirect(safe_path(request.form.get("next")), 303)


@bp.post("/thanks/<public_id>/put-away")
@allow(SIGNED_IN)
def put_away(public_id: str) -> ResponseReturnValue:
    """Takes one thank-you off one's own page."""
    services.put_away_acknowledgement(queries.get_acknowledgement(public_id), acting())
    db.session.commit()
    flash(_("It is put away, and nobody is told."), "success")
    return onward("recognition.thanks")


def _card(actor: Actor, waiting: list[QueuedShare], form: ThanksForm) -> ResponseReturnValue:
    first, way = waiting[0], _way(_done())
    skip = url_for("recognition.queue", **{**way, "after": first.share.public_id})
    action = url_for("recognition.acknowledge", public_id=first.share.public_id, **way)
    return page("recognition/queue.html", queued=first, following=waiting[1:], form=form, action=action, skip=skip, way=way,
                done=_done(), longest_words=services.LONGEST_WORDS, beginnings=BEGINNINGS,
                can_read=can_read_story(actor, first.share.story))


def _with_first(actor: Actor, waiting: list[QueuedShare]) -> list[QueuedShare]:
    """The one a link asked for comes up first, as long as it still waits for this leader."""
    asked_for = request.args.get("share")
    if not asked_for:
        return waiting
    try:
        first = queries.get_queued_share(actor, asked_for)
    except Missing:
        return waiting
    if first.share.withdrawn_at is not None or queries.find_acknowledgement(first.share, actor.person) is not None:
        return waiting
    return [first, *(each for each in waiting if each.share.id != first.share.id)][:len(waiting)]


def _done() -> int:
    """How many of the three are behind; kept in the address and nowhere else."""
    return min(max(request.args.get("done", 0, type=int), 0), HOW_MANY)


def _way(done: int) -> dict[str, Any]:
    """What the address carries along: how many are behind, and after which share to go on."""
    after = request.args.get("after")
    return {**({"done": done} if done else {}), **({"after": after} if after else {})}
