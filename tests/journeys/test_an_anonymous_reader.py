"""A stranger reads everything that is public, in a real browser: nothing is left behind in it, and nobody else is called."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response

from tests.journeys.stage import Demo, serving

LEFT_BEHIND = """async () => ({
  local: localStorage.length, session: sessionStorage.length, cookies: document.cookie,
  databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"local": 0, "session": 0, "cookies": "", "databases": 0, "caches": 0, "workers": 0}
LINKEDIN = "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)"
SHORT = "localhost"
MOST_PAGES = 80


@dataclass(frozen=True)
class Links:
    """Codes of the demo: one that leads straight on, one to somebody else's site, one that is closed, one that rests."""

    straight: str
    leaving: str
    closed: str
    resting: str


@pytest.fixture
def links(loaded_demo: Path, tmp_path: Path) -> Iterator[tuple[Demo, Links]]:
    """The demo with one link of each sort, and a short name of its own."""
    prepared = tmp_path / "prepared"
    shutil.copytree(loaded_demo, prepared)
    with sqlite3.connect(prepared / "demo.db") as database:
        rows = database.execute(
            "SELECT min(link.code), story.published_version_id, story.id FROM link JOIN story ON story.id = link.story_id"
            " WHERE link.closed_at IS NULL AND story.paused_at IS NULL AND story.retired_at IS NULL GROUP BY story.id ORDER BY story.id"
        ).fetchall()
        database.execute("UPDATE story_version SET address = 'https://news.example/bredfjord' WHERE id = ?", (rows[1][1],))
        database.execute("UPDATE story SET paused_at = '2026-01-01 00:00:00' WHERE id = ?", (rows[2][2],))
        closed = database.execute("SELECT code FROM link WHERE closed_at IS NOT NULL").fetchone()
    database.close()
    found = Links(rows[0][0], rows[1][0], closed[0], rows[2][0])
    with serving(prepared, tmp_path / "instance", ADVOCACY_SHORT_URL=f"http://{SHORT}") as demo:
        yield demo, found


class Reader:
    """A browser window that notes whom it calls and what it is given to keep."""

    def __init__(self, context: BrowserContext, demo: Demo) -> None:
        self.context, self.demo = context, demo
        self.page: Page = context.new_page()
        self.own = {urlsplit(demo.url).netloc, urlsplit(demo.url).netloc.replace("127.0.0.1", SHORT)}
        self.foreign: list[str] = []
        self.cookies: list[str] = []
        self.faults: list[str] = []
        context.on("request", lambda request: self._note(request.url))
        context.on("response", self._note_cookies)
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))
        self.page.on("console", lambda said: self.faults.append(f"{self.page.url}: {said.text}") if "Content Security" in said.text else None)

    def _note(self, url: str) -> None:
        if url.startswith("http") and urlsplit(url).netloc not in self.own:
            self.foreign.append(f"{self.page.url} called {url}")

    def _note_cookies(self, answer: Response) -> None:
        if "set-cookie" in answer.headers:
            self.cookies.append(f"{answer.url}: {answer.headers['set-cookie'].partition('=')[0]}")

    def read(self, url: str) -> list[str]:
        """Opens a page, moves about on it as people do, and returns where it leads on the same server."""
        answer = self.page.goto(url, wait_until="load")
        assert answer is not None
        assert answer.status < 500, url
        self.page.mouse.wheel(0, 2_000)
        self.page.keyboard.press("Tab")
        assert self.page.evaluate(LEFT_BEHIND) == NOTHING, url
        addresses = self.page.evaluate("[...document.links].map(each => each.href)")
        return [each.partition("#")[0] for each in addresses if urlsplit(each).netloc == urlsplit(self.demo.url).netloc]


def crawl(reader: Reader, starts: list[str]) -> set[str]:
    """Reads these pages and all they lead to. The way to the other language is not taken: whoever asks for that gets it remembered."""
    waiting, seen = list(starts), set(starts)
    while waiting:
        for address in reader.read(waiting.pop()):
            if address not in seen and "lang=" not in address and len(seen) < MOST_PAGES:
                seen.add(address)
                waiting.append(address)
    return seen


@pytest.mark.xdist_group("anonymous")
def test_a_stranger_reads_everything_public_and_nothing_stays(browser: Browser, links: tuple[Demo, Links]) -> None:
    """Compliance P25, attack rows R13 and R16: 0 cookies, 0 storage, 0 foreign hosts."""
    demo, codes = links
    short = demo.url.replace("127.0.0.1", SHORT)
    context = browser.new_context(locale="da-DK")
    reader = Reader(context, demo)
    public = [f"{demo.url}{path}" for path in ("/", "/welcome", "/what-we-store", "/accessibility", "/offline/da", "/offline/en", "/healthz")]
    ends = [codes.straight, codes.leaving, codes.closed, codes.resting, "vvx2876"]
    followed = [f"{demo.url}/r/{code}" for code in ends] + [f"{short}/{code}" for code in ends] + [f"{short}/", f"{short}/accounts/sign-in"]
    seen = crawl(reader, [*public, *followed])
    assert len(seen) > len(public) + len(followed)
    assert reader.foreign == []
    assert reader.faults == []
    assert reader.cookies == []
    assert context.cookies() == []
    assert any("/accounts/sign-in" in each for each in seen)
    context.close()


@pytest.mark.xdist_group("anonymous")
def test_a_networks_machine_gets_the_card_and_nothing_to_keep(browser: Browser, links: tuple[Demo, Links]) -> None:
    """Attack row R08, in a browser that calls itself LinkedIn's machine."""
    demo, codes = links
    context = browser.new_context(user_agent=LINKEDIN)
    reader = Reader(context, demo)
    for address in (f"{demo.url}/r/{codes.straight}", f"{demo.url.replace('127.0.0.1', SHORT)}/{codes.leaving}"):
        reader.read(address)
        assert reader.page.locator("meta[property='og:title']").get_attribute("content")
    assert (reader.foreign, reader.cookies, reader.faults) == ([], [], [])
    context.close()
