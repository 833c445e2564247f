"""What other features ask of campaigns: the front page, the editors' calendar, a story's own page."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Flask
from sqlalchemy import event

from advocacy.accounts.access import Actor
from advocacy.accounts.queries import actor_for
from advocacy.campaigns import services
from advocacy.campaigns.models import Campaign, CampaignStatus
from advocacy.campaigns.queries import (
    campaigns_between,
    campaigns_of_story,
    campaigns_to_look_back_on,
    current_campaigns_for,
    get_campaign,
    visible_campaigns,
)
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.people.models import Person
from advocacy.programmes.models import Pause, Programme
from advocacy.programmes.queries import find_enrolment
from tests.factories.campaigns import make_campaign
from tests.factories.programmes import enrol, invite
from tests.factories.stories import make_story
from tests.people import Cast
from tests.signing_in import Visitor


def actor(person: Person) -> Actor:
    return actor_for(db.session.get_one(Person, person.id))


def names(campaigns: object) -> list[str]:
    return [campaign.public_id for campaign in campaigns]  # type: ignore[attr-defined]


def test_the_front_page_tells_those_who_take_part(app: Flask, running: str, cast: Cast) -> None:
    """Not the invited, not the director for being director, and not somebody who holds a pause."""
    with app.app_context():
        programme = get_campaign(running).programme
        invite(programme, cast.jonas)
        assert names(current_campaigns_for(actor(cast.camilla))) == [running]
        assert not current_campaigns_for(actor(cast.jonas))
        assert not current_campaigns_for(actor(cast.birgitte))
        enrolment = find_enrolment(programme, cast.camilla)
        assert enrolment is not None
        db.session.add(Pause(enrolment_id=enrolment.id, started_at=clock.now()))
        db.session.flush()
        assert not current_campaigns_for(actor(cast.camilla))


def test_only_what_runs_today_stands_on_the_front_page(app: Flask, planned: str, cast: Cast) -> None:
    """In preparation, before the first day, after the last one and ended: none of them."""
    with app.app_context():
        programme = get_campaign(planned).programme
        today = clock.today()
        make_campaign(cast, programme, starts_on=today + timedelta(days=1))
        make_campaign(cast, programme, starts_on=today - timedelta(days=9), ends_on=today - timedelta(days=1))
        make_campaign(cast, programme, status=CampaignStatus.ENDED, is_kicked_off=False)
        assert not current_campaigns_for(actor(cast.camilla))


def test_the_calendar_finds_every_campaign_that_touches_its_days(app: Flask, planned: str, cast: Cast) -> None:
    """The first and the last day belong to it; one that was ended early is over from then on."""
    with app.app_context():
        programme = get_campaign(planned).programme
        made = make_campaign(cast, programme, starts_on=date(2030, 3, 10), ends_on=date(2030, 3, 20))
        for first, last, is_there in (
            ((2030, 3, 1), (2030, 3, 9), False),
            ((2030, 3, 1), (2030, 3, 10), True),
            ((2030, 3, 12), (2030, 3, 13), True),
            ((2030, 3, 20), (2030, 3, 31), True),
            ((2030, 3, 21), (2030, 3, 31), False),
        ):
            assert (made in campaigns_between(date(*first), date(*last))) is is_there
        made.ended_at = clock.start_of_day(date(2030, 3, 15))
        db.session.flush()
        assert made in campaigns_between(date(2030, 3, 14), date(2030, 3, 31))
        assert made not in campaigns_between(date(2030, 3, 15), date(2030, 3, 31))


def test_a_story_knows_its_campaigns(app: Flask, running: str, cast: Cast) -> None:
    with app.app_context():
        campaign = get_campaign(running)
        other = make_campaign(cast, campaign.programme, campaign.stories[0].story, starts_on=clock.today() + timedelta(days=3))
        assert names(campaigns_of_story(campaign.stories[0].story)) == [other.public_id, running]
        assert not campaigns_of_story(make_story(cast, campaign.programme))


def test_those_who_ran_it_are_reminded_of_what_is_to_be_written(app: Flask, running: str, cast: Cast) -> None:
    with app.app_context():
        services.end_campaign(get_campaign(running), {"da": "Slut", "en": "Over"}, actor(cast.birgitte))
        for person in (cast.birgitte, cast.lone):
            assert names(campaigns_to_look_back_on(person)) == [running]
        assert not campaigns_to_look_back_on(cast.camilla)
        services.write_lessons(get_campaign(running), {"en": "Short."}, {"en": "Later."}, actor(cast.lone))
        assert not campaigns_to_look_back_on(cast.birgitte)


def questions_of_the_list(programme: Programme, cast: Cast) -> int:
    """How many statements the list of running campaigns needs."""
    asked: list[str] = []

    def note(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    db.session.expire_all()
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        visible_campaigns(actor(cast.camilla), CampaignStatus.RUNNING)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(asked)


def test_the_list_asks_the_same_few_questions_however_long_it_is(app: Flask, running: str, cast: Cast) -> None:
    with app.app_context():
        campaign = get_campaign(running)
        programme, story = campaign.programme, campaign.stories[0].story
        few = questions_of_the_list(programme, cast)
        for n in range(8):
            make_campaign(cast, programme, story, make_story(cast, programme, title=f"Story {n}"))
        assert questions_of_the_list(programme, cast) <= few


def test_earlier_campaigns_come_a_page_at_a_time(app: Flask, running: str, cast: Cast, visit: Visitor) -> None:
    with app.app_context():
        programme = get_campaign(running).programme
        for n in range(11):
            ended = clock.now() - timedelta(days=n)
            make_campaign(
                cast, programme, status=CampaignStatus.ENDED, is_kicked_off=False, ended_at=ended, name={"da": f"Nr {n}", "en": f"No {n}."}
            )
        db.session.commit()
        assert db.session.query(Campaign).count() == 12
    camilla = visit(cast.camilla)
    assert "No 9." in camilla.get("/campaigns/").text
    assert "No 10." not in camilla.get("/campaigns/").text
    assert "No 10." in camilla.get("/campaigns/?page=2").text
    assert camilla.get("/campaigns/?page=99999999999999999999").status_code in (200, 404)
    enrolled = visit(cast.jonas).get("/campaigns/").text
    assert "No campaign yet" in enrolled


def test_who_stops_taking_part_keeps_nothing_on_the_front_page(app: Flask, running: str, cast: Cast) -> None:
    with app.app_context():
        enrolment = enrol(get_campaign(running).programme, cast.jonas)
        enrolment.stopped_at = clock.now()
        db.session.flush()
        assert not current_campaigns_for(actor(cast.jonas))
