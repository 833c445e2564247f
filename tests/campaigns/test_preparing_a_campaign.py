"""Preparing a campaign: begun with a name, filled in piece by piece, and seen by nobody else before the kick-off."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from advocacy.campaigns.models import Campaign, GoalKind
from advocacy.campaigns.queries import get_campaign
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.history.queries import entries_about
from tests.factories.programmes import make_programme
from tests.factories.stories import make_story
from tests.people import Cast
from tests.signing_in import Visitor


def typed(**changes: object) -> dict[str, object]:
    """The whole plan as a browser sends it."""
    plan: dict[str, object] = {
        "name_da": "Fra elev til fast",
        "name_en": "From trainee to colleague",
        "starts_on": clock.today().isoformat(),
        "ends_on": (clock.today() + timedelta(days=13)).isoformat(),
        "goal_kind": "people",
        "goal_number": "40",
        "message_da": "Kære alle",
        "message_en": "Dear all",
    }
    return {**plan, **changes}


def test_the_owner_prepares_a_campaign_for_the_director(app: Flask, cast: Cast, visit: Visitor) -> None:
    """Name first, then the plan, then stories from the library; every step leaves its trace."""
    with app.app_context():
        programme = make_programme(cast)
        story = make_story(cast, programme).public_id
        make_story(cast, programme, is_published=False, title="Not read by a second editor yet")
        purpose = programme.purposes[0].public_id
        db.session.commit()
    lone = visit(cast.lone)
    assert "New campaign" in lone.get("/campaigns/").text
    answer = lone.post("/campaigns/add", data={"name_da": "Fra elev til fast", "name_en": "From trainee to colleague"})
    assert answer.status_code == 303
    name = answer.location.split("/")[2]
    prepare = lone.get(f"/campaigns/{name}/prepare").text
    assert "Choose at least one story from the library." in prepare
    assert "Say from which day until which day it runs." in prepare
    assert "It is a formal act, so only Birgitte Holmgaard can do it." in prepare

    assert lone.post(f"/campaigns/{name}/edit", data=typed(purpose=purpose)).status_code == 303
    choosing = lone.get(f"/campaigns/{name}/stories").text
    assert "The night has its own tone" in choosing
    assert "Not read by a second editor yet" not in choosing
    assert lone.post(f"/campaigns/{name}/stories/{story}").status_code == 303
    assert "Everything is in place." in lone.get(f"/campaigns/{name}/prepare").text
    with app.app_context():
        campaign = get_campaign(name)
        assert (campaign.goal_kind, campaign.goal_number) == (GoalKind.PEOPLE, 40)
        deeds = [entry.deed for entry in entries_about(campaign)]
        assert deeds == ["campaigns.campaign.created", "campaigns.campaign.changed", "campaigns.campaign.story_added"]


def test_nobody_else_sees_a_campaign_before_the_kick_off(planned: str, cast: Cast, visit: Visitor) -> None:
    """Attack row Z05: 404 for those who take part, for leaders and for HR; the programme's editors may look, and change nothing."""
    for person in (cast.camilla, cast.henrik, cast.josefine):
        client = visit(person)
        assert "Welcome, new colleague" not in client.get("/campaigns/").text
        for path in ("", "/prepare", "/edit", "/stories", "/summary", "/applications", "/lessons"):
            assert client.get(f"/campaigns/{planned}{path}").status_code == 404, path
    editor = visit(cast.tine)
    assert editor.get(f"/campaigns/{planned}/prepare").status_code == 200
    assert editor.get(f"/campaigns/{planned}/edit").status_code == 403
    assert editor.post(f"/campaigns/{planned}/edit", data=typed()).status_code == 403
    assert editor.post(f"/campaigns/{planned}/discard").status_code == 403


def test_an_employee_cannot_begin_a_campaign(planned: str, cast: Cast, visit: Visitor) -> None:
    camilla = visit(cast.camilla)
    assert "New campaign" not in camilla.get("/campaigns/").text
    assert camilla.get("/campaigns/add").status_code == 403
    assert camilla.post("/campaigns/add", data={"name_da": "x", "name_en": "x"}).status_code == 403


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name_en": ""}, "Please fill this in."),
        ({"name_en": "\u200b"}, "Write it in English too."),
        ({"name_da": "x" * 201}, "At most 200 characters, please."),
        ({"starts_on": "2026-13-45"}, "Write the day as year-month-day"),
        ({"starts_on": "2026-09-10", "ends_on": "2026-09-09"}, "The last day is before the first."),
        ({"starts_on": "2026-09-10", "ends_on": "2027-09-09"}, "A campaign lasts at most 92 days."),
        ({"starts_on": "9999-12-31", "ends_on": "9999-12-31"}, "Is the year right?"),
        ({"goal_number": "many"}, "Write a whole number."),
        ({"goal_number": "4"}, "Fewer than five people are never shown."),
        ({"goal_number": "-40"}, "Choose a whole number from 5"),
        ({"goal_number": "99999999999999999999"}, "Choose a whole number from 5"),
        ({"purpose": "nobodys-purpose"}, "Choose one of the programme&#39;s purposes."),
        ({"message_da": "x" * 5001}, "At most 5000 characters, please."),
        ({"message_en": "a\x00b"}, "This contains a character that cannot be stored."),
    ],
)
def test_what_cannot_be_used_is_named_at_its_field(planned: str, cast: Cast, visit: Visitor, wrong: dict[str, str], sentence: str) -> None:
    """Attack row J03: 422, the sentence beside the field, and everything typed still there."""
    answer = visit(cast.lone).post(f"/campaigns/{planned}/edit", data=typed(message_en="Dear all of you") | wrong)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Kære alle" in answer.text or "message_da" in wrong


