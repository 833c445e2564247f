"""Rungs read from visits, many shares at a time; and what stays when somebody leaves or stops taking part."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.links.agents import AgentKind
from advocacy.links.models import Link
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.networks.models import SharingChoice
from advocacy.people.models import Person
from advocacy.people.services import say_goodbye
from advocacy.sharing.evidence import Rung
from advocacy.sharing.models import Share
from advocacy.sharing.queries import evidence_of, rungs_of, short_link, visits_by_people
from tests.factories.sharing import make_share, make_visit
from tests.people import Cast
from tests.sharing.scene import Scene

LINKEDIN, COPY = NetworkKind.LINKEDIN, NetworkKind.COPY
SOON, LATE = timedelta(minutes=2), timedelta(minutes=16)


@pytest.mark.parametrize(("network", "calls", "rung"), [
    (LINKEDIN, [], Rung.PRESSED),
    (LINKEDIN, [(AgentKind.PREVIEW, LINKEDIN, SOON)], Rung.READ),
    (LINKEDIN, [(AgentKind.PREVIEW, LINKEDIN, LATE)], Rung.PRESSED),
    (LINKEDIN, [(AgentKind.PREVIEW, LINKEDIN, LATE), (AgentKind.PREVIEW, LINKEDIN, SOON)], Rung.READ),
    (LINKEDIN, [(AgentKind.PREVIEW, NetworkKind.FACEBOOK, SOON)], Rung.PRESSED),
    (LINKEDIN, [(AgentKind.PERSON, LINKEDIN, LATE)], Rung.VISITED),
    (LINKEDIN, [(AgentKind.PERSON, None, LATE)], Rung.PRESSED),
    (LINKEDIN, [(AgentKind.ROBOT, None, SOON), (AgentKind.HEAD, None, SOON), (AgentKind.PREFETCH, None, SOON)], Rung.PRESSED),
    (COPY, [(AgentKind.PERSON, None, LATE)], Rung.VISITED),
])
def test_visits_tell_how_sure_we_are(
    app: Flask, cast: Cast, scene: Scene, network: NetworkKind, calls: list[tuple[AgentKind, NetworkKind | None, timedelta]], rung: Rung
) -> None:
    with app.app_context():
        moment = clock.now() - timedelta(days=1)
        share = make_share(cast.camilla, scene.found_story(), at=moment, is_confirmed=False, network=network)
        for kind, of, after in calls:
            make_visit(share, at=moment + after, kind=kind, network=of)
        db.session.commit()
        assert rungs_of([share]) == {share.id: rung}


def test_what_a_person_said_is_never_lowered(app: Flask, cast: Cast, scene: Scene) -> None:
    with app.app_context():
        share = make_share(cast.camilla, scene.found_story())
        assert rungs_of([share])[share.id] is Rung.DECLARED
        make_visit(share, kind=AgentKind.PREVIEW, network=LINKEDIN)
        assert rungs_of([share])[share.id] is Rung.DECLARED


def test_only_people_are_counted_as_visitors(app: Flask, cast: Cast, scene: Scene) -> None:
    """Attack row R08."""
    with app.app_context():
        share = make_share(cast.camilla, scene.found_story())
        for kind in AgentKind:
            make_visit(share, kind=kind)
        make_visit(share, network=LINKEDIN)
        db.session.commit()
        assert visits_by_people(share) == 2


def test_five_hundred_shares_are_two_questions(app: Flask, cast: Cast, scene: Scene, counted: object) -> None:
    with app.app_context():
        story = scene.found_story()
        moment = clock.now()
        links = [{"code": f"c{n}", "public_id": f"l{n}", "story_id": story.id, "network": LINKEDIN, "language": "da", "made_at": moment}
                 for n in range(1001)]
        numbers = db.session.scalars(db.insert(Link).returning(Link.id), links).all()
        rows = [{"link_id": n, "public_id": f"p{n}", "person_id": cast.camilla.id, "story_id": story.id, "version_id": scene.version_id,
                 "network": LINKEDIN, "language": "da", "pressed_at": moment, "is_visible_to_leaders": False} for n in numbers]
        db.session.execute(db.insert(Share), rows)
        found = list(db.session.scalars(db.select(Share).order_by(Share.id)))
        make_visit(found[0])
        make_visit(found[1000])
        with counted() as questions:  # type: ignore[operator]
            evidence = evidence_of(found)
        assert len(questions) == 2 * 3, "visits and posts, of 500 shares at a time"
        assert len(evidence) == 1001
        assert sum(each.visits_by_people for each in evidence.values()) == 2
        assert evidence_of([]) == {}


def test_the_link_begins_with_the_short_address_where_there_is_one(app: Flask, cast: Cast, scene: Scene) -> None:
    with app.app_context():
        share = make_share(cast.camilla, scene.found_story())
        assert short_link(share, "https://del.bredfjord.example") == f"https://del.bredfjord.example/{share.code}"


def test_links_stay_without_a_name_when_somebody_leaves(app: Flask, cast: Cast, scene: Scene) -> None:
    """Attack row Z16."""
    with app.app_context():
        mine = make_share(cast.camilla, scene.found_story(), post_address="https://www.linkedin.com/posts/camilla_x-1")
        make_share(cast.jonas, scene.found_story())
        db.session.add(SharingChoice(person_id=cast.camilla.id, mastodon_host="mastodon.example"))
        say_goodbye(db.session.get_one(Person, cast.camilla.id))
        db.session.commit()
        db.session.expire_all()
        assert (mine.person_id, mine.post_address, mine.is_visible_to_leaders) == (None, None, False)
        assert db.session.query(Share).filter_by(person_id=cast.jonas.id).one().is_visible_to_leaders
        assert db.session.query(SharingChoice).count() == 0
