"""One to three topics, and several suggested wordings of which each sharer is offered one by chance."""

from __future__ import annotations

import re
from datetime import timedelta

import time_machine

from advocacy.accounts.queries import actor_for
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.people.models import Person
from advocacy.programmes.models import Topic
from advocacy.stories.captions import MOST_CAPTIONS, caption_field
from advocacy.stories.models import Caption
from advocacy.stories.queries import get_story, library_for
from tests.factories.programmes import enrol
from tests.factories.training import license_person, make_course
from tests.stories.stage import Desk, problems_on

WORKS = "I work for Bredfjord Municipality."


def test_a_story_is_found_under_each_of_its_topics(desk: Desk) -> None:
    name = desk.write(desk.cast.lone, then="submit", further_topics=[desk.topics[2], desk.topics[0], desk.topics[1]])
    desk.press(desk.cast.tine, name, "approve")
    with desk.story(name) as story:
        assert {topic.public_id for topic in story.published_version.topics} == set(desk.topics[:3])
        assert story.published_version.topic.public_id == desk.topics[0]
        actor = actor_for(db.session.get_one(Person, desk.cast.camilla.id))
        for public_id in desk.topics[:3]:
            topic = db.session.query(Topic).filter_by(public_id=public_id).one()
            assert [entry.story for entry in library_for(actor, topic=topic).entries] == [name]
    page = desk.client(desk.cast.camilla).get(f"/stories/{name}").text
    assert len(re.findall(r'class="story-topic"', page)) == 3


def test_a_fourth_topic_is_refused_and_a_foreign_one_too(desk: Desk) -> None:
    with desk.app.app_context():
        topic = db.session.query(Topic).filter_by(public_id=desk.topics[0]).one()
        more = [Topic(programme_id=topic.programme_id, position=n, text={"da": f"Emne {n}", "en": f"Topic {n}"}) for n in (7, 8)]
        db.session.add_all(more)
        db.session.commit()
        names = [each.public_id for each in more]
    for further in ([desk.topics[1], *names], ["AAAAAAAAAAAAAAAA"]):
        answer = desk.client(desk.cast.lone).post("/stories/add", data=desk.form(further_topics=further))
        assert (answer.status_code, "further_topics" in problems_on(answer)) == (422, True)


def test_wordings_are_added_taken_away_and_keep_their_order(desk: Desk) -> None:
    fields = {caption_field("linkedin", "en", n): f"Number {n}. {WORKS}" for n in range(MOST_CAPTIONS)}
    name = desk.write(desk.cast.lone, **fields)
    texts = lambda story: [caption.text for caption in story.latest.captions if caption.language == "en"]  # noqa: E731
    with desk.story(name) as story:
        assert texts(story) == [f"Number {n}. {WORKS}" for n in range(MOST_CAPTIONS)]
    page = desk.client(desk.cast.lone).get(f"/stories/{name}/edit").text
    assert page.count("Number 4.") == 1
    assert 'name="caption_linkedin_en_6"' not in page
    desk.change(
        desk.cast.lone, name, **{**fields, caption_field("linkedin", "en", 1): "", caption_field("linkedin", "en", 3): f"Number 2. {WORKS}"}
    )
    with desk.story(name) as story:
        assert texts(story) == [f"Number {n}. {WORKS}" for n in (0, 2, 4)]
        assert [caption.position for caption in story.latest.captions] == [0, 1, 2]


def test_every_wording_must_say_where_one_works(desk: Desk) -> None:
    page = desk.client(desk.cast.lone).post(
        "/stories/add", data=desk.form(then="submit", caption_linkedin_en_3="Just quiet."), follow_redirects=True
    )
    # Empty ones in between are left out, so the third stands as the second.
    assert "caption_linkedin_en_2" in problems_on(page)


def offered(page: str) -> str:
    return re.findall(r'<textarea[^>]*id="words"[^>]*>\s*([^<]+)<', page)[0]


def test_sharers_are_offered_different_wordings_and_the_same_one_all_day(desk: Desk) -> None:
    """Attack row M07's neighbour: ten colleagues who all post the same sentence are a chorus, and readers hear it."""
    name = desk.published()
    with desk.app.app_context():
        story = get_story(name)
        for n in (1, 2, 3):
            story.published_version.captions.append(Caption(network="linkedin", language="en", position=n, text=f"Number {n}. {WORKS}"))
        course = make_course()
        for who in ("camilla", "jonas", "kim", "henrik", "josefine", "anders"):
            enrol(story.programme, getattr(desk.cast, who))
            license_person(getattr(desk.cast, who), course)
        db.session.commit()
    path = f"/sharing/story/{name}/linkedin"
    seen = set()
    for who in ("camilla", "jonas", "kim", "henrik", "josefine", "anders"):
        client = desk.client(getattr(desk.cast, who))
        first = offered(client.get(path).text)
        assert offered(client.get(path).text) == first
        seen.add(first)
    assert len(seen) > 1
    client = desk.client(desk.cast.camilla)
    page = client.get(path).text
    others = {offered(client.get(path + "?suggestion=" + place).text) for place in re.findall(r'href="\?suggestion=(\d+)"', page)}
    assert {f"Number {n}. {WORKS}" for n in (1, 2, 3)} < others
    days = set()
    for day in range(1, 8):
        with time_machine.travel(clock.now() + timedelta(days=day), tick=False):
            days.add(offered(desk.client(desk.cast.camilla).get(path).text))
    assert len(days) > 1
