"""Further ways on from the page for writing: posting from here, and later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for

from advocacy.accounts.access import Actor
from advocacy.foundation import clock
from advocacy.foundation.pages import asset, settings
from advocacy.networks.catalogue.network import Network
from advocacy.networks.models import Connection
from advocacy.networks.queries import connectable, find_connection
from advocacy.sharing.forms import PlanForm, PostForm
from advocacy.sharing.models import PlanWay
from advocacy.sharing.when import choices_at
from advocacy.stories.models import Story


@dataclass(frozen=True)
class Ways:
    """What ``ways_on`` of templates/sharing/_ways.html draws."""

    #: In order, so that it can be posted through; None where there is none.
    connection: Connection | None
    #: The network does not let us in any more, and the person is asked to connect again.
    is_broken: bool
    can_connect: bool
    post_form: PostForm
    plan_form: PlanForm
    script: str
    own_accounts: str


def ways(actor: Actor, story: Story, chosen: Network) -> dict[str, Any]:
    """What ``ways_on`` of templates/sharing/_ways.html is given besides the page's own: ``connection`` and ``ways``."""
    found = find_connection(actor.person, chosen.kind)
    connection = found if found is not None and found.broken_at is None else None
    drawn = Ways(
        connection=connection,
        is_broken=found is not None and connection is None,
        can_connect=chosen.kind in connectable(settings()),
        post_form=PostForm(formdata=None),
        plan_form=plan_form(connection.handle if connection is not None else None, is_blank=True),
        script=asset("js/posting.js"),
        own_accounts=url_for("networks.own"),
    )
    return {"connection": connection, "ways": drawn}


def plan_form(posts_as: str | None, *, is_blank: bool = False) -> PlanForm:
    """The form with the moments that are offered at this hour, shown as for a reminder."""
    offered = choices_at(clock.now(), PlanWay.REMIND)
    return PlanForm(offered, posts_as, formdata=None) if is_blank else PlanForm(offered, posts_as)
