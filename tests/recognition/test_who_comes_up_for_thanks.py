"""Whose shares a leader is shown in the five minutes, and whose never."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import select

from advocacy.accounts.models import Role
from advocacy.accounts.queries import actor_for
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.people.models import Person
from advocacy.people.services import say_goodbye
from advocacy.programmes.models import Programme, ProgrammeStatus
from advocacy.recognition.queries import five_minutes_for
from advocacy.sharing.models import Share
from advocacy.stories.services import pause_story
from tests.recognition.conftest import House


def names(house: House, leader: Person, after: str | None = None, limit: int = 3) -> list[str]:
    """The first names of those who come up."""
    with house.app.app_context():
        actor = actor_for(db.session.get_one(Person, leader.id))
        return [each.person.first_name for each in five_minutes_for(actor, after=after, limit=limit)]


def test_three_from_different_administrations_come_up_oldest_first(house: House) -> None:
    cast = house.cast
    house.share(cast.camilla, days=4)
    house.share(cast.camilla, days=9)
    house.share(cast.kim, days=2)
    house.share(cast.jonas, days=5)
    house.share(cast.emil, days=1)
    assert names(house, cast.birgitte) == ["Camilla", "Jonas", "Kim"]


def test_an_administration_that_was_thanked_comes_after_those_that_were_not(house: House) -> None:
    cast = house.cast
    house.thank(house.share(cast.tine, days=30), cast.henrik, days=3)
    house.share(cast.camilla, days=20)
    house.share(cast.kim, days=2)
    house.share(cast.jonas, days=1)
    assert names(house, cast.birgitte) == ["Kim", "Jonas", "Camilla"]


def test_when_one_branch_alone_waits_its_other_units_fill_the_three(house: House) -> None:
    cast = house.cast
    house.share(cast.camilla, days=9)
    house.share(cast.camilla, days=8)
    house.share(cast.tine, days=2)
    assert names(house, cast.birgitte) == ["Camilla", "Tine", "Camilla"]


def test_a_leader_sees_their_own_units_and_those_below_and_no_others(house: House) -> None:
    cast = house.cast
    for person in (cast.camilla, cast.tine, cast.jonas, cast.kim, cast.birgitte):
        house.share(person)
    assert sorted(names(house, cast.henrik, limit=9)) == ["Camilla", "Tine"]


def test_a_leader_of_two_units_sees_both(house: House) -> None:
    cast = house.cast
    house.grant(cast.henrik, Role.LEADER, cast.roads)
    for person in (cast.camilla, cast.jonas, cast.kim):
        house.share(person)
    assert sorted(names(house, cast.henrik)) == ["Camilla", "Kim"]


def test_somebody_who_leads_nothing_sees_nothing(house: House) -> None:
    house.share(house.cast.camilla)
    assert names(house, house.cast.josefine) == []


@pytest.mark.parametrize("changes", [
    {"is_visible": False}, {"is_confirmed": False}, {"withdrawn_at": clock.now()}, {"days": 61},
], ids=["not shown to leaders", "not said to be posted", "taken back", "older than sixty days"])
def test_what_was_not_meant_for_leaders_never_comes_up(house: House, changes: dict[str, object]) -> None:
    """Attack row L04."""
    house.share(house.cast.camilla, **changes)  # type: ignore[arg-type]
    assert names(house, house.cast.birgitte) == []


def test_ones_own_share_does_not_come_up(house: House) -> None:
    house.share(house.cast.birgitte)
    assert names(house, house.cast.birgitte) == []


def test_one_that_any_leader_has_thanked_for_comes_up_for_no_leader(house: House) -> None:
    house.thank(house.share(house.cast.camilla, days=3), house.cast.henrik)
    assert names(house, house.cast.birgitte) == names(house, house.cast.henrik) == []


def test_a_colleague_who_left_does_not_come_up(house: House) -> None:
    house.share(house.cast.camilla)
    with house.app.app_context():
        say_goodbye(db.session.get_one(Person, house.cast.camilla.id))
        db.session.commit()
    assert names(house, house.cast.birgitte) == []


def test_a_programme_that_is_closed_brings_nothing_up(house: House) -> None:
    house.share(house.cast.camilla)
    with house.app.app_context():
        db.session.query(Programme).one().status = ProgrammeStatus.CLOSED
        db.session.commit()
    assert names(house, house.cast.birgitte) == []


def test_skipping_goes_on_in_the_same_order_and_stores_nothing(house: House) -> None:
    cast = house.cast
    first, second = house.share(cast.camilla, days=5), house.share(cast.jonas, days=4)
    house.share(cast.kim, days=3)
    assert names(house, cast.birgitte, after=first) == ["Jonas", "Kim"]
    assert names(house, cast.birgitte, after=second) == ["Kim"]
    assert names(house, cast.birgitte, after="nobody-knows") == ["Camilla", "Jonas", "Kim"]
    with house.written() as written:
        assert written == []


def test_a_share_of_fifty_nine_days_still_waits(house: House) -> None:
    house.share(house.cast.camilla, days=timedelta(days=59).days)
    assert names(house, house.cast.birgitte) == ["Camilla"]


def test_the_database_is_asked_four_times_however_many_wait(
    house: House, counted: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    for day in range(12):
        for person in (house.cast.camilla, house.cast.jonas, house.cast.kim):
            house.share(person, days=day + 1)
    with house.app.app_context():
        actor = actor_for(db.session.get_one(Person, house.cast.birgitte.id))
        with counted() as questions:
            cards = five_minutes_for(actor)
            assert [(card.person.unit.name, card.title["en"]) for card in cards]
    assert len(questions) <= 4, questions


def test_a_share_of_a_story_that_rests_does_not_come_up(house: House) -> None:
    """Its sharer may have been asked to take it down."""
    name = house.share(house.cast.camilla)
    with house.app.app_context():
        share = db.session.scalars(select(Share).where(Share.public_id == name)).one()
        pause_story(share.story, "Somebody in the picture has changed their mind.", None)
        db.session.commit()
    assert names(house, house.cast.birgitte) == []
