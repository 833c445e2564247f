"""An editor brings stories in: from an address on a phone, from a feed that means harm, and from a spreadsheet."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import openpyxl
import pytest
from playwright.sync_api import Browser

from advocacy.config import ROOT
from tests.foundation.outside import web_server
from tests.journeys.guests import DESKTOP, PHONE, Guest
from tests.journeys.stage import Demo, _environ, _wait_for
from tests.ports import free_port
from tests.sources.stage import PAGE, Site, told

EDITOR = "lone.bitsch@bredfjord.example"
SENTINEL = "window.__live = true"
HOSTILE = (
    told(f"&lt;script&gt;{SENTINEL}&lt;/script&gt;Free money", "javascript:alert(1)", guid="1"),
    told(
        f"&lt;img src=x onerror='{SENTINEL}'&gt;From the future", "http://169.254.169.254/", guid="2", day="Fri, 01 Jan 2999 00:00:00 GMT"
    ),
    told("Told twice", "/twice", guid="3"),
    told("Told twice", "/twice", guid="3"),
    told("A new path along the fjord", "/path", guid="4", words=f"&lt;p onclick='{SENTINEL}'&gt;Four kilometres.&lt;/p&gt;")
    + '<enclosure url="/picture.jpg" type="image/jpeg" length="1"/>',
)


@pytest.fixture
def site() -> Iterator[Site]:
    """A website on this machine."""
    found = Site()
    with web_server(found.answer) as port:
        found.port = port
        yield found


@pytest.fixture
def demo_that_may_call(loaded_demo: Path, tmp_path: Path, site: Site) -> Iterator[Demo]:
    """The demo, whose configuration allows exactly that website to be called (attack row F22)."""
    folder, port = tmp_path / "instance", free_port()
    copytree(loaded_demo, folder)
    environ = {**_environ(folder, port), "ADVOCACY_EGRESS_ALLOW": site.place}
    server = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environ, stdout=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/readyz", server)
        yield Demo(f"http://127.0.0.1:{port}", environ)
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(60) in {0, -signal.SIGTERM}


def arrives(browser: Browser, demo: Demo, size: tuple[int, int]) -> Guest:
    editor = Guest.arrive(browser, demo, size, "en")
    editor.sign_in(EDITOR, "en")
    return editor


def chooses_programme(editor: Guest) -> None:
    """Asked only where there are several programmes to write for."""
    if editor.page.locator("main select[name=programme]").count():
        editor.page.select_option("main select[name=programme]", index=0)


@pytest.mark.xdist_group("bringing-address")
def test_an_address_becomes_a_draft_on_a_phone(browser: Browser, demo_that_may_call: Demo, site: Site) -> None:
    """Pasted, looked at, changed, begun; and where a page cannot be read, typed."""
    site.puts("/night", PAGE)
    site.puts_picture()
    editor = arrives(browser, demo_that_may_call, PHONE)
    editor.open("/sources/")
    editor.page.fill("main [name=address]", site.url("/night"))
    editor.press("main form[action='/sources/address'] button")
    assert editor.page.input_value("main [name=title]") == "Natten har sin egen tone"
    assert editor.page.locator("main figure img").evaluate("image => image.naturalWidth") == 640
    editor.page.check("main [name=takes_picture]", force=True)
    editor.page.fill("main [name=title]", "The night has its own tone")
    chooses_programme(editor)
    editor.go("main form[action='/sources/draft'] button[type=submit]")
    assert editor.page.url.endswith("/edit")
    assert editor.page.locator("[value='The night has its own tone']").count() == 1

    editor.open("/sources/")
    editor.page.fill("main [name=address]", site.url("/missing"))
    editor.press("main form[action='/sources/address'] button")
    assert "could not read this page" in editor.page.locator("main").inner_text()
    assert editor.page.input_value("main [name=address]") == site.url("/missing")
    editor.page.fill("main [name=title]", "I type it myself")
    chooses_programme(editor)
    editor.go("main form[action='/sources/draft'] button[type=submit]")
    assert editor.page.locator("[value='I type it myself']").count() == 1
    editor.leave()


@pytest.mark.xdist_group("bringing-feed")
def test_a_hostile_feed_does_no_harm(browser: Browser, demo_that_may_call: Demo, site: Site) -> None:
    """Attack rows F18 and F19: followed, read, looked through, one draft made; then it turns on us and pauses itself."""
    site.puts_feed("/rss", *HOSTILE, title="&lt;b&gt;Too good&lt;/b&gt; to be true")
    site.puts_picture()
    editor = arrives(browser, demo_that_may_call, DESKTOP)
    editor.open("/sources/feeds")
    editor.page.fill("main [name=address]", site.url("/rss"))
    chooses_programme(editor)
    editor.press("main form[action='/sources/feeds'] button[type=submit]")
    feed = editor.page.url.removeprefix(demo_that_may_call.url)
    titles = editor.page.locator(".found-title").all_inner_texts()
    assert sorted(titles) == ["A new path along the fjord", "Free money", "From the future", "Told twice"]
    links = [str(link.get_attribute("href")) for link in editor.page.locator(".found-address a").all()]
    assert sorted(links) == [site.url("/path"), site.url("/twice")]
    assert editor.page.evaluate("window.__live") is None

    editor.press("form[action$='/put-away'] button")
    assert editor.page.locator(".found-title").count() == 3
    editor.go("li:has-text('A new path') form[action$='/draft'] button")
    assert editor.page.url.endswith("/edit")
    assert editor.page.locator("[value='A new path along the fjord']").count() == 1
    assert editor.page.evaluate("window.__live") is None
    editor.open("/sources/found?list=drafted")
    assert editor.page.locator(".found-title").all_inner_texts() == ["A new path along the fjord"]

    site.puts("/rss", "gone", status=410)
    editor.open(feed)
    editor.go("form[action$='/read'] button")
    for _try in range(40):
        if "paused itself" in editor.page.locator("main").inner_text():
            break
        editor.page.wait_for_timeout(500)
        editor.page.reload()
    editor.look()
    assert "paused itself" in editor.page.locator("main").inner_text()
    site.puts_feed("/rss", *HOSTILE)
    editor.go("form[action$='/resume'] button")
    assert "Pause" in editor.page.locator("main").inner_text()
    editor.leave()


@pytest.mark.xdist_group("bringing-sheet")
def test_a_spreadsheet_is_tried_mended_and_imported(browser: Browser, demo_that_may_call: Demo) -> None:
    """What is wrong is told row by row; mended, all of it becomes drafts; brought again, nothing happens."""
    editor = arrives(browser, demo_that_may_call, DESKTOP)
    brings(editor, ["Broen", "", "Text", "Poem"], ["", "The library bus", "", ""])
    rows = editor.page.locator(".plan-row")
    assert "There is no kind of story called “Poem”" in rows.nth(0).inner_text()
    assert "Becomes a draft" in rows.nth(1).inner_text()
    assert editor.page.locator("form[action$='/import']").count() == 0

    mended = (["Broen", "", "Text", "Results"], ["", "The library bus", "", ""])
    brings(editor, *mended)
    editor.press("form[action$='/import'] button")
    assert "2 drafts have begun" in editor.page.locator("main").inner_text()
    brings(editor, *mended)
    assert editor.page.locator(".plan-row").count() == 2
    assert "nothing to import" in editor.page.locator("main").inner_text()
    editor.leave()


def brings(editor: Guest, *rows: list[str]) -> None:
    """Chooses a workbook and asks what would happen."""
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    for row in (["Titel på dansk", "Title in English", "Historien på dansk", "Slags / Kind"], *rows):
        book.active.append(row)
    book.save(buffer)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    editor.open("/sources/spreadsheet")
    editor.page.set_input_files("[name=sheet_file]", {"name": f"stories{os.getpid()}.xlsx", "mimeType": kind, "buffer": buffer.getvalue()})
    chooses_programme(editor)
    editor.press("main form[action='/sources/spreadsheet'] button[type=submit]")
