"""Shares and visits."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.links.agents import AgentKind
from advocacy.links.models import Visit
from advocacy.links.services import add_visits, mint
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.people.models import Person
from advocacy.sharing.models import Share
from advocacy.stories.models import Story


def make_share(
    person: Person,
    story: Story,
    *,
    at: datetime | None = None,
    is_confirmed: bool = True,
    is_visible: bool = True,
    network: NetworkKind = NetworkKind.LINKEDIN,
    **changes: Any,
) -> Share:
    """A share, confirmed and shown to leaders unless told otherwise."""
    moment = at or clock.now()
    assert story.published_version_id is not None
    code = changes.pop("code", None) or secrets.token_urlsafe(9)
    link = mint(code, story_id=story.id, person_id=person.id, network=network, language="da")
    assert link is not None
    link.made_at, link.closed_at = moment, changes.get("withdrawn_at")
    share = Share(
        link=link,
        person_id=person.id,
        story_id=story.id,
        version_id=story.published_version_id,
        network=network,
        language="da",
        pressed_at=moment,
        confirmed_at=moment if is_confirmed else None,
        is_visible_to_leaders=is_visible,
        **changes,
    )
    db.session.add(share)
    db.session.flush()
    return share


def make_visit(
    share: Share, *, at: datetime | None = None, kind: AgentKind = AgentKind.PERSON, network: NetworkKind | None = None
) -> Visit:
    """Somebody, or something, followed the link."""
    visit = Visit(link_id=share.link_id, at=at or clock.now(), kind=kind, network=network)
    add_visits([visit])
    db.session.flush()
    return visit
