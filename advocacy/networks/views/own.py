"""One's own accounts on networks: what is connected and what that means, connecting, coming back, disconnecting."""

from __future__ import annotations

from datetime import timedelta

import structlog
from flask import flash, request
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import Actor
from advocacy.foundation import clock
from advocacy.foundation.database import db, writing
from advocacy.foundation.errors import Missing, Refusal
from advocacy.foundation.guards import EVERYONE, SIGNED_IN, acting, allow
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import onward, page, settings
from advocacy.networks import queries, services
from advocacy.networks.accounts.account import NetworkRefused
from advocacy.networks.accounts.listing import connectable
from advocacy.networks.catalogue.listing import network as network_of
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.networks.forms import ConnectForm
from advocacy.networks.views.blueprint import bp

log = structlog.get_logger()
#: How long the page that leads on to a network leads there.
_ON_THE_WAY = timedelta(minutes=15)
#: What a network may tell in the address; everything else in it is not looked at.
_TOLD = ("state", "code", "iss", "error")
_LONGEST_TOLD = 4_000


@bp.get("/")
@allow(SIGNED_IN)
def own() -> ResponseReturnValue:
    """What is connected, since when, and what we can and cannot do there."""
    return _own_page(ConnectForm(connectable(settings()), formdata=None))


@bp.post("/connect")
@allow(SIGNED_IN)
def connect() -> ResponseReturnValue:
    """Asks the network how to connect, then shows where the person goes on to."""
    actor: Actor = acting()
    form = ConnectForm(connectable(settings()))
    if not form.validate_on_submit():
        return _own_page(form)
    kind, typed = form.kind, form.typed.data or ""
    services.count_attempt(actor)
    db.session.commit()
    form.attempt(lambda: services.set_out(actor, kind, typed, keep=db.session.commit))
    if form.errors:
        return _own_page(form)
    db.session.commit()
    return onward("networks.leave", network=kind.value)


@bp.get("/leave/<network>")
@allow(SIGNED_IN)
def leave(network: str) -> ResponseReturnValue:
    """The last page before the network: a form of ours may lead to no other house, so a link does."""
    actor: Actor = acting()
    kind = _kind(network)
    attempt = queries.newest_attempt(actor.person, kind, since=clock.now() - _ON_THE_WAY)
    address = services.address_of(attempt, actor) if attempt is not None else None
    if address is None:
        return onward("networks.own")
    return page("networks/leave.html", network=network_of(kind), address=address, host=address.split("/", 3)[2])


@bp.get("/back")
@allow(EVERYONE)
def back() -> ResponseReturnValue:
    """Every network sends people back to here. What it put into the address stands in none of our pages and goes nowhere else."""
    actor: Actor | None = acting()
    if actor is None:
        return page("networks/signed_out.html")
    told = {name: request.args[name] for name in _TOLD if 0 < len(request.args.get(name, "")) <= _LONGEST_TOLD}
    db.session.rollback()
    with writing():
        sentence, kind_of_news = _come_back(actor, told)
    flash(sentence, kind_of_news)
    return onward("networks.own")


@bp.post("/<public_id>/disconnect")
@allow(SIGNED_IN)
def disconnect(public_id: str) -> ResponseReturnValue:
    """Ends at once; the network is told by a job."""
    actor: Actor = acting()
    connection = queries.get_own_connection(actor.person, public_id)
    label = str(network_of(connection.network).label)
    services.disconnect(actor, connection)
    db.session.commit()
    flash(_("%(network)s is disconnected. We delete the keys and tell the network so.", network=label), "success")
    return onward("networks.own")


def _come_back(actor: Actor, told: dict[str, str]) -> tuple[str, str]:
    """What became of it, in a sentence and the kind of news it is."""
    from advocacy.foundation.egress import EgressFailed  # Loaded when somebody comes back: it takes a third of a second.

    try:
        connection = services.come_back(actor, told, keep=db.session.commit)
        made = _("%(network)s is connected. Nobody else here can see that.", network=str(network_of(connection.network).label))
        db.session.commit()
        return made, "success"
    except (NetworkRefused, Refusal) as refusal:
        log.info("not_connected", word=getattr(refusal, "word", "refused"))
        sentence = str(refusal.sentence)
    except EgressFailed as error:
        log.info("not_connected", word=error.reason)
        sentence = _("The network did not answer. Nothing was connected; please try once more.")
    db.session.rollback()
    return sentence, "warning"


def _own_page(form: ConnectForm) -> ResponseReturnValue:
    actor: Actor = acting()
    found = {each.network: each for each in queries.connections_of(actor.person)}
    choice = queries.find_choice(actor.person)
    kinds = [kind for kind in NetworkKind if kind in connectable(settings()) or kind in found]
    return page(
        "networks/own.html",
        networks=[(network_of(kind), found.get(kind)) for kind in kinds],
        form=form,
        server=choice.mastodon_host or "" if choice else "",
        can_connect=connectable(settings()),
    )


def _kind(word: str) -> NetworkKind:
    try:
        return NetworkKind(word)
    except ValueError as error:
        raise Missing from error
