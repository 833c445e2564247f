"""Links of the demo: two posters that hang in Bredfjord, and the machines that call links beside people."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from advocacy.accounts.queries import actor_for
from advocacy.foundation.database import db
from advocacy.links import services
from advocacy.links.agents import AgentKind
from advocacy.links.models import Link, Visit
from advocacy.people.models import Person
from advocacy.stories.models import Story

EDITOR = "lone.bitsch@bredfjord.example"
#: None of these tells anything about a share: a preview soon after the press would.
MACHINES = (AgentKind.ROBOT, AgentKind.ROBOT, AgentKind.SCANNER, AgentKind.HEAD, AgentKind.PREFETCH, AgentKind.UNCERTAIN)
SEED = 2026
MOST_ON_A_DAY = 14


def hang_posters(stories: list[Story], people: dict[str, Person], *, at: datetime) -> None:
    """One in the canteen that is scanned on working days, and one that has been taken down."""
    actor = actor_for(people[EDITOR])
    chance = Random(SEED)  # noqa: S311 - made-up numbers.
    canteen = services.make_poster(stories[0], actor, label="Plakat i kantinen på rådhuset", language="da")
    _hung(canteen, at, 24, chance)
    library = services.make_poster(stories[1], actor, label="Skærmen i biblioteket", language="da")
    _hung(library, at, 45, chance)
    library.closed_at = at - timedelta(days=20)


def _hung(link: Link, at: datetime, days: int, chance: Random) -> None:
    link.made_at = at - timedelta(days=days)
    visits = []
    for ago in range(days - 1, 21 if days > 40 else 0, -1):
        noon = (at - timedelta(days=ago)).replace(hour=10, minute=30)
        people = chance.randint(2, MOST_ON_A_DAY) if noon.weekday() < 5 else chance.randint(0, 2)
        kinds = [AgentKind.PERSON] * people + [chance.choice(MACHINES)] * chance.randint(0, 2)
        visits += [Visit(link_id=link.id, at=noon + timedelta(minutes=chance.randint(0, 180)), kind=kind) for kind in kinds]
    services.add_visits(visits)


def let_machines_call(people: list[Person], *, at: datetime) -> None:
    """Beside people, programs call the links of those whom one may sign in as; nobody's figures change by it."""
    chance = Random(SEED)  # noqa: S311
    links = db.session.scalars(select(Link).where(Link.person_id.in_([person.id for person in people])).order_by(Link.id)).all()
    services.add_visits([
        Visit(link_id=link.id, at=min(link.made_at + timedelta(hours=chance.randint(2, 200)), at), kind=chance.choice(MACHINES))
        for link in links for _ in range(chance.randint(1, 4))
    ])
