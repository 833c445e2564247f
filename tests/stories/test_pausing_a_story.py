"""A pause hides a story at once and everywhere, and its end brings back what was there."""

from __future__ import annotations

import pytest

from advocacy.accounts.queries import actor_for
from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput, Refusal
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.people.models import Person
from advocacy.stories import events, services
from advocacy.stories.access import is_in_library, is_shareable
from advocacy.stories.queries import get_story, newest_stories
from tests.factories.sharing import make_share
from tests.stories.stage import Desk, problems_on

REASON = "A colleague asked for it"


def pause(desk: Desk, name: str, reason: str = REASON) -> int:
    return desk.press(desk.cast.tine, name, "pause", reason=reason).status_code


def shared(desk: Desk, name: str) -> str:
    with desk.app.app_context():
        share = make_share(desk.cast.camilla, get_story(name))
        db.session.commit()
        return f"/r/{share.code}"


def test_a_paused_story_is_out_of_sight_with_its_links_and_comes_back_with_them(desk: Desk) -> None:
    name = desk.published()
    link = shared(desk, name)
    reader = desk.client(desk.cast.camilla)
    assert pause(desk, name) == 303
    assert reader.get(f"/stories/{name}").status_code == 404
    assert desk.app.test_client().get(link).status_code == 410
    with desk.story(name) as story:
        assert not is_in_library(story)
        assert not is_shareable(story)
        assert not newest_stories(actor_for(db.session.get_one(Person, desk.cast.camilla.id)))
    assert desk.press(desk.cast.lone, name, "resume").status_code == 303
    assert reader.get(f"/stories/{name}").status_code == 200
    assert desk.app.test_client().get(link).status_code == 302
    assert desk.deeds(name)[-2:] == ["paused", "resumed"]


def test_the_other_editors_read_why(desk: Desk) -> None:
    name = desk.published()
    pause(desk, name)
    page = desk.client(desk.cast.lone).get(f"/stories/{name}/review").text
    assert REASON in page
    assert "End the pause" in page
    with desk.app.app_context():
        from advocacy.history.queries import entries_about

        assert REASON not in str([entry.facts for entry in entries_about(get_story(name))])


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_a_pause_has_a_reason_of_a_line(desk: Desk, reason: str) -> None:
    name = desk.published()
    answer = desk.press(desk.cast.tine, name, "pause", reason=reason)
    assert answer.status_code == 422
    assert "reason" in problems_on(answer)
    with desk.story(name) as story:
        assert story.paused_at is None


def test_what_is_not_there_is_not_paused_and_what_runs_is_not_resumed(desk: Desk) -> None:
    draft, published = desk.write(desk.cast.lone), desk.published()
    assert pause(desk, draft) in {409, 422}
    assert desk.press(desk.cast.lone, published, "resume").status_code == 409
    assert pause(desk, published) == 303
    assert pause(desk, published) in {409, 422}


def test_the_system_pauses_in_both_languages_and_adds_a_further_reason(desk: Desk) -> None:
    name, heard = desk.published(), []
    events.story_paused.hear(lambda story: heard.append(story.public_id))
    with desk.app.app_context():
        story = get_story(name)
        services.pause_story(story, _("A vacancy"), None)
        services.pause_story(story, _("A vacancy"), None)
        services.pause_story(story, _("Results"), None)
        db.session.commit()
        assert story.paused_reason is not None
        assert story.paused_reason["en"] == "A vacancy Results"
        assert story.paused_reason["da"] != story.paused_reason["en"]
    assert heard.count(name) == 1
    with desk.app.app_context(), pytest.raises(InvalidInput):
        services.pause_story(get_story(desk.published()), "", None)


def test_a_reader_may_neither_pause_nor_resume(desk: Desk) -> None:
    name = desk.published()
    for deed in ("pause", "resume", "restore"):
        assert desk.press(desk.cast.camilla, name, deed, reason=REASON).status_code == 403
    assert desk.client(desk.cast.camilla).get(f"/stories/{name}/archive").status_code == 403
    assert desk.client(desk.cast.camilla).get(f"/stories/{name}/versions/1").status_code == 403


def test_an_approval_does_not_end_a_pause(desk: Desk) -> None:
    name = desk.published()
    pause(desk, name)
    desk.change(desk.cast.lone, name, then="submit", title_en="Better now")
    assert desk.press(desk.cast.tine, name, "approve").status_code == 303
    with desk.story(name) as story:
        assert story.paused_at is not None
        assert story.published_version.number == 2
    with desk.app.app_context(), pytest.raises(Refusal):
        services.pause_story(get_story(name), "again", actor_for(db.session.get_one(Person, desk.cast.tine.id)))
