"""Links that answer: asked through the guarded way out, at most once a day, and told on the review page."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from http.server import BaseHTTPRequestHandler

import pytest
import time_machine

from advocacy.editorial.services import links
from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.stories.models import LinkAnswer, LinkStatus
from advocacy.stories.queries.checking import link_answers
from tests.foundation.outside import PUBLIC, Outside, say, stand_in, web_server
from tests.stories.stage import Desk

HOST = "www.kommune-fjord.dk"


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Outside:
    found = stand_in(monkeypatch)
    found.names[HOST] = [[PUBLIC]]
    found.names["intranet.kommune-fjord.dk"] = [["10.0.0.7"]]
    return found


def answer(handler: BaseHTTPRequestHandler) -> None:
    """/200 answers with 200 and so on; /moved leads to /200."""
    path = handler.path.strip("/").partition("?")[0]
    if path == "moved":
        say(handler, 301, b"", location=f"http://{HOST}/200")
    else:
        say(handler, int(path), b"hello")


def ask(desk: Desk, *addresses: str) -> dict[str, LinkStatus]:
    """Asks each as the job does."""
    with desk.app.app_context():
        for address in addresses:
            jobs.ask_for(links.ASK_LINK, address=address)
        db.session.commit()
        jobs.run_due_jobs()
        return {each.address: each.status for each in link_answers(addresses).values()}


def test_each_answer_says_what_it_says_about_the_link(desk: Desk, outside: Outside) -> None:
    """Attack rows F01 and F05 besides: what may not be called is not called, and is told as such."""
    with web_server(answer) as port:
        outside.places[PUBLIC] = port
        wanted = {
            "200": LinkStatus.ANSWERED, "moved": LinkStatus.ANSWERED, "403": LinkStatus.ANSWERED, "429": LinkStatus.ANSWERED,
            "404": LinkStatus.BROKEN, "410": LinkStatus.BROKEN, "500": LinkStatus.SILENT, "503": LinkStatus.SILENT,
        }  # fmt: skip
        told = ask(desk, *(f"http://{HOST}/{path}" for path in wanted))
        assert told == {f"http://{HOST}/{path}": status for path, status in wanted.items()}
        hidden = ("http://127.0.0.1:8000/x", "http://169.254.169.254/latest", "http://intranet.kommune-fjord.dk/x", "http://localhost/")
        assert set(ask(desk, *hidden).values()) == {LinkStatus.NOT_ALLOWED}
        assert {number for number, _port in outside.called} == {PUBLIC}
    outside.places.clear()
    assert ask(desk, f"http://{HOST}/200") == {f"http://{HOST}/200": LinkStatus.SILENT}, (
        "the newest answer takes the place of the one before"
    )
    with desk.app.app_context():
        assert db.session.query(LinkAnswer).filter_by(address=f"http://{HOST}/200").count() == 1


def test_a_story_that_is_sent_to_review_has_its_links_asked_and_the_reviewer_reads_it(desk: Desk, outside: Outside) -> None:
    body = f"See [the plan](http://{HOST}/404) and [the news](http://{HOST}/200)."
    with web_server(answer) as port:
        outside.places[PUBLIC] = port
        name = desk.write(desk.cast.lone, body_en=body, address=f"http://{HOST}/200")
        page = unescape(desk.client(desk.cast.tine).get(f"/stories/{name}/review").text)
        assert page.count("Not asked yet") == 2
        desk.press(desk.cast.lone, name, "submit")
        with time_machine.travel(clock.now() + timedelta(minutes=1)), desk.app.app_context():
            jobs.run_due_jobs()
    page = unescape(desk.client(desk.cast.tine).get(f"/stories/{name}/review").text)
    assert "There is no such page" in page and page.count("Answered") == 1 and "Not asked yet" not in page


def test_the_daily_round_asks_each_address_once_however_many_stories_it_stands_in(desk: Desk, outside: Outside) -> None:
    asked: list[str] = []

    def note(handler: BaseHTTPRequestHandler) -> None:
        asked.append(handler.path)
        say(handler, 200, b"hello")

    with web_server(note) as port:
        outside.places[PUBLIC] = port
        for _story in range(3):
            desk.published(address=f"http://{HOST}/200", body={"en": f"[one](http://{HOST}/one) [two](http://{HOST}/two)"})
        desk.press(desk.cast.tine, desk.published(address=f"http://{HOST}/retired"), "retire")
        for hours in (0, 1, 21):
            with time_machine.travel(clock.now() + timedelta(hours=hours)), desk.app.app_context():
                jobs.ask_for(links.ASK_LINKS)
                db.session.commit()
                jobs.run_due_jobs()
                with time_machine.travel(clock.now() + timedelta(minutes=2)):
                    jobs.run_due_jobs()
    assert sorted(set(asked)) == ["/200", "/one", "/two"]
    assert len(asked) in {3, 6}, "once a day"
