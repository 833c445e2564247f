"""The kick-off: one person, once, with everything in place; those who take part are written to, by day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from advocacy.accounts.models import Grant
from advocacy.accounts.queries import actor_for
from advocacy.campaigns import services
from advocacy.campaigns.models import Campaign
from advocacy.campaigns.queries import find_first_share, get_campaign
from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.foundation.errors import Forbidden
from advocacy.foundation.jobs import Job
from advocacy.history.queries import entries_about
from advocacy.mail.models import OutboxLetter
from advocacy.people.models import Person
from advocacy.programmes.models import Pause
from advocacy.programmes.queries import find_enrolment
from tests.factories.campaigns import make_campaign
from tests.factories.programmes import enrol, invite, make_programme
from tests.factories.sharing import make_share
from tests.factories.stories import make_story
from tests.people import Cast
from tests.signing_in import Visitor

#: A Tuesday, at ten and at eight in the evening in Denmark.
MORNING, EVENING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC), datetime(2026, 11, 24, 19, 0, tzinfo=UTC)


def letters() -> list[OutboxLetter]:
    return list(db.session.scalars(select(OutboxLetter).where(OutboxLetter.unique_key.startswith("campaign:")).order_by(OutboxLetter.id)))


def press(app: Flask, cast: Cast, name: str) -> None:
    """The kick-off, without the browser."""
    with app.app_context():
        services.kick_off_campaign(get_campaign(name), actor_for(db.session.get_one(Person, cast.birgitte.id)))
        db.session.commit()


def test_the_director_kicks_off_in_her_own_name(app: Flask, planned: str, cast: Cast, visit: Visitor) -> None:
    """It is written down who it was, as what and when; and in the history, without anybody's words."""
    birgitte = visit(cast.birgitte)
    page = birgitte.get(f"/campaigns/{planned}/kick-off").text
    assert "Let us show what it is like here." in page
    assert "2 letters, each in the language its reader reads." in page
    answer = birgitte.post(f"/campaigns/{planned}/kick-off")
    assert answer.status_code == 303
    assert "Kicked off by Birgitte Holmgaard, Kommunaldirektør on" in birgitte.get(answer.location).text
    with app.app_context():
        campaign = get_campaign(planned)
        assert campaign.is_running
        assert (campaign.kicked_off_by_name, campaign.kicked_off_by_title) == ("Birgitte Holmgaard", "Kommunaldirektør")
        entry = entries_about(campaign)[-1]
        assert (entry.deed, entry.role, entry.facts) == ("campaigns.campaign.kicked_off", "director", {"stories": 1})


def test_everybody_else_is_refused(planned: str, cast: Cast, visit: Visitor) -> None:
    """The owner has prepared it and still cannot press; nor can a leader, an editor, HR or an administrator."""
    for person in (cast.lone, cast.tine, cast.henrik, cast.josefine, cast.anders, cast.camilla):
        assert visit(person).get(f"/campaigns/{planned}/kick-off").status_code == 403
        assert visit(person).post(f"/campaigns/{planned}/kick-off").status_code == 403


def test_a_director_who_is_none_any_more_cannot_press(app: Flask, planned: str, cast: Cast) -> None:
    """Attack row Z18: the roles are asked for within the change."""
    with app.app_context():
        actor = actor_for(db.session.get_one(Person, cast.birgitte.id))
        db.session.query(Grant).filter_by(person_id=cast.birgitte.id).delete()
        with pytest.raises(Forbidden):
            services.kick_off_campaign(get_campaign(planned), actor)


def test_a_second_kick_off_is_refused(planned: str, cast: Cast, visit: Visitor) -> None:
    birgitte = visit(cast.birgitte)
    assert birgitte.post(f"/campaigns/{planned}/kick-off").status_code == 303
    assert birgitte.post(f"/campaigns/{planned}/kick-off").status_code == 409
    assert birgitte.get(f"/campaigns/{planned}/kick-off").status_code == 303


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ({"purpose_id": None}, "Choose which of the programme&#39;s purposes it serves."),
        ({"starts_on": None}, "Say from which day until which day it runs."),
        ({"starts_on": clock.today() - timedelta(days=2)}, "The first day has passed."),
        ({"goal_number": None}, "Choose what to count, and how much is good."),
        ({"message": {"da": "Kære alle", "en": ""}}, "It is written in one language only"),
        ({"message": {}}, "Write the message that those who take part get at the kick-off."),
    ],
)
def test_what_is_missing_is_named(app: Flask, planned: str, cast: Cast, visit: Visitor, missing: dict[str, object], sentence: str) -> None:
    """Attack row Z14: the page names it and has no button; a press all the same is refused."""
    with app.app_context():
        campaign = get_campaign(planned)
        for column, value in missing.items():
            setattr(campaign, column, value)
        db.session.commit()
    birgitte = visit(cast.birgitte)
    page = birgitte.get(f"/campaigns/{planned}/kick-off").text
    assert sentence in page
    assert "Kick it off in your name" not in page
    assert birgitte.post(f"/campaigns/{planned}/kick-off").status_code == 409
    with app.app_context():
        assert get_campaign(planned).kicked_off_at is None
        assert not letters()


