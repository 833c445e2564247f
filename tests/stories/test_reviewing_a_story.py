"""A second pair of eyes: who may approve, what each state allows, and what is kept of it all."""

from __future__ import annotations

import threading

import pytest

from advocacy.accounts import services as accounts
from advocacy.accounts.models import Role
from advocacy.foundation.database import db
from advocacy.people.models import Person, Unit
from advocacy.stories import events
from tests.factories.programmes import make_programme
from tests.stories.stage import Desk

NOTE = "A lovely beginning. Could you say <b>how many</b> it is about?"


@pytest.fixture
def waiting(desk: Desk) -> str:
    """A story by Lone that waits for a review."""
    return desk.write(desk.cast.lone, then="submit")


def make_editor(desk: Desk, person: Person) -> None:
    with desk.app.app_context():
        accounts.grant_role(db.session.get_one(Person, person.id), Role.EDITOR, db.session.get_one(Unit, desk.cast.root.id), by=None)
        db.session.commit()


def test_a_second_editor_approves_and_the_story_is_in_the_library(desk: Desk, waiting: str) -> None:
    answer = desk.press(desk.cast.tine, waiting, "approve")
    assert answer.status_code == 303
    assert desk.state(waiting) == [(1, "approved")]
    assert "The night has its own tone" in desk.client(desk.cast.camilla).get("/library/").text
    assert desk.deeds(waiting) == ["created", "submitted", "approved"]


def test_nobody_approves_their_own(desk: Desk, waiting: str) -> None:
    """Attack row Z11: not the author."""
    answer = desk.press(desk.cast.lone, waiting, "approve")
    assert answer.status_code == 403
    assert desk.press(desk.cast.lone, waiting, "send-back", note=NOTE).status_code == 403
    assert desk.state(waiting) == [(1, "in_review")]
    assert "so another editor must look at it" in desk.client(desk.cast.lone).get(f"/stories/{waiting}/review").text


def test_who_sent_it_to_review_does_not_approve_it(desk: Desk) -> None:
    """Attack row Z11: not who submitted it, though somebody else wrote it."""
    name = desk.write(desk.cast.lone)
    desk.press(desk.cast.tine, name, "submit")
    assert desk.press(desk.cast.tine, name, "approve").status_code == 403
    assert desk.press(desk.cast.lone, name, "approve").status_code == 403


def test_who_has_written_a_line_of_it_does_not_approve_it(desk: Desk, waiting: str) -> None:
    """Attack row Z11: approving by editing. A third editor, who wrote nothing, may."""
    make_editor(desk, desk.cast.emil)
    desk.change(desk.cast.tine, waiting, then="draft", title_en="Mine now")
    desk.press(desk.cast.lone, waiting, "submit")
    assert desk.press(desk.cast.tine, waiting, "approve").status_code == 403
    assert desk.press(desk.cast.lone, waiting, "approve").status_code == 403
    assert desk.press(desk.cast.emil, waiting, "approve").status_code == 303


@pytest.mark.parametrize("who", ["camilla", "birgitte", "anders", "josefine", "henrik"])
@pytest.mark.parametrize("deed", ["submit", "approve", "send-back", "retire"])
def test_only_editors_review(desk: Desk, waiting: str, who: str, deed: str) -> None:
    assert desk.press(getattr(desk.cast, who), waiting, deed, note=NOTE).status_code == 403
    assert desk.state(waiting) == [(1, "in_review")]


def test_a_story_of_another_house_is_not_there(desk: Desk) -> None:
    """An editor for one administration neither sees nor approves the story of another (attack row Z03)."""
    with desk.app.app_context():
        programme = make_programme(desk.cast)
        programme.units = [db.session.merge(desk.cast.schools)]
        grant = db.session.get_one(Person, desk.cast.emil.id)
        accounts.grant_role(grant, Role.EDITOR, db.session.get_one(Unit, desk.cast.welfare.id), by=None)
        db.session.commit()
        other = Desk.of(desk.app, desk.cast, programme)
    answer = other.client(desk.cast.lone).post(f"/stories/add?programme={other.programme}", data=other.form(then="submit"))
    name = answer.headers["Location"].split("/")[2]
    for path in ("", "/edit", "/review"):
        assert desk.client(desk.cast.emil).get(f"/stories/{name}{path}").status_code == 404
    assert desk.press(desk.cast.emil, name, "approve").status_code == 404
    assert desk.press(desk.cast.tine, name, "approve").status_code == 303


