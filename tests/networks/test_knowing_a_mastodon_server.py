"""One's own Mastodon server: named once, asked by a job how long a message may be, and never trusted further than that."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from advocacy.foundation import clock, egress, jobs
from advocacy.foundation.database import db
from advocacy.foundation.egress import EgressFailed, EgressRefused, Fetched
from advocacy.networks.jobs import limits_in
from advocacy.networks.models import MastodonServer, SharingChoice
from tests.people import Cast
from tests.sharing.scene import Scene
from tests.sharing.stage import compose, facts_on
from tests.signing_in import Visitor

HOST = "mastodon.bredfjord-by.dk"
NEWER, OLDER = f"https://{HOST}/api/v2/instance", f"https://{HOST}/api/v1/instance"


def told(longest: object, per_link: object) -> bytes:
    return json.dumps({"configuration": {"statuses": {"max_characters": longest, "characters_reserved_per_url": per_link}}}).encode()


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Stands in for the world outside our one way out: answers by address, and lists what was asked."""

    def answer_with(answers: dict[str, tuple[int, bytes] | Exception]) -> list[str]:
        asked: list[str] = []

        def fetch(url: str, **_settings: object) -> Fetched:
            asked.append(url)
            answer = answers[url]
            if isinstance(answer, Exception):
                raise answer
            return Fetched(answer[0], url, {}, answer[1])

        monkeypatch.setattr(egress, "fetch", fetch)
        return asked

    return answer_with


def name_server(app: Flask, cast: Cast, scene: Scene, visit: Visitor, typed: str = HOST) -> int:
    answer = visit(cast.camilla).post(f"/sharing/story/{scene.story}/mastodon/server", data={"host": typed})
    return answer.status_code


def server(app: Flask) -> tuple[int | None, int | None, bool]:
    with app.app_context():
        found = db.session.query(MastodonServer).one()
        return found.max_characters, found.characters_per_link, found.asked_at is not None


def run_jobs(app: Flask) -> int:
    with app.app_context():
        return jobs.run_due_jobs()


def test_before_a_server_is_named_the_usual_limits_hold(cast: Cast, scene: Scene, visit: Visitor) -> None:
    facts = facts_on(compose(visit(cast.camilla), scene.story, "mastodon"))
    assert facts["limits"] == {"max_characters": 500, "characters_reserved_per_url": 23}
    assert facts["is_firm"] is False
    assert facts["window"]["apart"].startswith("https://share.joinmastodon.org/#text=")


@pytest.mark.parametrize("typed", [HOST, f"https://{HOST}/home", f"@camilla@{HOST}", f"  {HOST.upper()}  "])
def test_a_server_is_named_once_and_remembered(app: Flask, cast: Cast, scene: Scene, visit: Visitor, typed: str) -> None:
    assert name_server(app, cast, scene, visit, typed) == 303
    page = compose(visit(cast.camilla), scene.story, "mastodon")
    assert f"Your server: {HOST}" in page
    assert f'value="{HOST}"' in page
    assert facts_on(page)["window"]["apart"].startswith(f"https://{HOST}/share?text=")
    with app.app_context():
        assert [choice.mastodon_host for choice in db.session.query(SharingChoice)] == [HOST]


def test_its_own_limits_are_used_once_it_has_told_them(
    app: Flask, cast: Cast, scene: Scene, visit: Visitor, outside: Callable[..., list[str]]
) -> None:
    asked = outside({NEWER: (200, told(5000, 25))})
    name_server(app, cast, scene, visit)
    assert "has not told us yet" in compose(visit(cast.camilla), scene.story, "mastodon")
    run_jobs(app)
    assert asked == [NEWER]
    page = compose(visit(cast.camilla), scene.story, "mastodon")
    assert facts_on(page)["limits"] == {"max_characters": 5000, "characters_reserved_per_url": 25}
    assert facts_on(page)["is_firm"] is True
    assert "may hold 5000 characters" in page
    assert "<span data-counter-limit>5000</span>" in page


def test_an_older_server_is_asked_at_its_older_address(
    app: Flask, cast: Cast, scene: Scene, visit: Visitor, outside: Callable[..., list[str]]
) -> None:
    asked = outside({NEWER: (404, b""), OLDER: (200, told(1000, 32))})
    name_server(app, cast, scene, visit)
    run_jobs(app)
    assert asked == [NEWER, OLDER]
    assert server(app) == (1000, 32, True)


@pytest.mark.parametrize(
    "answer",
    [
        (200, b"no json"),
        (200, b"[]"),
        (200, b"{}"),
        (200, told("500", 23)),
        (200, told(True, 23)),
        (200, told(-1, 23)),
        (200, told(0, 23)),
        (200, told(10**12, 23)),
        (200, told(None, None)),
        (200, b"[" * 100_000),
        (500, b""),
        (403, b""),
        (404, b""),
        EgressFailed("too late"),
        EgressRefused("address"),
    ],
)
def test_a_server_that_tells_nothing_of_use_changes_nothing(
    app: Flask, cast: Cast, scene: Scene, visit: Visitor, outside: Callable[..., list[str]], answer: tuple[int, bytes] | Exception
) -> None:
    """Attack row F15: what another machine says is looked at before it is believed; the job is done and is not dead."""
    outside({NEWER: answer, OLDER: (404, b"")})
    name_server(app, cast, scene, visit)
    assert run_jobs(app) == 1
    assert server(app) == (None, None, True)
    assert facts_on(compose(visit(cast.camilla), scene.story, "mastodon"))["limits"]["max_characters"] == 500


@pytest.mark.parametrize(
    "typed",
    [
        "localhost",
        "127.0.0.1",
        "10.0.0.1",
        "[::1]",
        "2130706433",
        "mastodon.dk:8443",
        "server.local",
        "x",
        "https://",
        "a b",
        "ftp://mastodon.dk",
        "",
        "169.254.169.254",
        "internal",
        "x" * 300 + ".dk",
    ],
)
def test_a_name_that_is_no_public_server_is_refused(app: Flask, cast: Cast, scene: Scene, visit: Visitor, typed: str) -> None:
    """Attack rows F01 to F06: such a name never reaches the way out, which would refuse it too."""
    assert name_server(app, cast, scene, visit, typed) == 422
    with app.app_context():
        assert db.session.query(MastodonServer).count() == 0
        assert db.session.query(jobs.Job).count() == 0


def test_a_server_is_asked_once_a_day_at_most(
    app: Flask, cast: Cast, scene: Scene, visit: Visitor, outside: Callable[..., list[str]]
) -> None:
    asked = outside({NEWER: (500, b"")})
    for _time in range(3):
        name_server(app, cast, scene, visit)
        run_jobs(app)
    assert len(asked) == 1
    with app.app_context():
        db.session.query(MastodonServer).one().asked_at = clock.now() - timedelta(days=2)
        db.session.query(jobs.Job).delete()
        db.session.commit()
    name_server(app, cast, scene, visit)
    run_jobs(app)
    assert len(asked) == 2


def test_another_server_takes_its_place(app: Flask, cast: Cast, scene: Scene, visit: Visitor) -> None:
    name_server(app, cast, scene, visit)
    name_server(app, cast, scene, visit, "social.example.dk")
    with app.app_context():
        assert [choice.mastodon_host for choice in db.session.query(SharingChoice)] == ["social.example.dk"]


def test_the_two_figures_are_read_where_servers_write_them() -> None:
    found = limits_in(told(500, 23))
    assert found is not None
    assert (found.max_characters, found.characters_reserved_per_url) == (500, 23)
