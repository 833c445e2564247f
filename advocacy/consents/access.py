"""Who may see and change the register of the people in a picture.

An editor does, when the picture is used in a programme they write for, or when they brought it themselves and it is used nowhere
yet. To everybody else the register does not exist (404). Whoever is in a picture sees what is registered about them, and may take
their consent back themselves: that must be as easy as giving it (GDPR article 7, 3).
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Role
from advocacy.consents.models import Consent, PictureUse
from advocacy.files.models import Picture
from advocacy.foundation.database import db
from advocacy.programmes.access import can_edit_for_programme
from advocacy.programmes.models import Programme


def programmes_edited_by(actor: Actor) -> list[int]:
    """The numbers of the programmes an editor writes for; there are few programmes."""
    if not actor.holds(Role.EDITOR):
        return []
    programmes = db.session.scalars(select(Programme).options(selectinload(Programme.units)))
    return [programme.id for programme in programmes if can_edit_for_programme(actor, programme)]


def can_see_register(actor: Actor, picture: Picture) -> bool:
    """See the top of this file."""
    if not actor.holds(Role.EDITOR):
        return False
    used_in = set(db.session.scalars(select(PictureUse.programme_id).where(PictureUse.picture_id == picture.id)))
    return bool(used_in & set(programmes_edited_by(actor))) if used_in else picture.brought_by_id == actor.person.id


def is_own_consent(actor: Actor, consent: Consent) -> bool:
    """True for the colleague it is about."""
    return consent.person_id is not None and consent.person_id == actor.person.id


def can_withdraw_consent(actor: Actor, consent: Consent) -> bool:
    """The colleague themselves, and the editors of the picture's programmes."""
    return is_own_consent(actor, consent) or can_see_register(actor, consent.picture)
