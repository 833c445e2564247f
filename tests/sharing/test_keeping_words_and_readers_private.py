"""What is never kept: an employee's own words, and anything that could recognise a reader."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from flask import Flask

from advocacy.foundation.database import db
from advocacy.foundation.once import RequestKey
from advocacy.links.models import Link, Visit, VisitTotal
from advocacy.networks.models import MastodonServer, SharingChoice
from advocacy.sharing.models import Share
from tests.factories.sharing import make_share
from tests.people import Cast
from tests.sharing.scene import Scene
from tests.sharing.stage import BROWSER, LINKEDIN_BOT, compose, follow, press, shares, token_for
from tests.signing_in import Visitor

WORDS = "Kanariefugl-tekst: min mening om lønnen"
READER = "203.0.113.77"


def everything_kept(app: Flask) -> str:
    """Every row of every table, and every file of the application."""
    with app.app_context():
        rows = [str(tuple(row)) for table in db.metadata.sorted_tables for row in db.session.execute(table.select())]
    folder: Path = app.extensions["advocacy.settings"].instance
    files = [path.read_bytes().decode("utf-8", "replace") for path in folder.rglob("*") if path.is_file()]
    return "\n".join([*rows, *files])


@pytest.mark.parametrize(("model", "columns"), [
    (Share, {"id", "public_id", "link_id", "person_id", "story_id", "version_id", "network", "language", "pressed_at", "confirmed_at",
             "post_address", "is_visible_to_leaders", "withdrawn_at"}),
    (Link, {"id", "public_id", "code", "story_id", "person_id", "network", "language", "label", "made_at", "closed_at"}),
    (Visit, {"id", "link_id", "at", "kind", "network"}),
    (VisitTotal, {"link_id", "day", "kind", "network", "count", "first_at"}),
    (SharingChoice, {"id", "person_id", "mastodon_host"}),
    (MastodonServer, {"id", "host", "max_characters", "characters_per_link", "asked_at"}),
])
def test_there_is_no_place_for_words_or_readers(model: type, columns: set[str]) -> None:
    """Attack row L10 and compliance P24: a new column here is a decision for people, not for a programmer."""
    assert {column.name for column in model.__table__.columns} == columns  # type: ignore[attr-defined]


def test_words_sent_along_by_force_are_kept_nowhere(own_app: Flask, own_cast: Cast, own_scene: Scene, capfd: pytest.CaptureFixture[str]) -> None:
    """Attack row L10: the page does not send them; if somebody does all the same, nothing of ours takes them in."""
    client = Visitor(own_app)(own_cast.camilla)
    page = compose(client, own_scene.story)
    press(client, page, text=WORDS, words=WORDS, caption=WORDS)
    share = shares(own_app)[0].public_id
    client.post(f"/sharing/{share}/confirm", data={"let_leaders_see": "y", "text": WORDS, "words": WORDS})
    client.post(f"/sharing/{share}/confirm", data={"post_address": WORDS})
    client.post("/sharing/press", data={"seal": WORDS})
    for kept in (everything_kept(own_app), "".join(capfd.readouterr())):
        assert "Kanariefugl" not in kept


def test_words_given_to_the_api_end_with_its_answer(own_app: Flask, own_cast: Cast, own_scene: Scene, capfd: pytest.CaptureFixture[str]) -> None:
    """Attack row L10: they go into the address of the answer, and the answer is not kept for a second call either."""
    headers = token_for(own_app, own_cast.camilla, "shares:write") | {"Idempotency-Key": "once"}
    sent = {"story": own_scene.story, "network": "x", "language": "da", "text": WORDS}
    first = own_app.test_client().post("/api/v1/shares", headers=headers, json=sent)
    assert first.status_code == 201
    assert "Kanariefugl-tekst" in first.json["address"]
    second = own_app.test_client().post("/api/v1/shares", headers=headers, json=sent)
    assert second.status_code == 409
    assert len(shares(own_app)) == 1
    with own_app.app_context():
        assert [key.answer for key in db.session.query(RequestKey)] == [None]
    own_app.test_client().post("/api/v1/shares", headers=headers, data=json.dumps({**sent, "network": WORDS}), content_type="application/json")
    for kept in (everything_kept(own_app), "".join(capfd.readouterr())):
        assert "Kanariefugl" not in kept
        assert "Kanariefugl" not in re.sub(r"\\u00|%", "", kept)


def test_nothing_of_a_reader_is_kept(own_app: Flask, own_cast: Cast, own_scene: Scene, capfd: pytest.CaptureFixture[str]) -> None:
    """Attack rows R13 and R16, compliance P24 and P25: no address, no browser's name, no referrer, no cookie, no code in the log."""
    with own_app.app_context():
        share = make_share(own_cast.camilla, own_scene.found_story())
        db.session.commit()
        code = share.code
    for agent in (f"{BROWSER} KanarieAgent", f"{LINKEDIN_BOT} KanarieAgent", "KanarieAgent-bot/1.0"):
        for path in (f"/r/{code}?fbclid=KanarieKlik", "/r/KanarieKode"):
            answer = own_app.test_client().get(path, environ_overrides={"REMOTE_ADDR": READER}, headers={
                "User-Agent": agent, "Referer": "https://www.linkedin.com/feed/KanarieSide", "X-Forwarded-For": READER,
                "Accept-Language": "da-DK,KanarieSprog", "Cookie": "session=KanarieKage"})
            assert "Set-Cookie" not in answer.headers
    said = "".join(capfd.readouterr())
    assert code not in said
    for kept in (everything_kept(own_app), said):
        assert READER not in kept
        assert "Kanarie" not in kept


def test_a_visit_begins_no_session(app: Flask, cast: Cast, scene: Scene) -> None:
    """Compliance P25, also for a reader who comes back with whatever they carry."""
    with app.app_context():
        code = make_share(cast.camilla, scene.found_story()).code
        db.session.commit()
    client = app.test_client()
    for _time in range(3):
        assert "Set-Cookie" not in follow(client, code).headers
    assert client.get_cookie("session") is None


def test_the_trail_holds_neither_addresses_nor_links(app: Flask, cast: Cast, scene: Scene, visit: Visitor) -> None:
    """Attack row L07: of all this the trail keeps names of things and yes or no."""
    client = visit(cast.camilla)
    press(client, compose(client, scene.story, "bluesky"))
    share = shares(app)[0]
    client.post(f"/sharing/{share.public_id}/confirm",
                data={"post_address": "https://bsky.app/profile/camilla.example/post/3kabc", "let_leaders_see": "y"})
    client.post(f"/sharing/{share.public_id}/withdraw")
    with app.app_context():
        trail = "".join(str(tuple(row)) for row in db.session.execute(db.metadata.tables["history_entry"].select()))
    assert share.public_id in trail
    assert share.code not in trail
    assert "bsky.app" not in trail
