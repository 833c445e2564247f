"""A story that is not in the library is found by nobody but its editors, on whichever way they look."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient

from advocacy.accounts import services as accounts
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.people.models import Person, Unit
from advocacy.programmes.models import Programme, ProgrammeStatus
from advocacy.stories.queries import get_story, newest_stories
from tests.factories.pictures import make_picture
from tests.stories.stage import Desk

CANARY = "Kanariefuglen"
Hidden = Callable[[Desk], str]


def _published(desk: Desk) -> str:
    with desk.app.app_context():
        number = make_picture(desk.cast).id
        db.session.commit()
    return desk.published(title=CANARY, picture_id=number, picture_choice="described", alt={"en": "A bird", "da": "En fugl"})


def draft(desk: Desk) -> str:
    with desk.app.app_context():
        number = make_picture(desk.cast).id
        db.session.commit()
    return desk.published(title=CANARY, is_published=False, picture_id=number, picture_choice="described")


def in_review(desk: Desk) -> str:
    return desk.write(desk.cast.lone, then="submit", title_en=CANARY)


def expired(desk: Desk) -> str:
    name = _published(desk)
    with desk.app.app_context():
        story, yesterday = get_story(name), clock.today() - timedelta(days=1)
        story.expires_on = story.latest.expires_on = story.latest.picture.open_until = yesterday
        db.session.commit()
    return name


def retired(desk: Desk) -> str:
    name = _published(desk)
    desk.press(desk.cast.tine, name, "retire")
    return name


def paused(desk: Desk) -> str:
    name = _published(desk)
    desk.press(desk.cast.tine, name, "pause", reason="A colleague asked for it")
    return name


def embargoed(desk: Desk) -> str:
    name = _published(desk)
    with desk.app.app_context():
        story = get_story(name)
        story.published_at = clock.now() + timedelta(hours=1)
        story.latest.picture.open_until = None
        db.session.commit()
    return name


def for_the_roads_only(desk: Desk) -> str:
    name = _published(desk)
    with desk.app.app_context():
        story = get_story(name)
        story.latest.units, story.is_targeted = [db.session.get_one(Unit, desk.cast.roads.id)], True
        db.session.commit()
    return name


def of_a_closed_programme(desk: Desk) -> str:
    name = _published(desk)
    with desk.app.app_context():
        db.session.query(Programme).filter_by(public_id=desk.programme).one().status = ProgrammeStatus.CLOSED
        db.session.commit()
    return name


def not_invited_to(desk: Desk) -> str:
    from advocacy.programmes.models import Invitation

    name = _published(desk)
    with desk.app.app_context():
        db.session.query(Invitation).delete()
        db.session.commit()
    return name


def channels(desk: Desk, name: str) -> list[str]:
    """Every address under which a page or an answer could speak of the story."""
    return [
        "/library/",
        "/library/?page=1",
        f"/library/?programme={desk.programme}",
        f"/library/?topic={desk.topics[0]}",
        f"/stories/{name}",
        f"/stories/{name}?language=en",
        f"/stories/{name}/edit",
        f"/stories/{name}/review",
        "/editorial/stories",
        "/editorial/stories?list=drafts",
        f"/sharing/story/{name}",
        f"/sharing/story/{name}/linkedin",
    ]


def token(desk: Desk, person: Person) -> dict[str, str]:
    with desk.app.app_context():
        secret = accounts.issue_token(db.session.get_one(Person, person.id), "test", ["stories:read", "stories:write"])
        db.session.commit()
    return {"Authorization": f"Bearer {secret}"}


@pytest.mark.parametrize(
    "hidden", [draft, in_review, expired, retired, paused, embargoed, for_the_roads_only, of_a_closed_programme, not_invited_to]
)
@pytest.mark.parametrize("who", ["camilla", "jonas"])
def test_a_hidden_story_is_on_no_page_and_in_no_answer(desk: Desk, hidden: Hidden, who: str) -> None:
    """Attack row Z05: the canary's words are found nowhere, and its address answers as one that never was."""
    name, person = hidden(desk), getattr(desk.cast, who)
    client, headers = desk.client(person), token(desk, person)
    for path in channels(desk, name):
        answer = client.get(path)
        assert CANARY not in answer.text, path
        assert answer.status_code in {200, 403, 404, 410}, (path, answer.status_code)
    assert client.get(f"/stories/{name}").status_code == 404
    for path in ("/api/v1/stories", f"/api/v1/stories/{name}", "/api/v1/stories?status=drafts", "/api/v1/stories?status=out"):
        answer = desk.app.test_client().get(path, headers=headers)
        assert CANARY not in answer.text
        assert answer.status_code == (200 if path.endswith("stories") else 403 if "status" in path else 404)
    with desk.app.app_context():
        from advocacy.accounts.queries import actor_for

        assert not newest_stories(actor_for(db.session.get_one(Person, person.id)))


