"""The search follows the stories in their own transaction, and mends itself from them whatever has happened."""

from __future__ import annotations

import pytest
from sqlalchemy import delete

from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.foundation.errors import Refusal
from advocacy.library import services
from advocacy.library.queries import unlike_their_entry
from advocacy.library.search import question_of, search_index
from advocacy.library.search.index import Place
from advocacy.programmes.models import Topic
from advocacy.stories import events
from advocacy.stories.models import Story
from advocacy.stories.queries import get_story
from tests.stories.stage import Desk


def finds(desk: Desk, words: str) -> set[str]:
    """The public names of the stories whose words the index holds, whether they may be read or not."""
    with desk.app.app_context():
        index = search_index()
        numbers = db.session.scalars(index.holding(Place.ANYWHERE), index.values(question_of(words))).all()
        return {story.public_id for story in db.session.query(Story).filter(Story.id.in_(numbers))}


def is_right(desk: Desk) -> bool:
    with desk.app.app_context():
        return not unlike_their_entry()


def test_a_story_can_be_found_from_its_approval_until_it_is_taken_out(desk: Desk) -> None:
    name = desk.write(desk.cast.lone, then="submit", title_en="Otters in the stream")
    assert finds(desk, "otter") == set()
    desk.press(desk.cast.tine, name, "approve")
    assert finds(desk, "otter") == {name} and is_right(desk)
    desk.change(desk.cast.lone, name, then="submit", title_en="Badgers in the stream")
    assert finds(desk, "otter") == {name}
    desk.press(desk.cast.tine, name, "approve")
    assert (finds(desk, "otter"), finds(desk, "badger")) == (set(), {name})
    desk.press(desk.cast.lone, name, "retire")
    assert finds(desk, "badger") == set() and is_right(desk)


def test_title_gain_text_and_topics_are_all_searched(desk: Desk) -> None:
    name = desk.write(desk.cast.lone, then="submit", title_en="Alpha", gain_en="Bravo.", body_en="**Charlie** [delta](https://x.example)")
    desk.press(desk.cast.tine, name, "approve")
    for words in ("alpha", "bravo", "charlie", "delta", "care works", "Alpha charlie bravo"):
        assert finds(desk, words) == {name}, words
    assert finds(desk, "example") == set()


def test_what_is_rolled_back_is_not_found(desk: Desk) -> None:
    """Attack row L04: the index is part of the change, so a listener that fails takes it along."""
    name = desk.published(title="Undone")
    with desk.app.app_context():

        def refuse(story: object) -> None:
            raise Refusal("no")

        events.story_published.hear(refuse)
        try:
            with pytest.raises(Refusal):
                events.story_published.announce(story=get_story(name))
        finally:
            events.story_published._signal.receivers.popitem()
        db.session.rollback()
    assert finds(desk, "undone") == set()


def test_the_job_mends_what_is_missing_too_much_or_of_yesterday(desk: Desk) -> None:
    missing, old, gone = (desk.published(title=title) for title in ("Missing", "Yesterday", "Gone"))
    with desk.app.app_context():
        services.mend_index(at_most=100)
        services.forget_words([get_story(missing).id])
        get_story(gone).retired_at = clock.now()
        db.session.query(Topic).filter_by(public_id=desk.topics[0]).one().text = {"en": "Rewilding"}
        db.session.commit()
        assert {get_story(name).id for name in (missing, old)} == unlike_their_entry().missing
        assert unlike_their_entry().foreign == {get_story(gone).id}
        jobs.ask_for("library.mend_search")
        db.session.commit()
        jobs.run_due_jobs()
    assert is_right(desk)
    assert finds(desk, "rewilding") == {missing, old}


def test_an_index_that_was_emptied_behind_our_back_is_noticed(desk: Desk) -> None:
    desk.published()
    with desk.app.app_context():
        services.mend_index(at_most=100)
        db.session.execute(delete(search_index().table))
        db.session.commit()
    assert not is_right(desk)


def test_an_operator_rebuilds_and_checks(desk: Desk) -> None:
    name = desk.published(title="Rebuilt")
    runner = desk.app.test_cli_runner()
    told = runner.invoke(args=["library", "check"])
    assert told.exit_code == 1 and "flask --app app library reindex" in told.output
    assert "1 stories were read anew" in runner.invoke(args=["library", "reindex"]).output
    assert "knows every story" in runner.invoke(args=["library", "check"]).output
    assert finds(desk, "rebuilt") == {name}
    assert "1 stories were read anew" in runner.invoke(args=["library", "reindex"]).output
