"""One's own shares: I have posted it, what came of it, correcting it and taking it back. Nobody else opens these pages."""

from __future__ import annotations

from flask import flash, request
from flask.typing import ResponseReturnValue

from advocacy.accounts.access import Actor
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.errors import Gone
from advocacy.foundation.guards import SIGNED_IN, acting, allow
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import onward, page, settings
from advocacy.links.queries import kinds_of
from advocacy.networks.catalogue.listing import network
from advocacy.sharing import queries, services
from advocacy.sharing.forms import ConfirmForm
from advocacy.sharing.models import Share
from advocacy.sharing.views.blueprint import bp
from advocacy.sharing.waiting_words import KEPT_FOR_COPYING
from advocacy.stories.access import is_shareable

PAGE_LENGTH = 20


@bp.get("/sharing/")
@allow(SIGNED_IN)
def mine() -> ResponseReturnValue:
    """What I have shared and what came of it."""
    actor: Actor = acting()
    count = queries.count_shares_of(actor.person)
    page_count = max(1, -(-count // PAGE_LENGTH))
    number = min(max(request.args.get("page", 1, type=int), 1), page_count)
    shares = queries.shares_of(actor.person, limit=PAGE_LENGTH, offset=(number - 1) * PAGE_LENGTH)
    return page("sharing/mine.html", shares=shares, evidence=queries.evidence_of(shares), network_of=network,
                postings=queries.postings_of([share.id for share in shares]), plans=queries.open_plans_of(actor.person),
                take_downs=queries.open_take_downs(actor.person), number=number, page_count=page_count)


@bp.get("/sharing/<public_id>")
@allow(SIGNED_IN)
def show(public_id: str) -> ResponseReturnValue:
    """One share: was it posted, where, who may see it."""
    share = _own(public_id)
    form = ConfirmForm(post_address=share.post_address or "",
                       let_leaders_see=share.is_visible_to_leaders if share.confirmed_at else True)
    return _show_page(share, form)


@bp.post("/sharing/<public_id>/confirm")
@allow(SIGNED_IN)
def confirm(public_id: str) -> ResponseReturnValue:
    """I have posted it; or a correction of what I said."""
    actor: Actor = acting()
    share, form = _own(public_id), ConfirmForm()
    is_first = share.confirmed_at is None
    if form.validate_on_submit() and form.attempt(lambda: services.confirm_share(
            share, actor, post_address=form.post_address.data or "", let_leaders_see=form.let_leaders_see.data)):
        db.session.commit()
        flash(_("Noted. Well done – you told it in your own words.") if is_first else _("Your changes are saved."), "success")
        return onward("sharing.show", public_id=public_id)
    return _show_page(queries.get_own_share(actor, public_id), form)


@bp.post("/sharing/<public_id>/withdraw")
@allow(SIGNED_IN)
def withdraw(public_id: str) -> ResponseReturnValue:
    """Takes a share back, at once and without a reason."""
    actor: Actor = acting()
    services.withdraw_share(queries.get_own_share(actor, public_id), actor)
    db.session.commit()
    flash(_("Taken back. The link leads nowhere any more, and no leader sees the share. If there is a post on the network, "
            "you may like to delete it there."), "success")
    return onward("sharing.mine")


def _own(public_id: str) -> Share:
    share = queries.get_own_share(acting(), public_id)
    if share.withdrawn_at is not None:
        raise Gone(_("You have taken this share back."))
    return share


def _show_page(share: Share, form: ConfirmForm) -> ResponseReturnValue:
    posting = queries.find_posting(share)
    given_up_at = posting.given_up_at if posting is not None else None
    return page("sharing/show.html", share=share, form=form, network=network(share.network), posting=posting,
                kept=services.words_kept(posting), kept_until=given_up_at + KEPT_FOR_COPYING if given_up_at else None,
                state=queries.state_of(posting), is_moving=posting is not None and posting.status in queries.MOVING,
                can_look=posting is not None and services.can_be_looked_at(posting, share), kinds=kinds_of(share.link_id),
                evidence=queries.evidence_of([share])[share.id], link=queries.short_link(share, settings().link_base),
                is_open=is_shareable(share.story), is_resting=share.story.paused_at is not None, new_key=new_public_id)
