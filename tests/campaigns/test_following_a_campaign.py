"""Progress: what counts and what does not, small numbers, the same page for everybody, and stories that rest."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from advocacy.campaigns.mails import kick_off_letter
from advocacy.campaigns.models import CampaignStory, GoalKind
from advocacy.campaigns.queries import get_campaign, progress_of
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.links.agents import AgentKind
from advocacy.people.models import Person
from advocacy.sharing.models import Share
from advocacy.stories.models import Story
from tests.campaigns.conftest import colleagues
from tests.factories.programmes import enrol
from tests.factories.recognition import make_acknowledgement
from tests.factories.sharing import make_share, make_visit
from tests.factories.stories import make_story
from tests.people import Cast
from tests.signing_in import Visitor


def share_all(people: list[Person], story: Story, **changes: object) -> list[Share]:
    return [make_share(person, story, **changes) for person in people]  # type: ignore[arg-type]


def test_people_count_once_however_often_they_share(app: Flask, running: str, cast: Cast) -> None:
    with app.app_context():
        campaign = get_campaign(running)
        people, (first, second) = colleagues(campaign, 12), [each.story for each in campaign.stories]
        share_all(people[:6], first)
        share_all(people[:6], second)
        share_all(people[6:7], second)
        progress = progress_of(campaign)
        assert (progress.people, progress.value, progress.goal_number) == (7, 7, 40)
        assert progress.rungs[3].count == 13


@pytest.mark.parametrize("left_out", ["before", "after", "pressed only", "taken back", "another story", "before the story joined"])
def test_what_does_not_count(app: Flask, running: str, cast: Cast, left_out: str) -> None:
    """Only shares of the campaign's stories, pressed within its days, that are said to be posted and not taken back."""
    with app.app_context():
        campaign = get_campaign(running)
        people, story = colleagues(campaign, 12), campaign.stories[0].story
        share_all(people[:6], story)
        begin, over = campaign.begins_at, campaign.is_over_at
        assert begin is not None
        assert over is not None
        if left_out == "before":
            make_share(people[6], story, at=begin - timedelta(seconds=1))
        elif left_out == "after":
            make_share(people[6], story, at=over)
        elif left_out == "pressed only":
            make_share(people[6], story, is_confirmed=False)
        elif left_out == "taken back":
            make_share(people[6], story, withdrawn_at=clock.now())
        elif left_out == "another story":
            make_share(people[6], make_story(cast, campaign.programme))
        else:
            late = make_story(cast, campaign.programme)
            make_share(people[6], late, at=clock.now() - timedelta(seconds=9))
            db.session.add(CampaignStory(campaign_id=campaign.id, story_id=late.id, added_at=clock.now(), added_by_id=cast.lone.id))
            db.session.flush()
        assert progress_of(campaign).people == 6
        assert progress_of(campaign).rungs[3].count == 6


def test_visits_are_those_of_people_and_of_these_shares(app: Flask, running: str, cast: Cast) -> None:
    """Robots and previews are left out, and so are visits to shares that do not count."""
    with app.app_context():
        campaign = get_campaign(running)
        people, story = colleagues(campaign, 12), campaign.stories[0].story
        shares = share_all(people[:6], story)
        for _visit in range(9):
            make_visit(shares[0])
        make_visit(shares[1], kind=AgentKind.PREVIEW)
        make_visit(make_share(people[7], story, withdrawn_at=clock.now()))
        make_visit(make_share(people[8], make_story(cast, campaign.programme)))
        assert progress_of(campaign).visits == 9


def test_thanks_within_a_week_are_held_against_what_leaders_may_see(app: Flask, running: str, cast: Cast) -> None:
    with app.app_context():
        campaign = get_campaign(running)
        campaign.starts_on = clock.today() - timedelta(days=15)
        for each in campaign.stories:
            each.added_at = clock.now() - timedelta(days=20)
        people, story = colleagues(campaign, 20), campaign.stories[0].story
        old = share_all(people[:6], story, at=clock.now() - timedelta(days=12))
        for share in old[:3]:
            make_acknowledgement(share, cast.birgitte, at=clock.now() - timedelta(days=10))
        make_acknowledgement(old[3], cast.birgitte, at=clock.now() - timedelta(days=1))
        share_all(people[6:10], story, at=clock.now() - timedelta(days=12), is_visible=False)
        share_all(people[10:12], story)
        db.session.flush()
        progress = progress_of(campaign)
        assert (progress.thanked, progress.thanked_of) == (3, 6)


