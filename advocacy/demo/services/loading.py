"""Loads the whole of Bredfjord in the order of the house: organisation, people, programmes, course, stories, and what happened since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from advocacy.demo.reading import words
from advocacy.demo.services.campaigns import load_campaigns
from advocacy.demo.services.consents import leave_nine_sharers, load_consents
from advocacy.demo.services.editorial import seat_the_board
from advocacy.demo.services.happenings import FIRST, let_things_happen
from advocacy.demo.services.library import furnish_library
from advocacy.demo.services.links import hang_posters, let_machines_call
from advocacy.demo.services.people import load_people, load_units
from advocacy.demo.services.programmes import load_programmes
from advocacy.demo.services.sharing import let_camilla_post_and_plan
from advocacy.demo.services.sources import load_sources
from advocacy.demo.services.sparring import load_own_stories
from advocacy.demo.services.stories import load_stories
from advocacy.demo.services.tips import load_tips
from advocacy.demo.services.wordings import enrich_stories
from advocacy.foundation.database import db
from advocacy.foundation.errors import Refusal
from advocacy.organisation.queries import find_organisation
from advocacy.organisation.services import Identity, found_organisation
from advocacy.stories.models import StoryVersion
from advocacy.training import services as training

DEMO_PASSWORD = "bredfjord-demo"  # noqa: S105 - printed on the screen at every start.
WEBSITE = "/bredfjord/"


@dataclass(frozen=True)
class DemoSignIn:
    """One of the people a visitor may be."""

    name: str
    email: str
    title: str
    roles: tuple[str, ...]


def demo_sign_ins() -> list[DemoSignIn]:
    """The people whose sign-ins are printed, one for each role."""
    return [
        DemoSignIn(each["name"], each["email"], each["title"]["en"], tuple(role["role"] for role in each["roles"]))
        for each in words("organisation")["person"]
        if each.get("demo")
    ]


def load_demo(*, at: datetime, public_url: str) -> bool:
    """Fills an empty database; False when the demo is there already. Refuses a database that is somebody's own."""
    organisation = find_organisation()
    if organisation is not None and not organisation.is_demo:
        raise Refusal("This database belongs to a real organisation. The demo leaves it alone.")
    if organisation is not None:
        return False
    told = words("organisation")["organisation"]
    found_organisation(
        Identity(
            name=told["name"]["da"],
            short_name=told["short_name"],
            motto=told["motto"],
            disclosure=told["disclosure"],
            link_domains=[*told["link_domains"], "127.0.0.1"],
            brand_colour=told["colours"]["primary"],
            accent_colour=told["colours"]["accent"],
        ),
        is_demo=True,
    )
    units = load_units()
    people = load_people(units, DEMO_PASSWORD)
    training.load_course(training.STANDARD_COURSE)
    programmes = load_programmes(units, people, at=at)
    stories = load_stories(programmes["vi-er-bredfjord"], people, at=at, website=public_url + WEBSITE)
    enrich_stories(programmes["vi-er-bredfjord"], stories, at=at)
    load_consents(people, at=at)
    load_tips(people, stories, at=at)
    load_own_stories(people, at=at)
    load_sources(programmes["vi-er-bredfjord"], people, at=at)
    let_things_happen(programmes["vi-er-bredfjord"], stories, people, at=at)
    hang_posters(stories, people, at=at)
    let_machines_call([people[email] for email in FIRST if email in people], at=at)
    leave_nine_sharers(stories)
    let_camilla_post_and_plan(stories, people, at=at)
    load_campaigns(programmes["vi-er-bredfjord"], stories, people, at=at)
    seat_the_board(programmes["vi-er-bredfjord"], stories, people, units, at=at, website=public_url + WEBSITE)
    furnish_library(programmes["vi-er-bredfjord"], people)
    return True


def follow_address(public_url: str) -> None:
    """The demo's own website moves with the port the demo is served on."""
    for version in db.session.scalars(select(StoryVersion).where(StoryVersion.address.contains(WEBSITE))):
        version.address = public_url + WEBSITE + version.address.rpartition("/")[2]
