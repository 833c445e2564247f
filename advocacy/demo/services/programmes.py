"""The two programmes: one launched twelve weeks ago, one that waits for its last two answers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from advocacy.demo.reading import words
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.history.models import HistoryEntry
from advocacy.people.models import Person, Unit
from advocacy.programmes import services
from advocacy.programmes.models import Audience, Guideline, Programme, ProgrammeNetwork, ProgrammeStatus, Purpose, Topic


def load_programmes(units: dict[str, Unit], people: dict[str, Person], *, at: datetime) -> dict[str, Programme]:
    """Both programmes by code, each with the guideline adopted."""
    programmes = {}
    for told in words("organisation")["programme"]:
        programme = _programme(told, units, people, at)
        db.session.add(programme)
        db.session.flush()
        adopted_at = programme.launched_at or at - timedelta(days=10)
        db.session.add(
            Guideline(
                programme_id=programme.id,
                number=1,
                text=services.load_standard_guideline(),
                created_at=adopted_at,
                adopted_at=adopted_at,
                adopted_by_id=programme.owner_id,
            )
        )
        if programme.launched_at is not None:
            db.session.add(
                HistoryEntry(
                    at=programme.launched_at,
                    person_id=programme.initiator_id,
                    role="director",
                    deed="programmes.programme.launched",
                    subject=f"programme:{programme.public_id}",
                    facts={},
                )
            )
        programmes[told["code"]] = programme
    db.session.flush()
    return programmes


def _programme(told: dict[str, Any], units: dict[str, Unit], people: dict[str, Person], at: datetime) -> Programme:
    day, mandate, initiator = clock.local_day(at), told["mandate"], people[told["initiator"]]
    programme = Programme(
        name=told["name"],
        owner=people[told["owner"]],
        initiator=initiator,
        sparring_partner=people.get(told.get("sparring_partner", "")),
        awareness_plan=told.get("awareness", {}),
        mandate=mandate["text"],
        mandate_agreed_on=day - timedelta(days=mandate["agreed_days_ago"]),
        mandate_review_on=day + timedelta(days=mandate["review_in_days"]),
        kick_off=told["kick_off"],
        units=[units[code] for code in told["invited_units"]],
        purposes=[Purpose(position=n, text=each["name"]) for n, each in enumerate(_named("purpose", told["purposes"]))],
        topics=[Topic(position=n, text=each["name"]) for n, each in enumerate(_named("topic", told["topics"]))],
        audiences=[Audience(position=n, text=each["name"]) for n, each in enumerate(_named("audience", told["audiences"]))],
        networks=[
            ProgrammeNetwork(position=n, network=each["code"], purpose=each["purpose"])
            for n, each in enumerate(_named("network", told["networks"]))
        ],
    )
    if told["status"] == "launched":
        programme.status = ProgrammeStatus.LAUNCHED
        programme.launched_at = at - timedelta(days=told["launched_days_ago"])
        programme.launched_by_name, programme.launched_by_title = initiator.name, initiator.title
    return programme


def _named(kind: str, codes: list[str]) -> list[dict[str, Any]]:
    known = {each["code"]: each for each in words("organisation")[kind]}
    return [known[code] for code in codes]