def test_fewer_than_five_are_never_shown(app: Flask, running: str, cast: Cast, visit: Visitor) -> None:
    """Attack row H01: no number of people, shares, visits or thanks, on the page and in the API, until five people stand behind it."""
    with app.app_context():
        campaign = get_campaign(running)
        people = colleagues(campaign, 20)
        shares = share_all(people[:4], campaign.stories[0].story, at=clock.now() - timedelta(seconds=5))
        for _visit in range(77):
            make_visit(shares[0])
        make_acknowledgement(shares[0], cast.birgitte)
        progress = progress_of(campaign)
        assert (progress.people, progress.visits, progress.thanked, progress.value) == (None, None, None, None)
        assert all(each.count is None for each in progress.rungs)
        fifth = people[4].id
        db.session.commit()
    page = visit(cast.camilla).get(f"/campaigns/{running}").text
    assert "Fewer than five" in page
    assert ">77<" not in page
    assert "<progress" not in page
    with app.app_context():
        campaign = get_campaign(running)
        make_share(db.session.get_one(Person, fifth), campaign.stories[0].story)
        assert progress_of(campaign).people == 5
        db.session.commit()
    page = visit(cast.camilla).get(f"/campaigns/{running}").text
    assert 'class="tally-number">5<' in page
    assert '<progress class="tally-bar" value="5" max="40"' in page


def test_when_nearly_everybody_has_shared_the_number_is_not_shown(app: Flask, running: str, cast: Cast, visit: Visitor) -> None:
    """Attack row H07: "12 of 13" would say who has not."""
    with app.app_context():
        campaign = get_campaign(running)
        share_all(colleagues(campaign, 12), campaign.stories[0].story)
        progress = progress_of(campaign)
        assert progress.people is None
        assert progress.is_nearly_all
        db.session.commit()
    assert "Nearly everybody who takes part in the programme." in visit(cast.birgitte).get(f"/campaigns/{running}").text


def test_everybody_sees_the_same_and_nobody_sees_a_name(app: Flask, running: str, cast: Cast, visit: Visitor) -> None:
    """Leaders, HR and the director read the figures colleagues read; nobody who shared is named, nothing is ranked."""
    with app.app_context():
        campaign = get_campaign(running)
        people = colleagues(campaign, 20)
        share_all(people[:9], campaign.stories[0].story)
        enrol(campaign.programme, cast.henrik)
        db.session.commit()
    pages = [visit(person).get(f"/campaigns/{running}").text for person in (cast.camilla, cast.henrik, cast.josefine, cast.birgitte)]
    for page in pages:
        assert 'class="tally-number">9<' in page
        assert "Colleague" not in page
    figures = {page.split("What has come of it so far")[1].split("</main>")[0] for page in pages}
    assert len(figures) == 1


def test_a_stranger_to_the_programme_does_not_find_the_campaign(
    app: Flask, running: str, cast: Cast, visit: Visitor, client: object
) -> None:
    """Attack row Z03: who is not invited gets 404, a stranger is asked to sign in."""
    assert visit(cast.jonas).get(f"/campaigns/{running}").status_code == 404
    assert "Welcome, new colleague" not in visit(cast.jonas).get("/campaigns/").text
    assert client.get(f"/campaigns/{running}").status_code == 303  # type: ignore[attr-defined]


def test_sharing_is_one_tap_on_the_network_somebody_uses(app: Flask, running: str, cast: Cast, visit: Visitor) -> None:
    camilla = visit(cast.camilla)
    with app.app_context():
        story = get_campaign(running).stories[0].story
        name = story.public_id
        make_share(cast.camilla, make_story(cast, story.programme, title="Something else"))
        db.session.commit()
    page = camilla.get(f"/campaigns/{running}").text
    assert f'href="/sharing/story/{name}/linkedin"' in page
    assert f'href="/sharing/story/{name}"' in page
    assert camilla.get(f"/sharing/story/{name}/linkedin").status_code == 200


