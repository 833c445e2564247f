"""The library: what stands in it for whom, in which order, and how little it asks of the database and of a phone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from markupsafe import Markup

from advocacy.accounts.queries import actor_for
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.library.cards import Shelf, shelf
from advocacy.people.models import Person
from advocacy.programmes.models import Programme, Topic
from advocacy.stories.access import can_read_story
from advocacy.stories.queries import get_story, newest_stories, readable_programmes
from tests.factories.pictures import make_picture
from tests.factories.programmes import enrol, invite, make_programme
from tests.stories.stage import Desk, questions


def titles_on(page: str) -> list[str]:
    """The titles in the list; the three that are for this person stand above it."""
    page = re.sub(r'<section[^>]*id="for-you".*?</section>', "", page, flags=re.DOTALL)
    return re.findall(r'class="story-card-link" href="[^"]+">([^<]+)<', page)


@pytest.fixture
def reader(desk: Desk) -> FlaskClient:
    return desk.client(desk.cast.camilla)


def fill(desk: Desk, count: int, *, with_pictures: bool = False) -> None:
    number = None
    if with_pictures:
        with desk.app.app_context():
            number = make_picture(desk.cast).id
            db.session.commit()
    for n in range(count):
        with time_machine.travel(clock.now() - timedelta(minutes=count - n), tick=False):
            desk.published(title=f"Story {n:02}", **({"picture_id": number, "picture_choice": "decorative"} if number else {}))


def test_the_newest_story_stands_first(desk: Desk, reader: FlaskClient) -> None:
    fill(desk, 3)
    assert titles_on(reader.get("/library/").text) == ["Story 02", "Story 01", "Story 00"]


def test_twenty_cards_stand_on_a_page_and_each_page_has_its_address(desk: Desk, reader: FlaskClient) -> None:
    fill(desk, 23)
    first, second = reader.get("/library/?language=en"), reader.get("/library/?language=en&page=2")
    assert len(titles_on(first.text)) == 20
    assert titles_on(second.text) == ["Story 02", "Story 01", "Story 00"]
    assert 'href="/library/?language=en&amp;page=2" rel="next"' in first.text
    assert 'href="/library/?language=en&amp;page=1" rel="prev"' in second.text
    for number in ("0", "3", "-1", "x", "²", "99999999999999999999", "1&from=2", "2&from=0"):
        assert reader.get(f"/library/?page={number}").status_code == 404, number


def test_whoever_reads_on_gets_the_next_cards_only_and_comes_back_to_all_of_them(desk: Desk, reader: FlaskClient) -> None:
    """What htmx asks for is a part of the page; the address it leaves behind shows everything that had been on the screen."""
    fill(desk, 43)
    more = reader.get("/library/?from=1&page=2", headers={"HX-Request": "true"})
    assert "<html" not in more.text
    assert titles_on(more.text) == [f"Story {n:02}" for n in range(22, 2, -1)]
    assert 'hx-get="/library/?page=3&amp;from=1"' in more.text
    back = reader.get("/library/?from=1&page=2").text
    assert titles_on(back) == [f"Story {n:02}" for n in range(42, 2, -1)]
    assert "For you this week" not in back
    last = reader.get("/library/?page=3", headers={"HX-Request": "true"}).text
    assert titles_on(last) == ["Story 02", "Story 01", "Story 00"]
    assert "Show more" not in last


def test_old_addresses_lead_on_to_the_library(desk: Desk, reader: FlaskClient) -> None:
    answer = reader.get(f"/stories/?topic={desk.topics[0]}&page=2")
    assert (answer.status_code, answer.headers["Location"]) == (308, f"/library/?topic={desk.topics[0]}&page=2")
    assert desk.app.test_client().get("/stories/").headers["Location"].startswith("/accounts/sign-in")


def test_the_library_is_narrowed_down_by_kind_network_and_language(desk: Desk, reader: FlaskClient) -> None:
    desk.published(title="Praised", kind="praise")
    desk.published(title="Plain")
    danish = desk.published(title="Dansk", gain={"da": "Indsigt"}, body={"da": "Tekst"})
    with desk.app.app_context():
        version = get_story(danish).published_version
        assert version is not None
        version.title = {"da": "Kun dansk"}
        version.captions = [caption for caption in version.captions if caption.network == "bluesky"]
        db.session.commit()
    assert titles_on(reader.get("/library/?kind=praise").text) == ["Praised"]
    assert titles_on(reader.get("/library/?language=en").text) == ["Plain", "Praised"]
    assert titles_on(reader.get("/library/?language=da&network=bluesky&kind=behind_the_scenes").text) == ["Kun dansk", "Plain"]
    assert titles_on(reader.get("/library/?network=linkedin").text) == ["Plain", "Praised"]
    page = reader.get("/library/?kind=praise&network=linkedin").text
    assert "One story" in page and 'aria-label="Take away: Praise of a colleague"' in page
    for wrong in ("kind=gossip", "network=myspace", "language=de", "topic=%00", "programme=x"):
        assert reader.get(f"/library/?{wrong}").status_code == 404, wrong


def test_topics_narrow_the_library_down(desk: Desk, reader: FlaskClient) -> None:
    with desk.app.app_context():
        nature = db.session.query(Topic).filter_by(public_id=desk.topics[1]).one().id
    desk.published(title="Of nature", topic_id=nature)
    desk.published(title="Of care")
    page = reader.get(f"/library/?topic={desk.topics[1]}").text
    assert titles_on(page) == ["Of nature"]
    assert titles_on(reader.get("/library/").text) == ["Of care", "Of nature"]
    assert "Nothing here right now" in reader.get(f"/library/?topic={desk.topics[2]}").text
    assert reader.get("/library/?topic=AAAAAAAAAAAAAAAA").status_code == 404


def test_programmes_narrow_the_library_down(desk: Desk, reader: FlaskClient) -> None:
    with desk.app.app_context():
        other, foreign = make_programme(desk.cast), make_programme(desk.cast)
        invite(other, desk.cast.camilla)
        db.session.commit()
        second = Desk.of(desk.app, desk.cast, other)
        strange = foreign.public_id
    desk.published(title="Of the first")
    second.published(title="Of the second")
    page = reader.get("/library/").text
    assert titles_on(page) == ["Of the second", "Of the first"]
    assert "All programmes" in page
    assert titles_on(reader.get(f"/library/?programme={second.programme}").text) == ["Of the second"]
    assert titles_on(reader.get(f"/library/?programme={second.programme}&topic={second.topics[0]}").text) == ["Of the second"]
    assert reader.get(f"/library/?programme={second.programme}&topic={desk.topics[0]}").status_code == 404
    assert reader.get(f"/library/?programme={strange}").status_code == 404


def test_the_library_is_for_those_in_the_programme(desk: Desk) -> None:
    """Invited, taking part, answering for it, or working with programmes: the page and ``can_read_story`` agree on everybody."""
    name = desk.published()
    with desk.app.app_context():
        programme = db.session.query(Programme).filter_by(public_id=desk.programme).one()
        programme.units = [db.session.merge(desk.cast.welfare)]
        enrol(programme, desk.cast.kim)
        db.session.commit()
    seen = {}
    for who in ("camilla", "kim", "jonas", "lone", "tine", "birgitte", "anders", "josefine", "emil", "henrik"):
        person = getattr(desk.cast, who)
        is_on_page = "The night" in desk.client(person).get("/library/").text
        opens = desk.client(person).get(f"/stories/{name}").status_code == 200
        with desk.app.app_context():
            actor = actor_for(db.session.get_one(Person, person.id))
            assert can_read_story(actor, get_story(name)) is opens is is_on_page is bool(readable_programmes(actor)), who
        seen[who] = opens
    assert seen == {who: who != "henrik" for who in seen}


def test_an_empty_library_says_why(desk: Desk) -> None:
    assert "The first stories are on their way" in desk.client(desk.cast.camilla).get("/library/").text
    assert "No stories for you yet" in desk.client(desk.cast.kim).get("/library/").text


def test_a_card_is_in_the_readers_language_or_says_which_it_is_in(desk: Desk) -> None:
    desk.published(title="Both")
    name = desk.write(
        desk.cast.lone,
        then="submit",
        title_en="",
        gain_en="",
        body_en="",
        caption_linkedin_en="",
        title_da="Kun dansk",
        gain_da="Indsigt",
        body_da="Tekst",
        caption_linkedin_da="Jeg arbejder i Bredfjord og er glad for det.",
    )
    desk.press(desk.cast.tine, name, "approve")
    english, danish = (desk.client(desk.cast.camilla, locale=locale).get("/library/").text for locale in ("en", "da"))
    assert titles_on(english) == ["Kun dansk", "Both"]
    assert '<h2 lang="da">' in english
    assert titles_on(danish) == ["Kun dansk", "Both (da)"]
    assert '<h2 lang="da">' not in danish


def test_a_card_shows_what_one_needs_to_choose(desk: Desk, reader: FlaskClient) -> None:
    with desk.app.app_context():
        number = make_picture(desk.cast).id
        db.session.commit()
    name = desk.published(picture_id=number, picture_choice="described", alt={"en": "Two bicycles"})
    card = reader.get("/library/").text.split("<article")[1].split("</article>")[0]
    for words in (
        "The night has its own tone",
        "Insight",
        "Care that works",
        "Until ",
        f'href="/stories/{name}"',
        f"/sharing/story/{name}",
        'width="640"',
        'height="360"',
        'loading="lazy"',
        'alt="Two bicycles"',
        "/card",
    ):
        assert words in card, words


def test_a_topic_that_is_renamed_is_renamed_on_every_card(desk: Desk, reader: FlaskClient) -> None:
    desk.published()
    assert "Care that works" in reader.get("/library/").text.split("<article")[1]
    with desk.app.app_context():
        db.session.query(Topic).filter_by(public_id=desk.topics[0]).one().text = {"da": "Omsorg", "en": "Care for all"}
        db.session.commit()
    assert "Care for all" in reader.get("/library/").text.split("<article")[1]


def test_a_page_asks_three_questions_at_most_and_two_when_its_cards_are_at_hand(desk: Desk, reader: FlaskClient) -> None:
    """Performance, part E: besides who is signed in, the programmes, the page, and cards not made yet."""
    fill(desk, 21, with_pictures=True)
    shelf.clear()
    reader.get("/library/?page=2")
    with questions(desk.app) as asked:
        assert len(titles_on(reader.get("/library/?language=en").text)) == 20
    assert len(asked) == 3, asked
    with questions(desk.app) as asked:
        assert len(titles_on(reader.get("/library/?kind=behind_the_scenes&network=linkedin").text)) == 20
    assert len(asked) == 2, asked
    another = desk.client(desk.cast.jonas)
    with questions(desk.app) as asked:
        another.get("/library/?page=2")
    assert len(asked) == 2, asked


def test_the_first_page_asks_two_more_for_the_three_of_the_week(desk: Desk, reader: FlaskClient) -> None:
    """However many stories there are: the candidates, and what one follows and has put away."""
    fill(desk, 21, with_pictures=True)
    reader.get("/library/")
    with questions(desk.app) as asked:
        assert len(titles_on(reader.get("/library/").text)) == 20
    assert len(asked) == 4, asked


def test_a_page_is_light(desk: Desk, reader: FlaskClient) -> None:
    fill(desk, 20, with_pictures=True)
    assert len(reader.get("/library/").data) < 60_000


def test_the_shelf_gives_up_the_card_that_was_asked_for_least_lately() -> None:
    kept = Shelf(most=2)
    for name in ("one", "two"):
        kept.put((name, "da", ""), Markup(name))
    assert kept.take(("one", "da", "")) == "one"
    kept.put(("three", "da", ""), Markup("three"))
    assert (len(kept), kept.take(("two", "da", "")), kept.take(("one", "da", ""))) == (2, None, "one")


def test_others_may_ask_for_the_newest_few(desk: Desk) -> None:
    fill(desk, 4)
    with desk.app.app_context():
        actor = actor_for(db.session.get_one(Person, desk.cast.camilla.id))
        newest = newest_stories(actor, limit=3)
        assert [story.published_version.title["en"] for story in newest] == ["Story 03", "Story 02", "Story 01"]
