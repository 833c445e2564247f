"""Every way the organisation is read."""

from __future__ import annotations

from urllib.parse import urlsplit

from sqlalchemy import select

from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.organisation.models import Organisation


def find_organisation() -> Organisation | None:
    """The organisation, or None before it has been set up."""
    return db.session.scalar(select(Organisation).order_by(Organisation.id).limit(1))


def get_organisation() -> Organisation:
    """The organisation; raises Missing before it has been set up."""
    organisation = find_organisation()
    if organisation is None:
        raise Missing
    return organisation


def is_own_address(organisation: Organisation, url: str) -> bool:
    """True when a web address lies on one of the organisation's hosts or below one (attack row R05)."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".").encode("idna").decode().lower()
    except (UnicodeError, ValueError):
        return False
    return any(host == domain or host.endswith("." + domain) for domain in organisation.link_domains)