def test_who_cannot_share_yet_is_shown_the_way(app: Flask, running: str, cast: Cast, visit: Visitor) -> None:
    """Attack row T01: no button that would lead to a refusal, and no pressure."""
    with app.app_context():
        enrol(get_campaign(running).programme, cast.jonas)
        db.session.commit()
    page = visit(cast.jonas).get(f"/campaigns/{running}").text
    assert "A short course opens the share tools." in page
    assert "/sharing/story/" not in page
    assert "Joining takes a minute and is voluntary." in visit(cast.lone).get(f"/campaigns/{running}").text


def test_a_story_that_rests_is_held_with_an_explanation(app: Flask, running: str, cast: Cast, visit: Visitor) -> None:
    """Attack row Z05: its title is for its editors only; the others stay to be shared."""
    with app.app_context():
        get_campaign(running).stories[1].story.retired_at = clock.now()
        db.session.commit()
    page = visit(cast.camilla).get(f"/campaigns/{running}").text
    assert "One story rests just now" in page
    assert "Mud and calm" not in page
    assert "The night has its own tone" in page
    assert "Mud and calm" in visit(cast.tine).get(f"/campaigns/{running}").text


def test_a_story_for_some_units_is_shown_to_those_it_is_meant_for(app: Flask, running: str, cast: Cast, visit: Visitor) -> None:
    """It is neither offered nor named as resting to the others, nor in the letter that goes to all."""
    with app.app_context():
        campaign = get_campaign(running)
        story = campaign.stories[1].story
        version = story.published_version
        assert version is not None
        version.units = [db.session.merge(cast.school)]
        story.is_targeted = True
        enrol(campaign.programme, cast.jonas)
        assert "Mud and calm" not in kick_off_letter(campaign, "en").text
        db.session.commit()
    assert "Mud and calm" in visit(cast.jonas).get(f"/campaigns/{running}").text
    page = visit(cast.camilla).get(f"/campaigns/{running}").text
    assert "Mud and calm" not in page
    assert "rests just now" not in page


def test_a_story_may_join_later(app: Flask, running: str, cast: Cast, visit: Visitor) -> None:
    with app.app_context():
        name = make_story(cast, get_campaign(running).programme, title="One more").public_id
        db.session.commit()
    assert visit(cast.lone).post(f"/campaigns/{running}/stories/{name}").status_code == 303
    assert "One more" in visit(cast.camilla).get(f"/campaigns/{running}").text
    assert visit(cast.camilla).post(f"/campaigns/{running}/stories/{name}").status_code == 403


def test_how_each_number_is_counted_is_there_for_everybody(running: str, cast: Cast, visit: Visitor) -> None:
    page = visit(cast.camilla).get(f"/campaigns/{running}").text
    assert "Different people who have shared one of the campaign&#39;s stories within its days and said that it is posted." in page
    assert "/campaigns/definitions" in page
    assert "Who has shared and who has not, for anybody." in visit(cast.camilla).get("/campaigns/definitions").text


def test_a_danish_reader_reads_the_directors_danish_words(running: str, cast: Cast, visit: Visitor) -> None:
    page = visit(cast.camilla, locale="da").get(f"/campaigns/{running}").text
    assert "Velkommen, ny kollega" in page
    assert "Let us show what it is like here. (da)" in page


def test_a_goal_that_is_reached_is_said_calmly(app: Flask, running: str, cast: Cast, visit: Visitor) -> None:
    with app.app_context():
        campaign = get_campaign(running)
        campaign.goal_kind, campaign.goal_number = GoalKind.VISITS, 10
        shares = share_all(colleagues(campaign, 20)[:6], campaign.stories[0].story)
        for _visit in range(12):
            make_visit(shares[0])
        db.session.commit()
    page = visit(cast.camilla).get(f"/campaigns/{running}").text
    assert "The goal is reached." in page
    assert '<progress class="tally-bar" value="10" max="10"' in page
