"""The list of programmes, a new one, and the page that tells what a programme is and is not."""

from __future__ import annotations

from flask import flash
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import PROGRAMME_MAKERS, Actor
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.guards import SIGNED_IN, acting, allow
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import onward, page
from advocacy.people.queries import root_unit
from advocacy.programmes import access, queries, services
from advocacy.programmes.forms import AddForm
from advocacy.programmes.models import Programme
from advocacy.programmes.services import NewProgramme
from advocacy.programmes.views.blueprint import bp, visible_programme
from advocacy.programmes.views.choices import branches, director_choices, unit_choices


@bp.get("/")
@allow(SIGNED_IN)
def index() -> ResponseReturnValue:
    """The programmes this person may see."""
    actor: Actor = acting()
    programmes = queries.visible_programmes(actor)
    return page(
        "programmes/index.html",
        in_preparation=[each for each in programmes if not access.is_begun(each)],
        begun=[each for each in programmes if access.is_begun(each)],
        mine={each.programme_id: each for each in queries.open_enrolments_of(actor.person)},
        may_add=access.can_create_programme(actor),
    )


@bp.route("/add", methods=["GET", "POST"])
@allow(PROGRAMME_MAKERS)
def add() -> ResponseReturnValue:
    """A new programme."""
    actor: Actor = acting()
    form = AddForm(data={"initiator": actor.person.public_id, "units": [root_unit().public_id]})
    form.initiator.choices, form.units.choices = director_choices(), unit_choices()
    if form.validate_on_submit():
        programme = form.attempt(lambda: _create(form, actor))
        if programme is not None:
            db.session.commit()
            flash(_("The programme is made. Here is what it needs before the launch."), "success")
            return onward("programmes.prepare", public_id=programme.public_id)
    return page("programmes/add.html", form=form, branches=branches(form.units))


def _create(form: AddForm, actor: Actor) -> Programme:
    plan = NewProgramme(form.texts("name"), services.person_named(form.initiator.data), services.units_named(form.units.data))
    return services.create_programme(plan, actor)


@bp.get("/<public_id>")
@allow(SIGNED_IN)
def show(public_id: str) -> ResponseReturnValue:
    """What it is and is not, who is behind it, and the way in or out."""
    actor: Actor = acting()
    programme = visible_programme(public_id)
    enrolment = queries.find_enrolment(programme, actor.person)
    return page(
        "programmes/show.html",
        programme=programme,
        guideline=queries.current_guideline(programme),
        enrolment=enrolment,
        newer=queries.guideline_to_accept(enrolment) if enrolment else None,
        is_invited=queries.is_invited(programme, actor.person),
        may_prepare=access.can_prepare_programme(actor, programme),
        network_labels=queries.NETWORK_LABELS,
        key=new_public_id(),
    )
