"""Every way the organisation changes."""

from __future__ import annotations

from dataclasses import dataclass

from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput, Refusal
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.organisation.colours import READABLE, contrast, is_colour
from advocacy.organisation.models import Organisation
from advocacy.organisation.queries import find_organisation


@dataclass(frozen=True)
class Identity:
    """What an organisation calls itself and looks like."""

    name: str
    short_name: str
    motto: dict[str, str]
    disclosure: dict[str, str]
    link_domains: list[str]
    brand_colour: str = "#0b4f5c"
    accent_colour: str = "#c2410c"


def found_organisation(identity: Identity, *, is_demo: bool = False) -> Organisation:
    """Sets up the one organisation of this installation; refuses a second one and colours nobody can read."""
    if find_organisation() is not None:
        raise Refusal(_("The organisation has been set up already."))
    organisation = Organisation(is_demo=is_demo)
    describe_organisation(organisation, identity)
    db.session.add(organisation)
    db.session.flush()
    return organisation


def describe_organisation(organisation: Organisation, identity: Identity) -> None:
    """Changes name, texts and colours; white text must be readable on the brand colour."""
    problems: dict[str, object] = {}
    for field in ("brand_colour", "accent_colour"):
        colour = getattr(identity, field).lower()
        if not is_colour(colour):
            problems[field] = _("Write the colour as # and six digits, for example #0b4f5c.")
        elif contrast(colour, "#ffffff") < READABLE:
            problems[field] = _("White text cannot be read on this colour. Choose a darker one.")
    if problems:
        raise InvalidInput(problems)
    for field, value in vars(identity).items():
        setattr(organisation, field, value)