def test_more_cannot_be_sent_than_the_form_holds(app: Flask, planned: str, cast: Cast, visit: Visitor) -> None:
    """Attack row Z08: columns of the table that are no fields of the form are ignored."""
    sneaked = {"status": "running", "kicked_off_at": "2026-01-01", "result": "{}", "programme_id": "99", "is_first_share_told": "1"}
    assert visit(cast.lone).post(f"/campaigns/{planned}/edit", data=typed() | sneaked).status_code == 303
    with app.app_context():
        campaign = get_campaign(planned)
        assert campaign.status == "in_preparation"
        assert campaign.kicked_off_at is None
        assert campaign.result is None
        assert not campaign.is_first_share_told


def test_only_a_story_of_this_programmes_library_can_be_chosen(app: Flask, planned: str, cast: Cast, visit: Visitor) -> None:
    """Drafts, stories taken out and other programmes' stories are refused; one story is chosen once."""
    with app.app_context():
        campaign = get_campaign(planned)
        draft = make_story(cast, campaign.programme, is_published=False).public_id
        retired = make_story(cast, campaign.programme)
        retired.retired_at = clock.now()
        elsewhere = make_story(cast, make_programme(cast))
        names = [draft, retired.public_id, elsewhere.public_id]
        twice = campaign.stories[0].story.public_id
        db.session.commit()
    lone = visit(cast.lone)
    for name in names:
        assert lone.post(f"/campaigns/{planned}/stories/{name}").status_code == 409
    assert lone.post(f"/campaigns/{planned}/stories/{twice}").status_code == 303
    assert lone.post(f"/campaigns/{planned}/stories/there-is-none").status_code == 404
    with app.app_context():
        assert len(get_campaign(planned).stories) == 1


def test_a_story_leaves_again_before_the_kick_off_only(app: Flask, planned: str, running: str, cast: Cast, visit: Visitor) -> None:
    """Afterwards colleagues have shared it as part of the campaign."""
    with app.app_context():
        before, after = (get_campaign(name).stories[0].story.public_id for name in (planned, running))
    lone = visit(cast.lone)
    assert lone.post(f"/campaigns/{planned}/stories/{before}/take-out").status_code == 303
    assert lone.post(f"/campaigns/{running}/stories/{after}/take-out").status_code == 409
    with app.app_context():
        assert not get_campaign(planned).stories
        assert len(get_campaign(running).stories) == 2


def test_the_plan_stays_as_it_is_after_the_kick_off(running: str, cast: Cast, visit: Visitor) -> None:
    """The goal is not moved once it is known how it goes."""
    answer = visit(cast.lone).post(f"/campaigns/{running}/edit", data=typed(goal_number="5"))
    assert answer.status_code == 422
    assert "The campaign has been kicked off with this, so it stays as it is." in answer.text
    assert visit(cast.lone).post(f"/campaigns/{running}/discard").status_code == 409


def test_a_campaign_nobody_kicks_off_can_be_thrown_away(app: Flask, planned: str, cast: Cast, visit: Visitor) -> None:
    assert visit(cast.lone).post(f"/campaigns/{planned}/discard").status_code == 303
    assert visit(cast.lone).get(f"/campaigns/{planned}/prepare").status_code == 404
    with app.app_context():
        assert not db.session.query(Campaign).count()


def test_the_owner_is_not_told_whether_the_director_has_shared(app: Flask, planned: str, cast: Cast, visit: Visitor) -> None:
    """Attack row L04: a share is seen by whoever shared; the director herself is reminded."""
    from tests.factories.sharing import make_share

    with app.app_context():
        make_share(cast.birgitte, get_campaign(planned).stories[0].story)
        db.session.commit()
    assert "You have shared one of the stories yourself." in visit(cast.birgitte).get(f"/campaigns/{planned}/prepare").text
    assert "shared one" not in visit(cast.lone).get(f"/campaigns/{planned}/prepare").text
