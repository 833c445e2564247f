"""The end: by itself at midnight in Denmark, later when prolonged, earlier with a reason; the figures are kept as they were."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from advocacy.accounts.queries import actor_for
from advocacy.campaigns import services
from advocacy.campaigns.queries import get_campaign, progress_of
from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput, Refusal
from advocacy.foundation.jobs import Job
from advocacy.history.queries import entries_about
from advocacy.mail.models import OutboxLetter
from advocacy.people.models import Person
from tests.campaigns.conftest import colleagues
from tests.factories.campaigns import make_campaign
from tests.factories.programmes import enrol, make_programme
from tests.factories.sharing import make_share, make_visit
from tests.factories.stories import make_story
from tests.people import Cast
from tests.signing_in import Visitor


def kick_off(app: Flask, cast: Cast, first: date, last: date) -> str:
    """A campaign for these days, kicked off at ten on the first."""
    with time_machine.travel(datetime(first.year, first.month, first.day, 9, tzinfo=UTC), tick=False), app.app_context():
        programme = make_programme(cast)
        enrol(programme, cast.camilla)
        campaign = make_campaign(cast, programme, make_story(cast, programme), is_kicked_off=False, starts_on=first, ends_on=last)
        services.kick_off_campaign(campaign, actor_for(db.session.get_one(Person, cast.birgitte.id)))
        db.session.commit()
        return campaign.public_id


def birgitte(cast: Cast) -> Person:
    return db.session.get_one(Person, cast.birgitte.id)


@pytest.mark.parametrize(
    ("first", "last", "over"),
    [
        (date(2026, 11, 24), date(2026, 11, 30), datetime(2026, 11, 30, 23, tzinfo=UTC)),
        (date(2027, 6, 1), date(2027, 6, 9), datetime(2027, 6, 9, 22, tzinfo=UTC)),
        (date(2027, 3, 20), date(2027, 3, 28), datetime(2027, 3, 28, 22, tzinfo=UTC)),
        (date(2027, 10, 20), date(2027, 10, 31), datetime(2027, 10, 31, 23, tzinfo=UTC)),
    ],
    ids=["winter", "summer", "the day of 23 hours", "the day of 25 hours"],
)
def test_it_ends_by_itself_when_its_last_day_is_over(app: Flask, cast: Cast, first: date, last: date, over: datetime) -> None:
    """Attack row U10-like: midnight in Denmark, also on the two days on which the clocks are changed."""
    name = kick_off(app, cast, first, last)
    with time_machine.travel(over - timedelta(seconds=1), tick=False), app.app_context():
        jobs.run_due_jobs()
        assert get_campaign(name).is_running
    with time_machine.travel(over, tick=False), app.app_context():
        jobs.run_due_jobs()
        campaign = get_campaign(name)
        assert campaign.is_ended
        assert campaign.ended_at == over
        assert campaign.ended_by_id is None
        last_deed = entries_about(campaign)[-1]
        assert (last_deed.deed, last_deed.person_id) == ("campaigns.campaign.ended", None)


def test_the_figures_are_those_of_the_last_midnight_however_late_the_worker_comes(app: Flask, cast: Cast) -> None:
    """Two days later the summary says what was so then; what came since is not in it, and never will be."""
    name = kick_off(app, cast, date(2026, 11, 24), date(2026, 11, 30))
    over = datetime(2026, 11, 30, 23, tzinfo=UTC)
    with time_machine.travel(over + timedelta(days=2), tick=False), app.app_context():
        campaign = get_campaign(name)
        people, story = colleagues(campaign, 20), campaign.stories[0].story
        shares = [make_share(person, story, at=over - timedelta(hours=2)) for person in people[:6]]
        make_share(people[6], story, at=over + timedelta(minutes=1))
        late = make_share(people[7], story, at=over - timedelta(hours=1), is_confirmed=False)
        late.confirmed_at = over + timedelta(hours=1)
        make_visit(shares[0], at=over - timedelta(minutes=1))
        make_visit(shares[0], at=over + timedelta(minutes=1))
        jobs.run_due_jobs()
        progress = progress_of(get_campaign(name))
        assert (progress.people, progress.visits, progress.counted_at) == (6, 1, over)
        shares[0].withdrawn_at = clock.now()
        db.session.flush()
        assert progress_of(get_campaign(name)) == progress
        kept = get_campaign(name).result
        assert kept is not None
        assert kept["how"]["en"]["people"].startswith("Different people who have shared")
        assert set(kept["how"]) == {"da", "en"}


def test_what_was_hidden_is_not_even_kept(app: Flask, cast: Cast) -> None:
    """Attack row H03: nobody finds in the kept figures what the page did not show."""
    name = kick_off(app, cast, date(2026, 11, 24), date(2026, 11, 30))
    with time_machine.travel(datetime(2026, 12, 1, 9, tzinfo=UTC), tick=False), app.app_context():
        campaign = get_campaign(name)
        for person in colleagues(campaign, 4):
            make_share(person, campaign.stories[0].story, at=datetime(2026, 11, 25, 9, tzinfo=UTC))
        jobs.run_due_jobs()
        kept = get_campaign(name).result
        assert kept is not None
        assert kept["people"] is None
        assert kept["rungs"][3]["count"] is None


def test_those_who_ran_it_are_written_to_once_by_day(app: Flask, cast: Cast) -> None:
    """It ends at midnight; the letter comes at seven."""
    name = kick_off(app, cast, date(2026, 11, 24), date(2026, 11, 30))
    over = datetime(2026, 11, 30, 23, tzinfo=UTC)
    written = select(OutboxLetter).where(OutboxLetter.unique_key.startswith("campaign-end:"))
    with time_machine.travel(over, tick=False), app.app_context():
        jobs.run_due_jobs()
        assert not db.session.scalars(written).all()
    with time_machine.travel(over + timedelta(hours=7), tick=False), app.app_context():
        jobs.run_due_jobs()
        letters = db.session.scalars(written).all()
        assert {letter.person_id for letter in letters} == {cast.birgitte.id, cast.lone.id}
        assert all(f"/campaigns/{name}/summary" in letter.text for letter in letters)


def test_a_prolonged_campaign_ends_on_its_new_last_day(app: Flask, cast: Cast) -> None:
    """Recorded with who, when and the day before; the first appointment with the worker comes to nothing."""
    name = kick_off(app, cast, date(2026, 11, 24), date(2026, 11, 30))
    with time_machine.travel(datetime(2026, 11, 29, 9, tzinfo=UTC), tick=False), app.app_context():
        services.prolong_campaign(get_campaign(name), date(2026, 12, 4), actor_for(birgitte(cast)))
        db.session.commit()
    with time_machine.travel(datetime(2026, 12, 1, 9, tzinfo=UTC), tick=False), app.app_context():
        jobs.run_due_jobs()
        campaign = get_campaign(name)
        assert campaign.is_running
        told = campaign.prolongations[0]
        assert (told.from_day, told.to_day, told.by_name) == (date(2026, 11, 30), date(2026, 12, 4), "Birgitte Holmgaard")
    with time_machine.travel(datetime(2026, 12, 4, 23, tzinfo=UTC), tick=False), app.app_context():
        jobs.run_due_jobs()
        assert get_campaign(name).is_ended


@pytest.mark.parametrize("day", [None, date(2026, 11, 30), date(2026, 11, 20), date(2027, 11, 30)])
def test_a_last_day_that_is_not_later_is_refused(app: Flask, cast: Cast, day: date | None) -> None:
    name = kick_off(app, cast, date(2026, 11, 24), date(2026, 11, 30))
    with time_machine.travel(datetime(2026, 11, 29, 9, tzinfo=UTC), tick=False), app.app_context(), pytest.raises(InvalidInput):
        services.prolong_campaign(get_campaign(name), day, actor_for(birgitte(cast)))


def test_once_its_last_day_is_over_it_cannot_be_prolonged(app: Flask, cast: Cast) -> None:
    """Also in the moment before the worker has come."""
    name = kick_off(app, cast, date(2026, 11, 24), date(2026, 11, 30))
    with time_machine.travel(datetime(2026, 11, 30, 23, tzinfo=UTC), tick=False), app.app_context():
        with pytest.raises(Refusal, match="Dens sidste dag er gået"):
            services.prolong_campaign(get_campaign(name), date(2026, 12, 4), actor_for(birgitte(cast)))
        jobs.run_due_jobs()
        with pytest.raises(Refusal, match="Kampagnen er slut"):
            services.prolong_campaign(get_campaign(name), date(2026, 12, 4), actor_for(birgitte(cast)))


def test_the_worker_ends_it_once(app: Flask, cast: Cast) -> None:
    """Attack row J02: the same work twice writes one end."""
    name = kick_off(app, cast, date(2026, 11, 24), date(2026, 11, 30))
    with time_machine.travel(datetime(2026, 12, 1, 9, tzinfo=UTC), tick=False), app.app_context():
        jobs.run_due_jobs()
        assert not services.end_when_over(get_campaign(name))
        deeds = [entry.deed for entry in entries_about(get_campaign(name))]
        assert deeds.count("campaigns.campaign.ended") == 1
        assert len(db.session.scalars(select(Job).where(Job.kind == services.TELL_OF_END)).all()) == 1


def test_the_director_ends_it_early_with_a_reason(app: Flask, running: str, cast: Cast, visit: Visitor) -> None:
    """Everybody who sees the campaign reads why, and what had come of it by then."""
    with app.app_context():
        campaign = get_campaign(running)
        for person in colleagues(campaign, 20)[:8]:
            make_share(person, campaign.stories[0].story)
        db.session.commit()
    director = visit(cast.birgitte)
    assert director.post(f"/campaigns/{running}/end", data={"reason_da": "Stormflod"}).status_code == 422
    answer = director.post(f"/campaigns/{running}/end", data={"reason_da": "Stormflod", "reason_en": "We need quiet after the flood."})
    assert answer.location == f"/campaigns/{running}/summary"
    page = visit(cast.camilla).get(f"/campaigns/{running}", follow_redirects=True).text
    assert "We need quiet after the flood." in page
    assert "Ended early by Birgitte Holmgaard" in page
    assert 'class="tally-number">8<' in page
    assert director.post(f"/campaigns/{running}/end", data={"reason_da": "x", "reason_en": "x"}).status_code == 303
    with app.app_context():
        assert entries_about(get_campaign(running))[-1].deed == "campaigns.campaign.ended_early"


def test_nobody_else_prolongs_or_ends(running: str, cast: Cast, visit: Visitor) -> None:
    for person in (cast.lone, cast.tine, cast.henrik, cast.josefine, cast.anders, cast.camilla):
        client = visit(person)
        assert client.post(f"/campaigns/{running}/end", data={"reason_da": "x", "reason_en": "x"}).status_code == 403
        assert client.post(f"/campaigns/{running}/prolong", data={"to_day": "2027-01-01"}).status_code == 403


def test_prolonging_on_the_page(app: Flask, running: str, cast: Cast, visit: Visitor) -> None:
    director = visit(cast.birgitte)
    assert director.post(f"/campaigns/{running}/prolong", data={"to_day": clock.today().isoformat()}).status_code == 422
    later = clock.today() + timedelta(days=30)
    assert director.post(f"/campaigns/{running}/prolong", data={"to_day": later.isoformat()}).status_code == 303
    assert "Prolonged by Birgitte Holmgaard on" in visit(cast.camilla).get(f"/campaigns/{running}").text


def test_what_was_learnt_is_kept_with_the_campaign(app: Flask, running: str, cast: Cast, visit: Visitor) -> None:
    """The director, the owner or an editor writes it, in one language if they like; it stands in the list of earlier campaigns."""
    typed = {"worked_da": "De korte historier.", "change_da": "Begynd efter ferien.", "change_en": "Begin after the holidays."}
    editor = visit(cast.tine)
    assert editor.post(f"/campaigns/{running}/lessons", data=typed).status_code == 303
    with app.app_context():
        assert get_campaign(running).lessons_at is None
        services.end_campaign(get_campaign(running), {"da": "Slut", "en": "Over"}, actor_for(birgitte(cast)))
        db.session.commit()
    assert visit(cast.camilla).get(f"/campaigns/{running}/lessons").status_code == 403
    assert visit(cast.henrik).post(f"/campaigns/{running}/lessons", data=typed).status_code == 404
    assert editor.post(f"/campaigns/{running}/lessons", data={"worked_da": "  "}).status_code == 422
    assert editor.post(f"/campaigns/{running}/lessons", data=typed).status_code == 303
    for path in ("/campaigns/", f"/campaigns/{running}/summary"):
        page = visit(cast.camilla).get(path).text
        assert "De korte historier." in page
        assert "Begin after the holidays." in page
    assert "Written by Tine Vestergren" in visit(cast.camilla).get(f"/campaigns/{running}/summary").text