def test_a_version_is_sent_back_with_a_note_that_is_kept_and_shown(desk: Desk, waiting: str) -> None:
    assert desk.press(desk.cast.tine, waiting, "send-back", note="  ").status_code == 422
    assert desk.press(desk.cast.tine, waiting, "send-back", note="a" * 2_001).status_code == 422
    assert desk.press(desk.cast.tine, waiting, "send-back", note=NOTE).status_code == 303
    assert desk.state(waiting) == [(1, "draft")]
    for path in ("review", "edit"):
        page = desk.client(desk.cast.lone).get(f"/stories/{waiting}/{path}").text
        assert "Could you say &lt;b&gt;how many&lt;/b&gt; it is about?" in page
        assert "Tine Vestergren" in page
    assert "The night has its own tone" in desk.client(desk.cast.lone).get("/editorial/stories?list=sent-back").text
    desk.change(desk.cast.lone, waiting, then="submit", gain_en="Four people, one night.")
    page = desk.client(desk.cast.tine).get(f"/stories/{waiting}/review").text
    assert "how many" in page
    assert "Sent version 1 back with a note" in page
    assert desk.deeds(waiting) == ["created", "submitted", "sent_back", "saved", "submitted"]


def test_an_edit_after_the_approval_needs_a_new_one_and_readers_go_on_with_the_old(desk: Desk, waiting: str) -> None:
    """Attack rows Z11 and R06: what was approved is locked, its address too."""
    desk.press(desk.cast.tine, waiting, "approve")
    desk.change(desk.cast.lone, waiting, then="submit", title_en="Another tone", address="https://evil.example/")
    assert desk.state(waiting) == [(1, "approved"), (2, "in_review")]
    reader = desk.client(desk.cast.camilla)
    for path in ("/library/", f"/stories/{waiting}"):
        page = reader.get(path).text
        assert "The night has its own tone" in page
        assert "Another tone" not in page
        assert "evil.example" not in page
    changed = desk.client(desk.cast.tine).get(f"/stories/{waiting}/review").text
    assert "What is new since the approved version" in changed
    desk.press(desk.cast.tine, waiting, "approve")
    assert desk.state(waiting) == [(1, "replaced"), (2, "approved")]
    assert "Another tone" in reader.get("/library/").text


def test_saving_without_a_change_makes_no_version(desk: Desk, waiting: str) -> None:
    desk.change(desk.cast.tine, waiting)
    assert desk.state(waiting) == [(1, "in_review")]
    desk.press(desk.cast.tine, waiting, "approve")
    desk.change(desk.cast.lone, waiting)
    assert desk.state(waiting) == [(1, "approved")]


def test_an_edit_while_it_waits_takes_it_back(desk: Desk, waiting: str) -> None:
    opened = desk.base(waiting)["edit_count"]
    desk.change(desk.cast.lone, waiting, body_en="Quite another text.")
    assert desk.state(waiting) == [(1, "draft")]
    refused = desk.press(desk.cast.tine, waiting, "approve", edit_count=opened)
    assert desk.state(waiting) == [(1, "draft")]
    assert refused.status_code == 409
    assert desk.deeds(waiting) == ["created", "submitted", "taken_back", "saved"]


def test_a_reviewer_approves_only_what_they_have_read(desk: Desk, waiting: str) -> None:
    opened = desk.base(waiting)["edit_count"]
    desk.change(desk.cast.lone, waiting, then="submit", body_en="Slipped in while Tine was reading.")
    refused = desk.press(desk.cast.tine, waiting, "approve", edit_count=opened)
    assert (refused.status_code, desk.state(waiting)) == (409, [(1, "in_review")])
    assert desk.press(desk.cast.tine, waiting, "approve", edit_count="").status_code == 409


