"""Bringing stories in through the JSON API: the same services and the same rules, in the words of a program."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import TestResponse

from advocacy.accounts import services as accounts
from advocacy.foundation.database import db
from advocacy.people.models import Person
from tests.sources.stage import PAGE, Desk, Site, told


class Program:
    """A program that acts for somebody with a real token."""

    def __init__(self, desk: Desk, person: Any, *scopes: str) -> None:
        self.client = desk.app.test_client()
        with desk.app.app_context():
            secret = accounts.issue_token(db.session.get_one(Person, person.id), "test", list(scopes or ("stories:read", "stories:write")))
            db.session.commit()
        self.headers = {"Authorization": f"Bearer {secret}"}

    def get(self, path: str) -> TestResponse:
        return self.client.get(f"/api/v1/sources/{path}", headers=self.headers)

    def post(self, path: str, sent: Any = None) -> TestResponse:
        return self.client.post(f"/api/v1/sources/{path}", headers=self.headers, **({} if sent is None else {"json": sent}))


@pytest.fixture
def lone(desk: Desk) -> Program:
    return Program(desk, desk.cast.lone)


def test_a_program_looks_at_a_page(lone: Program, site: Site) -> None:
    site.puts("/p", PAGE)
    site.puts_picture()
    answer = lone.post("pages", {"address": site.url("/p")})
    assert answer.status_code == 200
    assert (answer.json["title"], answer.json["language"]) == ("Natten har sin egen tone", "da")
    assert answer.json["picture"]
    assert lone.post("pages", {"address": site.url("/p")}).json == answer.json
    assert site.asked("/p") == 1
    refused = [lone.post("pages", {"address": address}) for address in ("http://10.0.0.1/", site.url("/missing"))]
    assert {answer.status_code for answer in refused} == {422}
    assert refused[0].json["problems"] == refused[1].json["problems"], "attack row F21"


def test_a_program_follows_a_feed_and_makes_a_draft(desk: Desk, lone: Program, site: Site) -> None:
    site.puts_feed("/rss", told("B", "/b"), told("A", "/a"))
    sent = {"programme": desk.programme, "address": site.url("/rss"), "language": "da", "topic": desk.topic}
    feed = lone.post("feeds", sent)
    assert feed.status_code == 201
    assert (feed.json["new_count"], feed.json["status"], feed.json["topic"]) == (2, "read", desk.topic)
    assert lone.post("feeds", sent).status_code == 422
    name = feed.json["id"]
    assert [each["title"] for each in lone.get(f"found?feed={name}").json["found"]] == ["B", "A"]
    first, second = (each["id"] for each in lone.get("found").json["found"])
    story = lone.post(f"found/{first}/draft")
    assert story.status_code == 201
    assert [each["story"] for each in desk.stories()] == [story.json["story"]]
    assert lone.post(f"found/{first}/draft").status_code == 409
    assert lone.post(f"found/{second}/put-away").json["status"] == "put_away"
    assert lone.get("found?status=drafted").json["total"] == 1
    assert lone.post(f"feeds/{name}/pause").json["status"] == "paused"
    assert lone.post(f"feeds/{name}/resume").json["status"] == "read"
    assert [each["id"] for each in lone.get("feeds").json["feeds"]] == [name]


def test_a_program_tries_rows_and_imports_them(desk: Desk, lone: Program) -> None:
    wrong = lone.post("imports", {"programme": desk.programme, "rows": [{"title_da": "Good"}, {"kind": "Poem"}]})
    assert wrong.status_code == 201
    assert [(row["number"], row["outcome"]) for row in wrong.json["rows"]] == [(1, "new"), (2, "wrong")]
    assert len(wrong.json["rows"][1]["problems"]) == 2
    assert lone.post(f"imports/{wrong.json['id']}/run").status_code == 409
    rows = [{"title_da": "Good", "topic": "Nature"}, {"title_en": "Second", "expires_on": "2099-01-01"}]
    good = lone.post("imports", {"programme": desk.programme, "rows": rows}).json
    assert (good["is_done"], good["draft_count"]) == (False, 2)
    done = lone.post(f"imports/{good['id']}/run").json
    assert (done["is_done"], done["draft_count"], len(desk.stories())) == (True, 2, 2)
    again = lone.post("imports", {"programme": desk.programme, "rows": rows}).json
    assert [row["outcome"] for row in again["rows"]] == ["exists", "exists"]


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("pages", {}),
        ("pages", {"address": "x" * 1001}),
        ("pages", {"address": "https://x.dk\x00"}),
        ("pages", {"address": "javascript:alert(1)"}),
        ("feeds", {"programme": "x", "address": "https://x.dk", "language": "xx"}),
        ("imports", {"programme": "x", "rows": []}),
        ("imports", {"programme": "x", "rows": [{"unknown": "x"}]}),
        ("imports", {"programme": "x", "rows": [{"title_da": 1}]}),
        ("imports", {"programme": "x", "rows": [{"title_da": "x"}] * 201}),
    ],
)
def test_what_does_not_fit_is_refused(lone: Program, path: str, sent: dict[str, Any]) -> None:
    assert lone.post(path, sent).status_code == 422


def test_only_editors_with_the_right_in_their_token(desk: Desk, site: Site) -> None:
    """Attack row W: a token carries no more than it says, and no more than its person may."""
    assert Program(desk, desk.cast.lone, "stories:read").post("pages", {"address": site.url("/")}).status_code == 403
    assert Program(desk, desk.cast.camilla).post("pages", {"address": site.url("/")}).status_code == 403
    assert Program(desk, desk.cast.lone).post("imports", {"programme": "AAAA", "rows": [{"title_da": "x"}]}).status_code == 404
    assert desk.app.test_client().post("/api/v1/sources/pages", json={"address": site.url("/")}).status_code == 401
    assert site.calls == []