def test_a_campaign_whose_stories_all_rest_is_not_ready(app: Flask, planned: str, cast: Cast, visit: Visitor) -> None:
    with app.app_context():
        get_campaign(planned).stories[0].story.retired_at = clock.now()
        db.session.commit()
    assert "None of its stories is in the library just now." in visit(cast.birgitte).get(f"/campaigns/{planned}/kick-off").text
    assert visit(cast.birgitte).post(f"/campaigns/{planned}/kick-off").status_code == 409


def test_the_director_is_asked_to_share_first(app: Flask, planned: str, cast: Cast, visit: Visitor) -> None:
    """Three states, each said as it is: nothing, the button pressed, and posted."""
    birgitte = visit(cast.birgitte)
    path = f"/campaigns/{planned}/kick-off"
    page = birgitte.get(path).text
    assert "You have not shared one of these stories yet." in page
    assert "/sharing/story/" in page
    assert "tell_first_share" not in page
    with app.app_context():
        share = make_share(cast.birgitte, get_campaign(planned).stories[0].story, is_confirmed=False)
        number = share.id
        db.session.commit()
    assert "Have you posted it?" in birgitte.get(path).text
    with app.app_context():
        db.session.get_one(type(share), number).confirmed_at = clock.now()
        db.session.commit()
    page = birgitte.get(path).text
    assert "and said that it is posted" in page
    assert "tell_first_share" in page


def test_colleagues_are_told_of_her_share_only_if_she_wants_and_as_long_as_it_is_so(
    app: Flask, planned: str, cast: Cast, visit: Visitor
) -> None:
    """A share is hers; it is told because she says so, and no longer than it is true."""
    with app.app_context():
        make_share(cast.birgitte, get_campaign(planned).stories[0].story)
        db.session.commit()
    assert visit(cast.birgitte).post(f"/campaigns/{planned}/kick-off", data={"tell_first_share": "y"}).status_code == 303
    sentence = "Birgitte Holmgaard has shared one of the stories."
    assert sentence in visit(cast.camilla).get(f"/campaigns/{planned}").text
    with app.app_context():
        campaign = get_campaign(planned)
        share = find_first_share(campaign, cast.birgitte)
        assert share is not None
        share.withdrawn_at = clock.now()
        db.session.commit()
    assert sentence not in visit(cast.camilla).get(f"/campaigns/{planned}").text


def test_nothing_is_told_of_a_share_that_is_none(app: Flask, planned: str, cast: Cast, visit: Visitor) -> None:
    assert visit(cast.birgitte).post(f"/campaigns/{planned}/kick-off", data={"tell_first_share": "y"}).status_code == 303
    with app.app_context():
        assert not get_campaign(planned).is_first_share_told


def test_those_who_take_part_get_one_letter_each(app: Flask, cast: Cast) -> None:
    """Not the invited, not those on pause, not those who stopped or left, not who has no address, not the writer. Attack row J02."""
    with time_machine.travel(MORNING, tick=False):
        with app.app_context():
            programme = make_programme(cast)
            for person in (cast.camilla, cast.jonas, cast.kim, cast.birgitte, cast.henrik, cast.tine):
                enrol(programme, person)
            invite(programme, cast.emil, cast.josefine)
            paused, stopped = find_enrolment(programme, cast.henrik), find_enrolment(programme, cast.tine)
            assert paused is not None
            assert stopped is not None
            db.session.add(Pause(enrolment_id=paused.id, started_at=clock.now()))
            stopped.stopped_at = clock.now()
            db.session.get_one(Person, cast.jonas.id).locale = "da"
            name = make_campaign(cast, programme, make_story(cast, programme), is_kicked_off=False).public_id
            db.session.commit()
        press(app, cast, name)
        with app.app_context():
            jobs.run_due_jobs()
            campaign = get_campaign(name)
            services.write_kick_off_letters(campaign, after=0)
            written = {letter.person_id: letter for letter in letters()}
            assert set(written) == {cast.camilla.id, cast.jonas.id}
            english, danish = written[cast.camilla.id], written[cast.jonas.id]
            assert english.subject == "Welcome, new colleague: a message from Birgitte Holmgaard"
            assert "Let us show what it is like here." in english.text
            assert "The night has its own tone" in english.text
            assert f"http://127.0.0.1:8000/campaigns/{name}" in english.text
            assert f"/campaigns/{name}" in english.html
            assert "Let us show what it is like here. (da)" in danish.text


