"""Thanks that leaders have given."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.people.models import Person
from advocacy.recognition.models import Acknowledgement
from advocacy.sharing.models import Share


def make_acknowledgement(share: Share, leader: Person, *, at: datetime | None = None, **changes: Any) -> Acknowledgement:
    """A leader has liked the post; no letter, no audit entry."""
    assert share.person_id is not None
    unit_id = db.session.get_one(Person, share.person_id).unit_id
    values: dict[str, Any] = {"is_liked": True, "words": "", **changes}
    acknowledgement = Acknowledgement(share_id=share.id, leader_id=leader.id, unit_id=unit_id, at=at or clock.now(), **values)
    db.session.add(acknowledgement)
    db.session.flush()
    return acknowledgement
