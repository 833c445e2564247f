"""What servers call this installation: a Mastodon server must be told who we are before anybody of ours can sign in there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.sealing import BrokenSeal
from advocacy.networks import queries
from advocacy.networks.accounts.account import Ours
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.networks.models import NetworkApp
from advocacy.networks.services.keys import opened_app, sealed_app
from advocacy.organisation.queries import find_organisation

#: Mastodon forgets an application that nobody has used within a day.
_LIVES_UNUSED = timedelta(hours=12)


def with_name(ours: Ours) -> Ours:
    """Under the name people know: it stands on the page on which they say yes, and on many servers below what they post."""
    organisation = find_organisation()
    return replace(ours, name=f"{ours.name}, {organisation.name}") if organisation is not None else ours


def known_to(host: str, ours: Ours) -> Ours:
    """With what this server calls us, where it is likely to remember; else it will be asked anew."""
    app = queries.find_app(NetworkKind.MASTODON, host)
    if app is None:
        return ours
    is_old = app.made_at < clock.now() - _LIVES_UNUSED
    if is_old and not queries.is_connected_to(NetworkKind.MASTODON, host):
        return ours
    try:
        return replace(ours, client_id=app.client_id, client_secret=opened_app(app.sealed_secret))
    except BrokenSeal:
        return ours


def keep_app(host: str, facts: Mapping[str, Any]) -> None:
    """Writes down what a server has just begun to call us, in one step."""
    insert = sqlite.insert if db.session.get_bind().dialect.name == "sqlite" else postgresql.insert
    known = {"client_id": facts["client_id"], "sealed_secret": sealed_app(facts["client_secret"]), "made_at": clock.now()}
    statement = insert(NetworkApp).values(network=NetworkKind.MASTODON, host=host, **known)
    db.session.execute(statement.on_conflict_do_update(index_elements=["network", "host"], set_=known))


def forget_app(kind: NetworkKind, host: str) -> None:
    """The server says that it does not know us any more."""
    db.session.execute(delete(NetworkApp).where(NetworkApp.network == kind, NetworkApp.host == host))