def test_letters_written_in_the_evening_leave_in_the_morning(app: Flask, cast: Cast) -> None:
    """Nobody's pocket buzzes between six and seven; the campaign itself begins at once."""
    with app.app_context():
        programme = make_programme(cast)
        enrol(programme, cast.camilla)
        name = make_campaign(
            cast,
            programme,
            make_story(cast, programme),
            is_kicked_off=False,
            starts_on=EVENING.date(),
            ends_on=EVENING.date() + timedelta(days=5),
        ).public_id
        db.session.commit()
    with time_machine.travel(EVENING, tick=False):
        press(app, cast, name)
        with app.app_context():
            jobs.run_due_jobs()
            assert not letters()
    with time_machine.travel(EVENING + timedelta(hours=11, minutes=1), tick=False), app.app_context():
        jobs.run_due_jobs()
        assert len(letters()) == 1


def test_letters_wait_for_the_first_day(app: Flask, cast: Cast) -> None:
    """Pressed on Tuesday for Thursday: at seven on Thursday, and not to somebody who has stopped in between."""
    first = MORNING.date() + timedelta(days=2)
    with app.app_context():
        programme = make_programme(cast)
        enrol(programme, cast.camilla)
        stopped = enrol(programme, cast.jonas)
        number = stopped.id
        name = make_campaign(
            cast, programme, make_story(cast, programme), is_kicked_off=False, starts_on=first, ends_on=first + timedelta(days=5)
        ).public_id
        db.session.commit()
    with time_machine.travel(MORNING, tick=False):
        press(app, cast, name)
        with app.app_context():
            jobs.run_due_jobs()
            assert not letters()
            due = db.session.scalars(select(Job.due_at).where(Job.kind == services.WRITE_LETTERS)).one()
            assert due == datetime(2026, 11, 26, 6, 0, tzinfo=UTC)
            db.session.get_one(type(stopped), number).stopped_at = clock.now()
            db.session.commit()
    with time_machine.travel(datetime(2026, 11, 26, 6, 0, 1, tzinfo=UTC), tick=False), app.app_context():
        jobs.run_due_jobs()
        assert [letter.person_id for letter in letters()] == [cast.camilla.id]


def test_a_worker_that_comes_late_in_the_evening_waits_for_the_morning(app: Flask, planned: str, cast: Cast) -> None:
    with app.app_context():
        campaign = get_campaign(planned)
        campaign.starts_on, campaign.ends_on = MORNING.date(), MORNING.date() + timedelta(days=9)
        db.session.commit()
    with time_machine.travel(MORNING, tick=False):
        press(app, cast, planned)
    with time_machine.travel(EVENING, tick=False), app.app_context():
        jobs.run_due_jobs()
        assert not letters()
    with time_machine.travel(EVENING + timedelta(hours=12), tick=False), app.app_context():
        jobs.run_due_jobs()
        assert len(letters()) == 2


def test_many_letters_are_written_in_pieces(app: Flask, planned: str, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from advocacy.campaigns.services import kicking_off
    from tests.campaigns.conftest import colleagues

    monkeypatch.setattr(kicking_off, "LETTERS_AT_ONCE", 3)
    with app.app_context():
        campaign = get_campaign(planned)
        colleagues(campaign, 8)
        campaign.starts_on, campaign.ends_on = MORNING.date(), MORNING.date() + timedelta(days=9)
        db.session.commit()
    with time_machine.travel(MORNING, tick=False):
        press(app, cast, planned)
        with app.app_context():
            jobs.run_due_jobs()
            assert len({letter.person_id for letter in letters()}) == len(letters()) == 10


def test_a_campaign_that_was_ended_before_its_letters_writes_none(app: Flask, planned: str, cast: Cast) -> None:
    with app.app_context():
        campaign = get_campaign(planned)
        campaign.starts_on, campaign.ends_on = MORNING.date(), MORNING.date() + timedelta(days=9)
        db.session.commit()
    with time_machine.travel(EVENING, tick=False):
        press(app, cast, planned)
        with app.app_context():
            actor = actor_for(db.session.get_one(Person, cast.birgitte.id))
            services.end_campaign(get_campaign(planned), {"da": "Uvejr", "en": "Storm"}, actor)
            db.session.commit()
    with time_machine.travel(EVENING + timedelta(hours=12), tick=False), app.app_context():
        jobs.run_due_jobs()
        assert not letters()
        assert db.session.query(Campaign).one().is_ended
