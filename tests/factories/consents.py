"""The people in pictures: that nobody can be recognised, or somebody who has said yes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from advocacy.consents.models import Basis, Consent, ConsentWay, PicturedKind, PictureRegister, PictureUse
from advocacy.consents.places import PLACE_LABELS
from advocacy.files.models import Picture
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.people.models import Person
from advocacy.stories.models import Story
from tests.people import Cast


def nobody_in(picture: Picture, cast: Cast) -> Picture:
    """Lone has looked: nobody can be recognised. Without it a story with the picture is not approved."""
    db.session.add(PictureRegister(picture_id=picture.id, nobody_by_id=cast.lone.id, nobody_at=clock.now()))
    db.session.flush()
    return picture


def make_use(picture: Picture, story: Story, *, is_shown: bool = True) -> PictureUse:
    """A story shows the picture, as saving and approving it would have told the register."""
    use = PictureUse(
        picture_id=picture.id,
        programme_id=story.programme_id,
        used_by=story.public_id,
        title=story.versions[-1].title,
        person_id=story.created_by_id,
        told_at=clock.now(),
        shown_until=story.expires_on if is_shown else None,
    )
    db.session.add(use)
    db.session.flush()
    return use


def make_consent(picture: Picture, cast: Cast, *, person: Person | None = None, name: str = "", **changes: Any) -> Consent:
    """Somebody in the picture has said yes to everything for a year, unless told otherwise."""
    today = clock.today()
    values: dict[str, Any] = {
        "kind": PicturedKind.EMPLOYEE if person else PicturedKind.CITIZEN,
        "person_id": person.id if person else None,
        "name": "" if person else name or "Grethe Olsen",
        "basis": Basis.CONSENT,
        "networks": list(PLACE_LABELS),
        "given_on": today,
        "way": ConsentWay.WRITTEN,
        "proof": "Sag 26/10417",
        "told": "Where it is shown, and that they may change their mind.",
        "expires_on": today + timedelta(days=365),
        "recorded_by_id": cast.lone.id,
    }
    consent = Consent(picture_id=picture.id, **{**values, **changes})
    db.session.add(consent)
    db.session.flush()
    return consent
