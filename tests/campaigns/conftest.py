"""Campaigns ready on stage: most tests need the public name only."""

from __future__ import annotations

import pytest
from flask import Flask

from advocacy.campaigns.models import Campaign
from advocacy.foundation.database import db
from advocacy.people.models import Person
from advocacy.people.services import add_person
from tests.factories.campaigns import make_campaign
from tests.factories.programmes import enrol, make_programme
from tests.factories.stories import make_story
from tests.factories.training import license_person
from tests.people import Cast


@pytest.fixture
def planned(app: Flask, cast: Cast) -> str:
    """A campaign with everything in place that waits for Birgitte; Camilla, Jonas, Kim and Birgitte take part in the programme."""
    with app.app_context():
        programme = make_programme(cast)
        for person in (cast.camilla, cast.jonas, cast.kim, cast.birgitte):
            enrol(programme, person)
        license_person(cast.camilla)
        license_person(cast.birgitte)
        name = make_campaign(cast, programme, make_story(cast, programme), is_kicked_off=False).public_id
        db.session.commit()
    return name


@pytest.fixture
def running(app: Flask, cast: Cast) -> str:
    """A campaign with two stories, kicked off today; Camilla takes part and holds a licence."""
    with app.app_context():
        programme = make_programme(cast)
        enrol(programme, cast.camilla)
        license_person(cast.camilla)
        stories = [make_story(cast, programme), make_story(cast, programme, title="Mud and calm")]
        name = make_campaign(cast, programme, *stories).public_id
        db.session.commit()
    return name


def colleagues(campaign: Campaign, count: int) -> list[Person]:
    """So many more people who take part in the campaign's programme."""
    people = [add_person(f"Colleague {n}", campaign.programme.units[0], email=f"c{n}@bredfjord.example", locale="en") for n in range(count)]
    for person in people:
        enrol(campaign.programme, person)
    return people
