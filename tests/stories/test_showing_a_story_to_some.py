"""A story that is for some units or roles is there for them and for nobody else; every way of asking agrees."""

from __future__ import annotations

import pytest

from advocacy.accounts.models import Role
from advocacy.accounts.queries import actor_for
from advocacy.foundation.database import db
from advocacy.people.models import Person, Unit
from advocacy.programmes.models import Programme
from advocacy.stories.access import can_read_story
from advocacy.stories.models import VersionRole
from advocacy.stories.queries import get_story, library_for, newest_stories
from tests.factories.programmes import invite
from tests.stories.stage import Desk, problems_on

EVERYBODY = ("camilla", "jonas", "kim", "henrik", "josefine", "anders", "birgitte", "emil", "lone", "tine")


def shown_to(desk: Desk, units: tuple[str, ...] = (), roles: tuple[Role, ...] = ()) -> str:
    name = desk.published()
    with desk.app.app_context():
        story = get_story(name)
        story.published_version.units = [db.session.get_one(Unit, getattr(desk.cast, unit).id) for unit in units]
        story.published_version.role_rows = [VersionRole(role=role) for role in roles]
        story.is_targeted = bool(units or roles)
        db.session.commit()
    return name


@pytest.mark.parametrize(
    ("units", "roles", "readers"),
    [
        ((), (), set(EVERYBODY)),
        (("home_care_north",), (), {"camilla", "henrik", "birgitte"}),  # Who works there, and who leads above it.
        (("welfare",), (), {"camilla", "henrik", "birgitte", "tine"}),
        (("school", "roads"), (), {"jonas", "kim", "birgitte"}),
        (("root",), (), set(EVERYBODY)),
        ((), (Role.LEADER,), {"henrik"}),
        ((), (Role.LEADER, Role.DIRECTOR), {"henrik", "birgitte"}),
        (("welfare",), (Role.LEADER,), {"henrik"}),
        (("school",), (Role.LEADER,), set()),
        ((), (Role.HR,), {"josefine"}),
    ],
)
def test_page_library_and_access_agree_for_everybody(
    desk: Desk, units: tuple[str, ...], roles: tuple[Role, ...], readers: set[str]
) -> None:
    name = shown_to(desk, units, roles)
    with desk.app.app_context():
        programme = db.session.query(Programme).filter_by(public_id=desk.programme).one()
        invite(programme, *[getattr(desk.cast, who) for who in EVERYBODY if who not in {"camilla", "jonas"}])
        db.session.commit()
    editors = {"lone", "tine"}
    for who in EVERYBODY:
        person = getattr(desk.cast, who)
        with desk.app.app_context():
            actor = actor_for(db.session.get_one(Person, person.id))
            listed = name in [entry.story for entry in library_for(actor).entries]
            newest = name in [story.public_id for story in newest_stories(actor)]
            assert listed is newest is (who in readers), who
            assert can_read_story(actor, get_story(name)) is (who in readers | editors), who
        opens = desk.client(person).get(f"/stories/{name}").status_code
        assert opens == (200 if who in readers | editors else 404), who


def test_who_may_not_see_it_may_not_share_it_and_learns_nothing(desk: Desk) -> None:
    name = shown_to(desk, ("school",))
    assert desk.client(desk.cast.camilla).get(f"/sharing/story/{name}").status_code == 404
    assert desk.client(desk.cast.camilla).get(f"/sharing/story/{name}/linkedin").status_code == 404


def test_units_and_roles_are_chosen_in_the_form(desk: Desk) -> None:
    unit = desk.cast.home_care_north.public_id
    name = desk.write(desk.cast.lone, then="submit", units=[unit], roles=["leader"])
    assert desk.press(desk.cast.tine, name, "approve").status_code == 303
    with desk.story(name) as story:
        assert story.is_targeted
        assert [each.name for each in story.published_version.units] == ["Hjemmeplejen Nord"]
        assert story.published_version.roles == (Role.LEADER,)
    page = desk.client(desk.cast.lone).get(f"/stories/{name}/edit").text
    assert f'value="{unit}" checked' in page
    desk.change(desk.cast.lone, name, then="submit")
    desk.press(desk.cast.tine, name, "approve")
    with desk.story(name) as story:
        assert not story.is_targeted


def test_a_unit_that_has_nothing_to_do_with_the_programme_is_refused(desk: Desk) -> None:
    with desk.app.app_context():
        programme = db.session.query(Programme).filter_by(public_id=desk.programme).one()
        programme.units = [db.session.get_one(Unit, desk.cast.welfare.id)]
        db.session.commit()
    for unit in (desk.cast.school.public_id, "AAAAAAAAAAAAAAAA"):
        answer = desk.client(desk.cast.tine).post("/stories/add", data=desk.form(units=[unit]))
        assert (answer.status_code, "units" in problems_on(answer)) == (422, True)
