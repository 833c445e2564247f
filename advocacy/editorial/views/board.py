"""The board: who sits for which unit, and whose week it is."""

from __future__ import annotations

from datetime import date

from flask import flash
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import EDITORS, Actor
from advocacy.editorial.forms import DutyForm, SeatForm, week_words
from advocacy.editorial.queries import board as queries
from advocacy.editorial.services import board as services
from advocacy.editorial.views.blueprint import bp
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.errors import Missing
from advocacy.foundation.guards import acting, allow
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import onward, page
from advocacy.people.queries import all_units, find_person, find_unit
from advocacy.stories.queries.checking import watched_phrases


@bp.get("/board", endpoint="board")
@allow(EDITORS)
def show_board() -> ResponseReturnValue:
    """The weeks ahead and the seats."""
    return _board_page(acting())


@bp.post("/board/seats")
@allow(EDITORS)
def give_seat() -> ResponseReturnValue:
    """Somebody sits for a unit."""
    actor: Actor = acting()
    form = SeatForm().among(queries.editors(), all_units())
    if form.attempt(lambda: services.give_seat(find_person(form.person.data or ""), find_unit(form.unit.data or ""), actor)):
        db.session.commit()
        flash(_("The seat is taken."), "success")
        return onward("editorial.board")
    return _board_page(actor, seat_form=form)


@bp.post("/board/seats/<public_id>/clear")
@allow(EDITORS)
def clear_seat(public_id: str) -> ResponseReturnValue:
    """Nobody sits there any more."""
    actor: Actor = acting()
    services.clear_seat(queries.get_seat(public_id), actor)
    db.session.commit()
    flash(_("The seat is free."), "success")
    return onward("editorial.board")


@bp.post("/board/weeks")
@allow(EDITORS)
def set_week() -> ResponseReturnValue:
    """Gives a week to somebody, or back to everybody."""
    actor: Actor = acting()
    form = DutyForm().among(queries.editors(), queries.rota())
    monday, person = form.monday, find_person(form.on_duty.data) if form.on_duty.data else None
    if monday is None or (form.on_duty.data and person is None):
        raise Missing
    if form.attempt(lambda: (services.set_duty(monday, person, actor), True)):
        db.session.commit()
        flash(_("%(week)s: %(name)s.", week=week_words(monday), name=person.name if person else _("Everybody")), "success")
        return onward("editorial.board")
    return _board_page(actor, duty_form=form)


@bp.post("/board/weeks/<week_on>/take")
@allow(EDITORS)
def take_week(week_on: str) -> ResponseReturnValue:
    """One press: the week is mine, and mine is theirs."""
    actor: Actor = acting()
    services.take_duty(_monday(week_on), actor)
    db.session.commit()
    flash(_("The week is yours. Whoever had it has been told."), "success")
    return onward("editorial.board")


def _monday(week_on: str) -> date:
    try:
        return date.fromisoformat(week_on)
    except ValueError:
        raise Missing from None


def _board_page(actor: Actor, *, seat_form: SeatForm | None = None, duty_form: DutyForm | None = None) -> ResponseReturnValue:
    people, weeks = queries.editors(), queries.rota()
    return page(
        "editorial/board.html",
        weeks=weeks,
        seats=queries.seats(),
        seat_form=seat_form or SeatForm(formdata=None).among(people, all_units()),
        duty_form=duty_form or DutyForm(formdata=None).among(people, weeks),
        me=actor.person.id,
        mine_next=next((each.week_on for each in weeks[1:] if each.person is not None and each.person.id == actor.person.id), None),
        phrase_count=len(watched_phrases()),
        keys=[new_public_id() for _each in range(len(weeks) + 1)],
    )