@pytest.mark.parametrize("hidden", [draft, expired, retired, paused, embargoed])
def test_the_picture_of_a_hidden_story_is_for_editors_only(desk: Desk, hidden: Hidden, client: FlaskClient) -> None:
    """Attack row Z05 again: the address of a picture may have been kept from better days."""
    name = hidden(desk)
    with desk.story(name) as story:
        picture = story.latest.picture.public_id
    for size in ("card", "page", "preview"):
        path = f"/files/pictures/{picture}/{size}"
        assert client.get(path).status_code == 404
        assert desk.client(desk.cast.camilla).get(path).status_code == 404
        seen = desk.client(desk.cast.lone).get(path)
        assert (seen.status_code, seen.headers["Cache-Control"]) == (200, "private, no-store")


def test_the_picture_of_a_story_in_the_library_is_for_everybody(desk: Desk, client: FlaskClient) -> None:
    """Those who are sent a share see the picture too, and they do not sign in."""
    with desk.story(_published(desk)) as story:
        picture = story.latest.picture.public_id
    answer = client.get(f"/files/pictures/{picture}/preview")
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")


def test_a_strangers_way_ends_at_the_sign_in(desk: Desk, client: FlaskClient) -> None:
    name = _published(desk)
    for path in channels(desk, name)[:10]:
        answer = client.get(path)
        assert (answer.status_code, CANARY in answer.text) == (303, False)


def test_an_editor_sees_what_is_hidden(desk: Desk) -> None:
    for hidden in (draft, in_review, expired, retired, paused, embargoed, for_the_roads_only):
        name = hidden(desk)
        answer = desk.client(desk.cast.tine).get(f"/stories/{name}", follow_redirects=True)
        assert (answer.status_code, CANARY in answer.text) == (200, True)


@pytest.mark.parametrize(
    ("midnight", "last_day"),
    [
        ("2026-12-31T23:00:00+00:00", "2026-12-31"),  # In winter a Danish day ends at eleven in the evening, UTC.
        ("2026-06-30T22:00:00+00:00", "2026-06-30"),  # In summer at ten.
        ("2026-03-29T22:00:00+00:00", "2026-03-29"),  # The day of 23 hours.
        ("2026-10-25T23:00:00+00:00", "2026-10-25"),  # The day of 25.
    ],
)
def test_a_story_leaves_the_library_at_danish_midnight_after_its_last_day(desk: Desk, midnight: str, last_day: str) -> None:
    from datetime import date, datetime

    moment = datetime.fromisoformat(midnight)
    with time_machine.travel(moment - timedelta(days=2), tick=False):
        with desk.app.app_context():
            number = make_picture(desk.cast).id
            db.session.commit()
        name = desk.published(title=CANARY, expires_on=date.fromisoformat(last_day), picture_id=number, picture_choice="decorative")
    with desk.story(name) as story:
        picture = f"/files/pictures/{story.latest.picture.public_id}/card"
    for seconds, is_there in ((-1, True), (0, False)):
        with time_machine.travel(moment + timedelta(seconds=seconds), tick=False):
            reader = desk.client(desk.cast.camilla)
            assert (CANARY in reader.get("/library/").text) is is_there
            assert reader.get(f"/stories/{name}").status_code == (200 if is_there else 404)
            assert reader.get(picture).status_code == (200 if is_there else 404)
            which = "library" if is_there else "out"
            assert CANARY in desk.client(desk.cast.lone).get(f"/editorial/stories?list={which}").text
