"""What each person finds on their front page first, by what they do here; and what nobody finds there."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

from advocacy.accounts.models import Role
from advocacy.accounts.services import grant_role
from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.foundation.jobs import Job, JobStatus
from advocacy.people.models import Person
from advocacy.stories.models import ReviewReturn, VersionStatus
from tests.factories.programmes import begin_programme, enrol, invite, make_programme
from tests.factories.recognition import make_acknowledgement
from tests.factories.sharing import make_share
from tests.factories.stories import make_story
from tests.factories.training import license_person
from tests.home.conftest import Stage
from tests.signing_in import Visitor


def main_of(text: str) -> str:
    """The words of the page itself, without its frame."""
    inner = text.split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", inner)).split())


def front(visit: Visitor, person: Person, **options: str) -> str:
    answer = visit(person, **options).get("/")
    assert answer.status_code == 200
    return main_of(answer.text)


def in_order(words: str, *expected: str) -> None:
    """Each stands on the page, one after the other."""
    places = [words.index(each) for each in expected]
    assert places == sorted(places), dict(zip(expected, places, strict=True))


def test_a_stranger_is_welcomed(stage: Stage) -> None:
    assert stage.app.test_client().get("/").location == "/welcome"


def test_somebody_with_nothing_to_do_gets_a_calm_page(stage: Stage, visit: Visitor) -> None:
    words = front(visit, stage.cast.jonas)
    assert "Hello, Jonas" in words and "Close to everyday life." in words and "Nothing waits for you" in words


def test_an_invitation_opens_with_the_kick_off_and_says_that_it_is_voluntary(stage: Stage, visit: Visitor) -> None:
    with stage.app.app_context():
        invite(stage.launched(), stage.cast.camilla)
        db.session.commit()
    page = visit(stage.cast.camilla).get("/").text
    words = main_of(page)
    assert "Dear colleagues. Our everyday life is full" in words and words.count("Now we begin") < 8
    assert "Birgitte Holmgaard, Kommunaldirektør" in words and "nobody asks" in words
    assert f'href="/programmes/{stage.programme}"' in page


def test_an_invitation_can_be_put_away_and_only_this_browser_knows(stage: Stage, visit: Visitor) -> None:
    with stage.app.app_context():
        invite(stage.launched(), stage.cast.camilla)
        db.session.commit()
    client = visit(stage.cast.camilla)
    assert client.post(f"/not-now/{stage.programme}", data={}).status_code == 303
    assert "Dear colleagues" not in client.get("/").text
    assert "Dear colleagues" in visit(stage.cast.camilla).get("/").text


def test_putting_away_keeps_a_few_names_and_no_long_ones(stage: Stage, visit: Visitor) -> None:
    client = visit(stage.cast.camilla)
    for number in range(50):
        assert client.post(f"/not-now/name-{number}", data={}).status_code == 303
    with client.session_transaction() as session:
        assert session["put_away"] == [f"name-{number}" for number in range(30, 50)]
    assert client.post(f"/not-now/{'x' * 21}", data={}).status_code == 404
    assert "/accounts/sign-in" in stage.app.test_client().post("/not-now/x", data={}).location


def test_who_joined_or_stopped_or_wrote_the_invitation_is_not_asked_again(stage: Stage, visit: Visitor) -> None:
    with stage.app.app_context():
        enrol(stage.launched(), stage.cast.camilla)
        enrol(stage.launched(), stage.cast.jonas).stopped_at = clock.now()
        invite(stage.launched(), stage.cast.birgitte)
        db.session.commit()
    for person in (stage.cast.camilla, stage.cast.jonas, stage.cast.birgitte):
        assert "Dear colleagues" not in front(visit, person)


def test_an_ambassador_without_a_licence_finds_the_course_before_the_stories(stage: Stage, visit: Visitor) -> None:
    with stage.app.app_context():
        enrol(stage.launched(), stage.cast.camilla)
        db.session.commit()
    page = visit(stage.cast.camilla).get("/").text
    in_order(main_of(page), "A short course", "neither gives nor takes permission to speak", "Stories for you", "Story 3", "Story 2", "Story 1")
    assert "Story 0" not in main_of(page) and "/sharing/story/" not in page and 'href="/training/"' in page


def test_an_ambassador_with_a_licence_can_share_and_sees_what_is_theirs(stage: Stage, visit: Visitor) -> None:
    with stage.app.app_context():
        enrol(stage.launched(), stage.cast.camilla)
        license_person(stage.cast.camilla, valid_until=clock.today() + timedelta(days=200))
        share = make_share(stage.cast.camilla, stage.first_story(), is_confirmed=False).public_id
        db.session.commit()
    page = visit(stage.cast.camilla).get("/").text
    in_order(main_of(page), "Stories for you", "Share", "Yours", "Story 0", "Have you posted it?", "Your licence", "Valid until")
    assert f"/sharing/story/{stage.stories[3]}" in page and f'href="/sharing/{share}"' in page
    assert "runs out before long" not in page


def test_a_licence_that_ends_is_mentioned_and_one_that_ended_comes_first(stage: Stage, visit: Visitor) -> None:
    with stage.app.app_context():
        for person, days in ((stage.cast.camilla, 0), (stage.cast.jonas, -1)):
            enrol(stage.launched(), person)
            license_person(person, valid_until=clock.today() + timedelta(days=days))
        db.session.commit()
    assert "It runs out before long." in front(visit, stage.cast.camilla)
    in_order(front(visit, stage.cast.jonas), "Your licence has run out", "Stories for you")


def test_thanks_come_before_everything_else_until_they_are_seen(stage: Stage, visit: Visitor) -> None:
    with stage.app.app_context():
        invite(stage.launched(), stage.cast.camilla)
        share = make_share(stage.cast.camilla, stage.first_story())
        make_acknowledgement(share, stage.cast.henrik, words="<b>I</b> thought of you.")
        db.session.commit()
    client = visit(stage.cast.camilla)
    page = client.get("/").text
    in_order(main_of(page), "Henrik Aalund thanks you", "<b>I</b> thought of you.", "For what you shared: Story 0", "Dear colleagues")
    newest = re.search(r'name="until" value="([^"]+)"', page)
    assert newest is not None
    assert client.post("/recognition/thanks/seen", data={"until": newest[1], "next": "/"}).location == "/"
    assert "thanks you" not in main_of(client.get("/").text)


def test_several_thanks_are_named_together_and_read_on_their_own_page(stage: Stage, visit: Visitor) -> None:
    with stage.app.app_context():
        share = make_share(stage.cast.camilla, stage.first_story())
        for days, leader in ((2, stage.cast.henrik), (1, stage.cast.birgitte)):
            make_acknowledgement(share, leader, at=clock.now() - timedelta(days=days))
        db.session.commit()
    words = front(visit, stage.cast.camilla)
    assert "Birgitte Holmgaard thanks you" in words and "And there is one more." in words and "Thank you, seen" not in words


def test_a_leader_finds_the_colleagues_whose_turn_it_is_and_no_number_of_them(stage: Stage, visit: Visitor) -> None:
    with stage.app.app_context():
        for person in (stage.cast.camilla, stage.cast.tine, stage.cast.jonas, stage.cast.kim):
            for _turn in range(3):
                make_share(person, stage.first_story())
        db.session.commit()
    page = visit(stage.cast.birgitte).get("/").text
    words = main_of(page).split("Stories for you")[0]
    assert sum(name in words for name in ("Camilla Møller-Juhl", "Tine Vestergren", "Jonas Fabricius", "Kim Østerlund")) == 3
    assert 'href="/recognition/"' in page and "12" not in words
    assert "Five minutes" not in front(visit, stage.cast.josefine)


def test_a_leader_for_whom_nobody_waits_is_not_told_so(stage: Stage, visit: Visitor) -> None:
    assert "Five minutes" not in front(visit, stage.cast.henrik)


def test_an_editor_finds_what_others_sent_to_review_and_what_came_back(stage: Stage, visit: Visitor) -> None:
    cast = stage.cast
    with stage.app.app_context():
        waiting = make_story(cast, stage.launched(), is_published=False, title="Waits")
        waiting.latest.status, waiting.latest.submitted_by_id = VersionStatus.IN_REVIEW, cast.lone.id
        returned = make_story(cast, stage.launched(), is_published=False, title="Came again")
        returned.latest.returns.append(ReviewReturn(by_id=cast.tine.id, at=clock.now(), note="Shorter, please."))
        make_story(cast, stage.launched(), is_published=False, title="Being written")
        retired = make_story(cast, stage.launched(), is_published=False, title="Taken out")
        retired.latest.status, retired.retired_at = VersionStatus.IN_REVIEW, clock.now()
        db.session.commit()
        names = waiting.public_id, returned.public_id
    second, author = visit(cast.tine).get("/").text, visit(cast.lone).get("/").text
    assert f"/stories/{names[0]}/review" in second and "Came again" not in second
    assert f"/stories/{names[1]}/edit" in author and f"{names[0]}/review" not in author
    for page in (second, author):
        assert "Being written" not in page and "Taken out" not in page
    assert "Waits" not in front(visit, cast.josefine)


def test_the_director_finds_what_a_programme_still_needs(stage: Stage, visit: Visitor) -> None:
    cast = stage.cast
    with stage.app.app_context():
        begun = begin_programme(cast, name={"da": "Begyndt", "en": "Just begun"}).public_id
        make_programme(cast, is_launched=False, name={"da": "Klar", "en": "Quite ready"})
        db.session.commit()
    page = visit(cast.birgitte).get("/").text
    words = main_of(page)
    assert "Just begun" in words and "Still missing:" in words and "Sparring partner" in words and f"/programmes/{begun}/prepare" in page
    assert "Quite ready" in words and "Everything is in place. It waits for the launch." in words
    for person in (cast.henrik, cast.tine, cast.camilla):
        assert "Just begun" not in front(visit, person)


def test_an_hr_partner_is_led_to_the_insights(stage: Stage, visit: Visitor) -> None:
    page = visit(stage.cast.josefine).get("/").text
    assert "Insights" in main_of(page) and 'href="/insights/"' in page
    assert "Insights" not in front(visit, stage.cast.camilla)


def test_an_administrator_sees_whether_the_work_in_the_background_keeps_up(stage: Stage, visit: Visitor) -> None:
    page = visit(stage.cast.anders).get("/").text
    assert "Keeping up" in main_of(page) and 'href="/history/"' in page
    with stage.app.app_context():
        jobs.ask_for("mail.deliver_letter", due_at=clock.now() - timedelta(minutes=6), letter=0)
        db.session.commit()
    assert "Is the worker running?" in front(visit, stage.cast.anders)
    with stage.app.app_context():
        db.session.query(Job).update({"status": JobStatus.DEAD})
        db.session.commit()
    assert "One job has failed" in front(visit, stage.cast.anders)
    assert "background" not in front(visit, stage.cast.birgitte)


def test_somebody_with_every_role_finds_all_in_a_sensible_order(stage: Stage, visit: Visitor) -> None:
    cast = stage.cast
    with stage.app.app_context():
        for role in Role:
            grant_role(db.session.get_one(Person, cast.emil.id), role, db.session.merge(cast.root), by=None)
        make_acknowledgement(make_share(cast.emil, stage.first_story()), cast.birgitte)
        make_share(cast.camilla, stage.first_story())
        waiting = make_story(cast, stage.launched(), is_published=False, title="Waits")
        waiting.latest.status = VersionStatus.IN_REVIEW
        begin_programme(cast, name={"da": "Begyndt", "en": "Just begun"}, initiator_id=cast.emil.id)
        enrol(stage.launched(), cast.emil)
        invite(make_programme(cast, kick_off={"da": "Kom", "en": "Come along"}), cast.emil)
        license_person(cast.emil)
        db.session.commit()
    in_order(front(visit, cast.emil), "Hello, Emil", "thanks you", "Come along", "Five minutes", "Editorial desk", "Waits", "Just begun",
             "Stories for you", "Yours", "Overview", "Work in the background")


def test_a_danish_reader_gets_danish_texts(stage: Stage, visit: Visitor) -> None:
    with stage.app.app_context():
        enrol(stage.launched(), stage.cast.camilla)
        db.session.commit()
    page = visit(stage.cast.camilla, locale="da").get("/").text
    assert '<html lang="da"' in page and "Story 3 (da)" in page and "Tæt på hverdagen." in page
