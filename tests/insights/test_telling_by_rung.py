"""Shares by how sure we are of them: what a network has confirmed stands apart only where neither part gives anybody away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.insights.periods import get_period
from advocacy.insights.queries import rung_counts
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.people.services import add_person
from advocacy.sharing.models import Posting, PostingStatus
from tests.factories.programmes import make_programme
from tests.factories.sharing import make_share
from tests.factories.stories import make_story
from tests.people import Cast


@pytest.mark.parametrize(("seen", "unseen", "told"), [
    (5, 5, {3: 5, 4: 5}),
    (6, 9, {3: 9, 4: 6}),
    (4, 9, {3: 13}),
    (9, 4, {3: 13}),
    (0, 7, {3: 7}),
    (2, 2, {3: None}),
])
def test_confirmed_stands_apart_from_declared_where_both_are_five_people(
    app: Flask, cast: Cast, seen: int, unseen: int, told: dict[int, int | None]
) -> None:
    """Attack rows H01 and H02."""
    with app.app_context():
        programme = make_programme(cast, launched_at=clock.now() - timedelta(days=7))
        story, home = make_story(cast, programme), db.session.merge(cast.home_care_north)
        for number in range(seen + unseen):
            person = add_person(f"Kollega {number}", home, title="", email=None, employee_number=str(40_000 + number), locale="da")
            share = make_share(person, story, at=clock.now() - timedelta(days=1), network=NetworkKind.MASTODON)
            db.session.flush()
            at = share.pressed_at
            db.session.add(Posting(
                share_id=share.id, status=PostingStatus.POSTED, let_leaders_see=True, asked_at=at, due_at=at, posted_at=at,
                seen_at=at if number < seen else None))
        db.session.flush()
        counted = rung_counts(programme, [db.session.merge(cast.root)], get_period("30-days", programme.launched_at, clock.now()))
    assert {each.rung: each.count for each in counted} == {0: None, 1: None, 2: None, **told}
