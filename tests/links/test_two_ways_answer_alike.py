"""The lane and the page answer alike, to the letter, and write the same down; what is unusual never takes the lane."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.links.agents import AgentKind
from advocacy.links.lane import Lane, lane_of
from advocacy.links.models import Link
from advocacy.links.pace import Pace
from advocacy.organisation.queries import get_organisation
from advocacy.stories.models import StoryVersion
from tests.conftest import settings_for
from tests.factories.sharing import make_share
from tests.people import Cast
from tests.sharing.scene import Scene
from tests.sharing.stage import BROWSER, LINKEDIN_BOT, visits
from tests.signing_in import Visitor

IN_LINKEDIN = f"{BROWSER} [LinkedInApp]/9.29"
MS_OFFICE = "Mozilla/4.0 (compatible; ms-office; MSOffice 16)"
AGENTS = [BROWSER, IN_LINKEDIN, "curl/8.5.0", MS_OFFICE, "", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "x" * 5000]
REFERRERS = ["", "https://www.linkedin.com/feed/", "https://l.facebook.com/", "https://eur03.safelinks.protection.outlook.com/?url=x", "not a url",
             "https://t.co/" + "y" * 3000]
QUERIES = ["", "fbclid=abc", "fbclid=", "utm_source=x&fbclid=1", "lang=en", "url=https://evil.example", "%66bclid=1", "fbclid=1&fbclid="]


@pytest.fixture
def lane(app: Flask) -> Iterator[Lane]:
    """The lane of the application, open, without a thread that asks the database by itself."""
    found = lane_of(app)
    found.open()
    begin, found.begin = found.begin, lambda: None  # type: ignore[method-assign]
    yield found
    found.close()
    found.begin = begin  # type: ignore[method-assign]
    found.memory.known.clear()


@pytest.fixture
def code(app: Flask, cast: Cast, scene: Scene) -> str:
    with app.app_context():
        share = make_share(cast.camilla, scene.found_story())
        db.session.commit()
        return share.link.code


def told(answer: TestResponse) -> tuple[int, list[tuple[str, str]], bytes]:
    """Everything of an answer, its headers in their order."""
    return answer.status_code, list(answer.headers), answer.data


def both_ways(app: Flask, lane: Lane, path: str, **request: Any) -> tuple[TestResponse, TestResponse, bool]:
    """The answer with the lane open and with it closed, and whether the lane gave the first.

    With it closed twice: from memory by Flask's first hook, and by the page itself, which must answer alike too.
    """
    lane.callers.pace = Pace()  # So many calls at once would be a burst, and a burst is nobody's reading.
    asked: list[str] = []
    inner = lane._app

    def watched(environ: Any, start_response: Any) -> Any:
        asked.append(environ["PATH_INFO"])
        return inner(environ, start_response)

    lane._app = watched
    try:
        quick = app.test_client().open(path, **request)
        took_lane = not asked
        lane.close()
        middle = app.test_client().open(path, **request)
        known, lane.memory.known = lane.memory.known, {}
        slow = app.test_client().open(path, **request)
        lane.memory.known = known
        assert told(middle) == told(slow)
        lane.open()
    finally:
        lane._app = inner
    return quick, slow, took_lane


@pytest.mark.parametrize("agent", AGENTS)
@pytest.mark.parametrize("referrer", REFERRERS)
def test_both_ways_answer_and_count_alike(app: Flask, lane: Lane, code: str, agent: str, referrer: str) -> None:
    """Attack row R13: the same headers in the same order, the same body, the same kind and network."""
    lane.memory.learn([code])
    for query in QUERIES:
        headers = {"User-Agent": agent, "Referer": referrer, "Accept-Encoding": "gzip", "Accept-Language": "en"}
        quick, slow, took_lane = both_ways(app, lane, f"/r/{code}?{query}", headers=headers)
        assert took_lane
        assert told(quick) == told(slow)
        assert quick.status_code == 302
    seen = visits(app)
    assert len(seen) == 3 * len(QUERIES)
    by_way = [[(each.kind, each.network) for each in seen[way::3]] for way in range(3)]
    assert by_way[0] == by_way[1] == by_way[2]


@pytest.mark.parametrize("headers", [
    {"User-Agent": LINKEDIN_BOT}, {"User-Agent": "WhatsApp/2.24.20.89 A"}, {"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"},
    {"X-Purpose": "preview"}, {"X-Moz": "prefetch"}, {"Authorization": "Bearer x"}, {"Host": "evil.example"}, {"Host": "127.0.0.1:1:2"},
])
def test_what_is_unusual_takes_the_long_way(app: Flask, lane: Lane, code: str, headers: dict[str, str]) -> None:
    lane.memory.learn([code])
    quick, slow, took_lane = both_ways(app, lane, f"/r/{code}", headers={"User-Agent": BROWSER, **headers})
    assert not took_lane
    assert told(quick) == told(slow)


@pytest.mark.parametrize("method", ["HEAD", "POST", "OPTIONS", "TRACE"])
def test_other_methods_take_the_long_way(app: Flask, lane: Lane, code: str, method: str) -> None:
    """Attack row R18."""
    lane.memory.learn([code])
    quick, slow, took_lane = both_ways(app, lane, f"/r/{code}", method=method, headers={"User-Agent": BROWSER})
    assert not took_lane
    assert told(quick) == told(slow)


@pytest.mark.parametrize("path", ["/r/{code}/", "/r/{code}/x", "/R/{code}", "/r//{code}", "/r/{code}%00", "/r/{lower}", "/{code}", "//r/{code}", "/r/", "/r"])
def test_only_the_code_itself_takes_the_lane(app: Flask, lane: Lane, code: str, path: str) -> None:
    lane.memory.learn([code])
    path = path.format(code=code, lower=code.swapcase())
    quick, slow, took_lane = both_ways(app, lane, path, headers={"User-Agent": BROWSER})
    assert not took_lane
    assert quick.status_code == slow.status_code


def test_the_sharers_own_visit_takes_the_long_way_and_is_not_written(app: Flask, cast: Cast, lane: Lane, code: str, visit: Visitor) -> None:
    """Attack row R09."""
    lane.memory.learn([code])
    for each in (cast.camilla, cast.birgitte):
        assert visit(each).get(f"/r/{code}", headers={"User-Agent": BROWSER}).status_code == 302
    assert len(visits(app)) == 1


def test_a_reader_with_another_cookie_takes_the_lane(app: Flask, lane: Lane, code: str) -> None:
    """One that a machine in front has set, for example."""
    lane.memory.learn([code])
    quick, slow, took_lane = both_ways(app, lane, f"/r/{code}", headers={"User-Agent": BROWSER, "Cookie": "server=7"})
    assert took_lane
    assert told(quick) == told(slow)


@pytest.mark.parametrize("change", ["closed", "paused", "retired", "elsewhere", "very_long", "unheard_of", "no_domains", "internal"])
def test_a_link_that_no_longer_leads_straight_on_leaves_the_lane_when_it_is_asked_for_again(
    app: Flask, lane: Lane, scene: Scene, code: str, change: str
) -> None:
    """Attack row R19."""
    lane.memory.learn([code])
    with app.app_context():
        story, version = scene.found_story(), db.session.get_one(StoryVersion, scene.version_id)
        if change == "closed":
            db.session.query(Link).filter_by(code=code).one().closed_at = clock.now()
        elif change == "paused":
            story.paused_at = clock.now()
        elif change == "retired":
            story.retired_at = clock.now()
        elif change == "internal":
            version.is_internal = True
        elif change == "unheard_of":
            db.session.query(Link).filter_by(code=code).one().code = "somethingelse"
        elif change == "no_domains":
            get_organisation().link_domains = []
        else:
            version.address = {"elsewhere": "https://news.example/1", "very_long": "https://bredfjord.example/" + "x" * 600}[change]
        db.session.commit()
    lane.memory.refresh()
    quick, slow, took_lane = both_ways(app, lane, f"/r/{code}", headers={"User-Agent": BROWSER})
    assert not took_lane
    assert (quick.status_code, list(quick.headers), quick.data) == told(slow)
    assert quick.status_code == {"elsewhere": 200, "very_long": 302, "unheard_of": 404, "no_domains": 200}.get(change, 410)


def test_an_address_that_changes_is_followed_after_the_next_asking(app: Flask, lane: Lane, scene: Scene, code: str) -> None:
    lane.memory.learn([code])
    with app.app_context():
        db.session.get_one(StoryVersion, scene.version_id).address = "https://bredfjord.example/h/new"
        db.session.commit()
    lane.memory.refresh()
    quick, _slow, took_lane = both_ways(app, lane, f"/r/{code}", headers={"User-Agent": BROWSER})
    assert took_lane
    assert quick.headers["Location"] == "https://bredfjord.example/h/new"


def test_kinds_that_are_answered_in_the_lane_are_kept_apart(app: Flask, lane: Lane, code: str) -> None:
    lane.memory.learn([code])
    for agent in (BROWSER, "curl/8.5.0", MS_OFFICE):
        app.test_client().get(f"/r/{code}", headers={"User-Agent": agent, "Accept-Language": "da"})
    assert [each.kind for each in visits(app)] == [AgentKind.PERSON, AgentKind.ROBOT, AgentKind.SCANNER]


def test_over_https_both_ways_answer_alike_too(app: Flask) -> None:
    """There the answer carries one header more; asked of an application that lives there."""
    from advocacy.factory import create_app

    changed = settings_for(lane_of(app).log.place.parent, app.config["SQLALCHEMY_DATABASE_URI"], public_url="https://ambassador.example.dk")
    other = create_app(changed)
    with other.app_context():
        headers, _body = lane_of(other)._answer("https://bredfjord.example/h/01") or ([], b"")
    assert ("Strict-Transport-Security", "max-age=31536000; includeSubDomains") in headers
    with other.app_context():
        db.engine.dispose()