def test_a_story_that_is_incomplete_by_now_is_not_approved(desk: Desk, waiting: str) -> None:
    with desk.app.app_context():
        from advocacy.stories.queries import get_story

        get_story(waiting).latest.purpose_id = None
        db.session.commit()
    assert desk.press(desk.cast.tine, waiting, "approve").status_code == 409
    assert desk.state(waiting) == [(1, "in_review")]


#: From each state: what submit, approve, send-back and an edit make of it. None is a refusal that changes nothing.
TRANSITIONS: dict[str, dict[str, str | None]] = {
    "draft": {"submit": "in_review", "approve": None, "send-back": None, "edit": "draft"},
    "in_review": {"submit": None, "approve": "approved", "send-back": "draft", "edit": "draft"},
    "approved": {"submit": None, "approve": None, "send-back": None, "edit": "draft"},
    "retired": {"submit": None, "approve": None, "send-back": None, "edit": None, "retire": None},
}


@pytest.mark.parametrize(("state", "deed"), [(state, deed) for state, deeds in TRANSITIONS.items() for deed in deeds])
def test_each_state_allows_what_it_should_and_nothing_else(desk: Desk, state: str, deed: str) -> None:
    name = desk.write(desk.cast.lone)
    for step in {"draft": [], "in_review": ["submit"], "approved": ["submit", "approve"], "retired": ["submit", "retire"]}[state]:
        assert desk.press(desk.cast.tine if step == "approve" else desk.cast.lone, name, step).status_code == 303
    before = desk.state(name)
    if deed == "edit":
        desk.change(desk.cast.lone, name, title_en="Changed")
    else:
        desk.press(desk.cast.lone if deed == "submit" else desk.cast.tine, name, deed, note=NOTE)
    wanted = TRANSITIONS[state][deed]
    after = desk.state(name)
    assert (after == before) if wanted is None else (after[-1][1] == wanted)
    assert len(after) == (2 if (state, deed) == ("approved", "edit") else 1)


def test_taking_a_story_out_closes_it_for_readers_and_says_so_to_those_above(desk: Desk) -> None:
    name, heard = desk.published(), []
    events.story_retired.hear(lambda story: heard.append(story.public_id))
    desk.press(desk.cast.tine, name, "retire")
    assert heard == [name]
    assert desk.client(desk.cast.camilla).get(f"/stories/{name}").status_code == 404
    page = desk.client(desk.cast.lone).get(f"/stories/{name}").text
    assert "Not in the library" in page
    assert f"/stories/{name}/edit" not in page
    assert desk.deeds(name)[-1] == "retired"
    assert "The night has its own tone" in desk.client(desk.cast.lone).get("/editorial/stories?list=out").text


def test_publishing_is_announced_once_for_each_approval(desk: Desk, waiting: str) -> None:
    heard: list[int] = []
    events.story_published.hear(lambda story: heard.append(story.published_version.number))
    desk.press(desk.cast.tine, waiting, "approve")
    desk.press(desk.cast.tine, waiting, "approve")
    assert heard == [1]


def test_two_reviewers_at_once_make_one_decision(own_desk: Desk) -> None:
    """One approves while the other sends back: one is carried out, the other refused, nothing in between."""
    desk = own_desk
    make_editor(desk, desk.cast.emil)
    name = desk.write(desk.cast.lone, then="submit")
    count, barrier, statuses = desk.base(name)["edit_count"], threading.Barrier(4), []
    presses = [(desk.client(person), deed) for person in (desk.cast.tine, desk.cast.emil) for deed in ("approve", "send-back")]

    def press(client: object, deed: str) -> None:
        barrier.wait()
        statuses.append(client.post(f"/stories/{name}/{deed}", data={"edit_count": count, "note": NOTE}).status_code)  # type: ignore[attr-defined]

    threads = [threading.Thread(target=press, args=each) for each in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses.count(303) == 1, statuses
    assert len([deed for deed in desk.deeds(name) if deed in {"approved", "sent_back"}]) == 1
