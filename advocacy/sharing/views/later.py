"""Sharing later: planning it on the page for writing, and one's own page for each plan, to change and to cancel."""

from __future__ import annotations

from flask import flash
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import Actor
from advocacy.foundation import clock
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.guards import SIGNED_IN, acting, allow
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.i18n import moment
from advocacy.foundation.pages import onward, page, settings
from advocacy.networks.catalogue.listing import network
from advocacy.networks.queries import find_connection
from advocacy.sharing import queries, services
from advocacy.sharing.forms import PlannedWordsForm, WhenForm
from advocacy.sharing.holds import SENTENCES, PlanHold
from advocacy.sharing.models import PlannedShare, PlanWay
from advocacy.sharing.presses import unsealed
from advocacy.sharing.views.blueprint import bp
from advocacy.sharing.views.ways import plan_form
from advocacy.sharing.when import When, choices_at, chosen_moment


@bp.post("/sharing/plan")
@allow(SIGNED_IN)
def plan() -> ResponseReturnValue:
    """Plans a share. What is refused comes back with its words, for they are nowhere else."""
    actor: Actor = acting()
    form = plan_form("-")

    def make() -> PlannedShare:
        made = unsealed(form.seal.data or "", settings().secret_key)
        way = form.chosen_way
        due_at = chosen_moment(form.chosen, form.moment.data, way, clock.now())
        words = (form.words.data or "") if way is PlanWay.POST else ""
        return services.plan_share(
            actor, made, language=form.text_language.data or "", way=way, due_at=due_at, words=words,
            let_leaders_see=form.planned_let_leaders_see.data and way is PlanWay.POST)

    made = form.attempt(make) if form.validate_on_submit() else None
    if made is None:
        return page("sharing/not_taken.html", form=form, words=form.words.data or "")
    db.session.commit()
    flash(_told(made), "success")
    return onward("sharing.planned", public_id=made.public_id)


@bp.get("/sharing/planned/<public_id>")
@allow(SIGNED_IN)
def planned(public_id: str) -> ResponseReturnValue:
    """What is planned, when, and why it is held if it is."""
    plan = queries.find_plan(public_id)
    if plan is not None and plan.ended_at is not None and queries.find_own_share(acting(), public_id) is not None:
        return onward("sharing.show", public_id=public_id)
    return _planned_page(queries.get_own_plan(acting(), public_id))


@bp.post("/sharing/planned/<public_id>/move")
@allow(SIGNED_IN)
def move(public_id: str) -> ResponseReturnValue:
    """Another time."""
    actor: Actor = acting()
    plan = queries.get_own_plan(actor, public_id)
    way, form = plan.way, _when_form(plan, is_sent=True)
    if form.validate_on_submit() and form.attempt(
            lambda: services.move_plan(plan, actor, chosen_moment(form.chosen, form.moment.data, way, clock.now()))):
        db.session.commit()
        flash(_told(plan), "success")
        return onward("sharing.planned", public_id=public_id)
    return _planned_page(queries.get_own_plan(actor, public_id), when=form)


@bp.post("/sharing/planned/<public_id>/words")
@allow(SIGNED_IN)
def change_words(public_id: str) -> ResponseReturnValue:
    """Other words for a plan that posts by itself."""
    actor: Actor = acting()
    plan, form = queries.get_own_plan(actor, public_id), PlannedWordsForm()
    if form.validate_on_submit() and form.attempt(lambda: services.change_planned_words(plan, actor, form.words.data or "")):
        db.session.commit()
        flash(_("Your changes are saved."), "success")
        return onward("sharing.planned", public_id=public_id)
    return _planned_page(queries.get_own_plan(actor, public_id), words=form)


@bp.post("/sharing/planned/<public_id>/cancel")
@allow(SIGNED_IN)
def cancel(public_id: str) -> ResponseReturnValue:
    """It will not happen."""
    actor: Actor = acting()
    services.cancel_plan(queries.get_own_plan(actor, public_id), actor)
    db.session.commit()
    flash(_("Cancelled. Nothing of it is kept."), "success")
    return onward("sharing.mine")


def _told(plan: PlannedShare) -> str:
    when = moment(plan.due_at, "short")
    if plan.way is PlanWay.POST:
        return _("Planned. It is posted on %(network)s at %(when)s.", network=network(plan.network).label, when=when)
    return _("Planned. You get a letter at %(when)s.", when=when)


def _when_form(plan: PlannedShare, *, is_sent: bool = False) -> WhenForm:
    offered = choices_at(clock.now(), plan.way)
    return WhenForm(offered) if is_sent else WhenForm(offered, formdata=None, when=When.MOMENT.value, moment=plan.due_at)


def _planned_page(plan: PlannedShare, *, when: WhenForm | None = None, words: PlannedWordsForm | None = None) -> ResponseReturnValue:
    connection = find_connection(plan.person, plan.network) if plan.way is PlanWay.POST else None
    return page(
        "sharing/planned.html", plan=plan, network=network(plan.network), when_form=when or _when_form(plan),
        words_form=words or PlannedWordsForm(formdata=None, words=services.words_of_plan(plan)),
        held_for=SENTENCES[PlanHold(plan.held_for)] if plan.held_for else None, connection=connection, cancel_key=new_public_id())


