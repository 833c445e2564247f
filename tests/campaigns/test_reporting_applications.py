"""HR reports applications by hand: number, source and day; the newest of each source counts, and all are kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from advocacy.accounts.queries import actor_for
from advocacy.campaigns import services
from advocacy.campaigns.models import GoalKind
from advocacy.campaigns.queries import applications_of, get_campaign, progress_of, reports_of
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Refusal
from advocacy.history.queries import entries_about
from advocacy.people.models import Person
from tests.people import Cast
from tests.signing_in import Visitor


def report(number: object, source: str = "The recruitment system", **changes: str) -> dict[str, object]:
    return {"number": str(number), "source": source, "counted_on": clock.today().isoformat(), **changes}


def test_hr_reports_and_everybody_reads_whose_number_it_is(app: Flask, running: str, cast: Cast, visit: Visitor) -> None:
    """Shown as reported by HR, with source and day; the history knows who."""
    with app.app_context():
        campaign = get_campaign(running)
        campaign.goal_kind, campaign.goal_number = GoalKind.APPLICATIONS, 30
        db.session.commit()
    assert "Not reported yet" in visit(cast.camilla).get(f"/campaigns/{running}").text
    hr = visit(cast.josefine)
    assert "Report applications" in hr.get(f"/campaigns/{running}").text
    assert hr.post(f"/campaigns/{running}/applications", data=report(12)).status_code == 303
    page = visit(cast.camilla).get(f"/campaigns/{running}").text
    assert 'class="tally-number">12<' in page
    assert "What HR reports by hand, with its source" in page
    assert "/applications" not in page
    with app.app_context():
        entry = entries_about(get_campaign(running))[-1]
        assert (entry.deed, entry.role, entry.facts["number"]) == ("campaigns.campaign.applications_reported", "hr", 12)


def test_a_new_report_takes_the_place_of_the_one_from_the_same_source(app: Flask, running: str, cast: Cast, visit: Visitor) -> None:
    """Sources are added up; "emply" and "Emply " are one; a mistake is mended by reporting again."""
    hr = visit(cast.josefine)
    for number, source in ((40, "Emply"), (9, "Jobnet"), (14, " emply ")):
        assert hr.post(f"/campaigns/{running}/applications", data=report(number, source)).status_code == 303
    with app.app_context():
        told = applications_of(get_campaign(running))
        assert told is not None
        assert (told.number, told.sources) == (23, ("emply", "Jobnet"))
        assert len(reports_of(get_campaign(running))) == 3
    page = visit(cast.camilla).get(f"/campaigns/{running}").text
    assert "Reported by HR up to" in page
    assert "emply, Jobnet" in page


def test_nobody_else_reports(running: str, cast: Cast, visit: Visitor) -> None:
    """The director and the owner may look; everybody else may not even do that."""
    for person in (cast.birgitte, cast.lone):
        assert visit(person).get(f"/campaigns/{running}/applications").status_code == 200
        assert visit(person).post(f"/campaigns/{running}/applications", data=report(12)).status_code == 403
    assert visit(cast.camilla).get(f"/campaigns/{running}/applications").status_code == 403
    assert visit(cast.camilla).post(f"/campaigns/{running}/applications", data=report(12)).status_code == 403
    assert visit(cast.henrik).post(f"/campaigns/{running}/applications", data=report(12)).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"number": "-1"}, "Write a whole number, 0 or more."),
        ({"number": "1e9"}, "Write a whole number."),
        ({"number": "999999999"}, "Write a whole number, 0 or more."),
        ({"source": ""}, "Please fill this in."),
        ({"source": "   "}, "Say where the number comes from"),
        ({"source": "\u2060"}, "Say where the number comes from"),
        ({"source": "x" * 101}, "At most 100 characters, please."),
        ({"counted_on": "2999-01-01"}, "Choose a day since the campaign&#39;s first day"),
        ({"counted_on": "2020-01-01"}, "Choose a day since the campaign&#39;s first day"),
        ({"counted_on": "yesterday"}, "Write the day as year-month-day"),
    ],
)
def test_a_report_that_cannot_be_is_named_at_its_field(
    app: Flask, running: str, cast: Cast, visit: Visitor, wrong: dict[str, str], sentence: str
) -> None:
    answer = visit(cast.josefine).post(f"/campaigns/{running}/applications", data=report(12) | wrong)
    assert answer.status_code == 422
    assert sentence in answer.text
    with app.app_context():
        assert not reports_of(get_campaign(running))


def test_fewer_than_five_applications_are_hidden_from_all_but_those_who_answer_for_it(
    app: Flask, running: str, cast: Cast, visit: Visitor
) -> None:
    """Attack rows H01 and H02: an application is somebody too; nor does a source's own number stand beside the sum."""
    hr = visit(cast.josefine)
    hr.post(f"/campaigns/{running}/applications", data=report(3, "Emply"))
    with app.app_context():
        assert progress_of(get_campaign(running)).applications is None
    page = visit(cast.camilla).get(f"/campaigns/{running}").text
    assert "Fewer than five" in page
    assert "Emply" in page
    assert ">3</td>" in hr.get(f"/campaigns/{running}/applications").text
    hr.post(f"/campaigns/{running}/applications", data=report(38, "Jobnet"))
    page = visit(cast.camilla).get(f"/campaigns/{running}").text
    assert ">41<" in page
    assert ">38<" not in page


def test_what_comes_after_the_end_is_told_apart(app: Flask, running: str, cast: Cast, visit: Visitor) -> None:
    """The kept figures stay as they were; after a season nobody can tell any more what brought an application."""
    hr = visit(cast.josefine)
    hr.post(f"/campaigns/{running}/applications", data=report(12))
    with app.app_context():
        director = actor_for(db.session.get_one(Person, cast.birgitte.id))
        services.end_campaign(get_campaign(running), {"da": "Slut", "en": "Over"}, director)
        db.session.commit()
    assert "HR has reported more since" not in visit(cast.camilla).get(f"/campaigns/{running}/summary").text
    assert hr.post(f"/campaigns/{running}/applications", data=report(19)).status_code == 303
    page = visit(cast.camilla).get(f"/campaigns/{running}/summary").text
    assert "HR has reported more since: 19 applications in all" in page
    assert ">12<" in page
    with time_machine.travel(clock.now() + timedelta(days=93)), app.app_context():
        hr_partner = actor_for(db.session.get_one(Person, cast.josefine.id))
        with pytest.raises(Refusal, match="sluttede for længe siden"):
            services.report_applications(get_campaign(running), services.ReportedApplications(20, "x", clock.today()), hr_partner)


def test_nothing_is_reported_before_the_kick_off(app: Flask, planned: str, cast: Cast) -> None:
    with app.app_context():
        hr_partner = actor_for(db.session.get_one(Person, cast.josefine.id))
        with pytest.raises(Refusal, match="ikke sat i gang"):
            services.report_applications(get_campaign(planned), services.ReportedApplications(20, "x", clock.today()), hr_partner)
