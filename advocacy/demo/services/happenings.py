"""What has happened since the launch: who joined, learnt and shared, who visited, and what leaders said."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from advocacy.accounts.models import Role
from advocacy.accounts.queries import people_holding
from advocacy.demo.reading import words
from advocacy.demo.worked_example import Happenings, Stage, happenings
from advocacy.foundation.database import db, new_public_id
from advocacy.links.agents import AgentKind
from advocacy.links.models import Link, Visit
from advocacy.links.services import add_visits
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.people.models import Person
from advocacy.people.queries import within
from advocacy.programmes.models import Enrolment, Guideline, GuidelineAcceptance, Invitation, Pause, Programme
from advocacy.recognition.models import Acknowledgement
from advocacy.sharing.models import Share
from advocacy.stories.models import Story
from advocacy.training.models import Course, Licence

#: Active for certain, so that whoever tries the demo as her finds something of her own.
FIRST = ("camilla.moeller-juhl@bredfjord.example", "birgitte.holmgaard@bredfjord.example", "kim.oesterlund@bredfjord.example")


def let_things_happen(programme: Programme, stories: list[Story], people: dict[str, Person], *, at: datetime) -> None:
    """Twelve weeks of Bredfjord."""
    first = [people[email] for email in FIRST if email in people]
    others = db.session.execute(
        select(Person.id, Person.unit_id)
        .where(Person.unit_id.in_(within(programme.units)), Person.id.not_in([person.id for person in first]))
        .order_by(Person.id)
    ).all()
    assert programme.launched_at is not None
    add_happenings(
        happenings(
            Stage(
                programme=programme.id,
                guideline=db.session.scalars(select(Guideline.id).where(Guideline.programme_id == programme.id)).one(),
                course=db.session.scalars(select(Course.id)).first() or 0,
                stories=[(story.id, story.published_version_id or 0) for story in stories],
                people=[*((person.id, person.unit_id) for person in first), *((row.id, row.unit_id) for row in others)],
                leaders=sorted({person.id for role in (Role.LEADER, Role.DIRECTOR) for person in people_holding(role)}),
                thanks=[each["text"]["da"] for each in words("organisation")["thanks"] if "story" not in each],
                now=at,
                launched_at=programme.launched_at,
            )
        )
    )


def add_happenings(rows: Happenings) -> None:
    """Writes the rows, a table at a time; the shares' own numbers are the database's from here on."""
    db.session.execute(insert(Invitation), rows.invitation)
    db.session.execute(insert(GuidelineAcceptance), rows.guideline_acceptance)
    enrolments = db.session.execute(insert(Enrolment).returning(Enrolment.id, Enrolment.person_id), rows.enrolment)
    numbers = {row.person_id: row.id for row in enrolments}
    db.session.execute(
        insert(Pause),
        [{"enrolment_id": numbers[row["person_id"]], "started_at": row["started_at"], "ended_at": None} for row in rows.pause],
    )
    db.session.execute(insert(Licence), rows.licence)
    codes = {row.code: row.id for row in db.session.execute(insert(Link).returning(Link.id, Link.code), [_link(row) for row in rows.share])}
    links = {row["id"]: codes[row["code"]] for row in rows.share}
    shares = db.session.execute(insert(Share).returning(Share.id, Share.link_id), [_share(row, links[row["id"]]) for row in rows.share])
    by_link = {row.link_id: row.id for row in shares}
    numbers = {row["id"]: by_link[links[row["id"]]] for row in rows.share}
    add_visits(
        [
            Visit(link_id=links[row["share_id"]], at=row["at"], kind=AgentKind(row["kind"]), network=NetworkKind(row["network"]))
            for row in rows.visit
        ]
    )
    db.session.execute(insert(Acknowledgement), [{**row, "share_id": numbers[row["share_id"]]} for row in rows.acknowledgement])


def _link(share: dict[str, Any]) -> dict[str, Any]:
    return {
        "public_id": new_public_id(),
        "code": share["code"],
        "story_id": share["story_id"],
        "person_id": share["person_id"],
        "network": share["network"],
        "language": share["language"],
        "made_at": share["pressed_at"],
    }


def _share(share: dict[str, Any], link_id: int) -> dict[str, Any]:
    return {**{key: value for key, value in share.items() if key not in {"id", "code"}}, "link_id": link_id}
