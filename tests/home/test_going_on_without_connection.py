"""A phone in a basement: the line drops, and a page in one's own language says so. What is kept on the device is ours, never anybody's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from advocacy.foundation.database import db
from advocacy.foundation.pages import asset
from advocacy.home import installing
from tests.browser.live import LiveServer
from tests.browser.stage import AXE
from tests.people import Cast, gather_cast

KEPT = """async () => {
  const kept = {};
  for (const name of await caches.keys()) kept[name] = (await (await caches.open(name)).keys()).map((each) => each.url.slice(location.origin.length)).sort();
  return kept;
}"""
#: The script speaks for this page, and has kept all it wants to keep.
READY = """async () => {
  await navigator.serviceWorker.ready;
  while (!navigator.serviceWorker.controller) await new Promise((done) => setTimeout(done, 50));
  const holds = async () => (await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).match('/chosen-language')))).some(Boolean);
  while (!await holds()) await new Promise((done) => setTimeout(done, 50));
}"""

#: Waits until there are so many kept boxes, none of them with the name that is given.
UNTIL = """async ([count, gone]) => {
  const fits = (names) => names.length === count && !names.includes(gone);
  while (!fits(await caches.keys())) await new Promise((done) => setTimeout(done, 50));
}"""


@pytest.fixture
def cast_there(live_server: LiveServer) -> Cast:
    with live_server.app.app_context():
        cast = gather_cast()
        db.session.commit()
        for each in vars(cast).values():
            db.session.refresh(each)
        db.session.expunge_all()
    return cast


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, locale="en-GB")
    yield opened
    opened.close()


def arrive(context: BrowserContext, server: LiveServer, cast: Cast, locale: str = "en") -> Page:
    server.sign_in(context, cast.camilla, locale=locale)
    page = context.new_page()
    page.goto(f"{server.url}/sharing/")
    page.evaluate(READY)
    return page


@pytest.mark.parametrize(("locale", "heading"), [("en", "There is no connection just now"), ("da", "Der er ingen forbindelse lige nu")])
def test_without_a_line_a_page_says_so(context: BrowserContext, live_server: LiveServer, cast_there: Cast, locale: str, heading: str) -> None:
    """In the reader's own language, with what they have written, and on it goes when the line is back."""
    page = arrive(context, live_server, cast_there, locale)
    draft = "JSON.stringify({text: '<b>Mine</b> ord', language: 'da', title: 'Natten', network: 'LinkedIn', at: Date.now()})"
    page.evaluate(f"localStorage.setItem('share-draft:me:story:linkedin', {draft})")
    context.set_offline(True)
    page.goto(f"{live_server.url}/tips/")
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    expect(page.locator("html")).to_have_attribute("lang", locale)
    expect(page.get_by_role("heading", name="LinkedIn · Natten")).to_be_visible()
    expect(page.get_by_text("<b>Mine</b> ord")).to_be_visible()
    assert page.evaluate("[...document.styleSheets].every((sheet) => sheet.cssRules.length > 0)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.set_offline(False)
    page.wait_for_url("**/tips/")
    expect(page.locator(".tabbar")).to_be_visible()


def test_the_page_without_connection_is_for_everybody(context: BrowserContext, live_server: LiveServer, cast_there: Cast) -> None:
    page = context.new_page()
    page.goto(f"{live_server.url}/offline/en")
    for theme in ("light", "dark"):
        page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme; }", theme)
        page.wait_for_timeout(300)
        page.evaluate(AXE.read_text())
        found = page.evaluate("axe.run().then(found => found.violations.map(each => each.id + ' ' + each.nodes[0].target))")
        assert found == [], theme


def test_what_is_kept_is_never_anybodys(context: BrowserContext, live_server: LiveServer, cast_there: Cast) -> None:
    """However many pages somebody opens, the device holds our own files and the two pages for when there is no line."""
    page = arrive(context, live_server, cast_there)
    for path in ("/", "/library/", "/sharing/", "/accounts/mine", "/tips/add"):
        page.goto(live_server.url + path, wait_until="networkidle")
    kept = page.evaluate(KEPT)
    assert len(kept) == 1
    (addresses,) = kept.values()
    assert {each for each in addresses if not each.startswith("/static/")} == {"/offline/da", "/offline/en", "/chosen-language"}


def test_signing_out_leaves_nothing_behind(context: BrowserContext, live_server: LiveServer, cast_there: Cast) -> None:
    """And signing in again keeps it anew."""
    page = arrive(context, live_server, cast_there)
    page.locator("summary", has_text="More").tap()
    page.locator(".sheet").get_by_role("button", name="Sign out").tap()
    page.wait_for_url("**/welcome")
    page.evaluate(UNTIL, [0, ""])
    page.close()
    again = arrive(context, live_server, cast_there)
    assert len(again.evaluate(KEPT)) == 1


def test_strangers_keep_nothing(context: BrowserContext, live_server: LiveServer, cast_there: Cast) -> None:
    """Compliance P25: no page that needs no sign-in leaves anything on a device."""
    page = context.new_page()
    for path in ("/welcome", "/what-we-store", "/accessibility", "/r/nothing"):
        page.goto(live_server.url + path, wait_until="networkidle")
        assert page.evaluate("navigator.serviceWorker.getRegistrations().then((found) => found.length)") == 0, path
        assert page.evaluate(KEPT) == {}, path
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0, path
    assert [each["name"] for each in context.cookies()] == []


def test_a_new_version_brings_its_own_style(
    context: BrowserContext, live_server: LiveServer, cast_there: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first page of a new version is drawn with the new version's files alone, and soon nothing of the old one is kept."""
    page = arrive(context, live_server, cast_there)
    (before,) = page.evaluate(KEPT)

    def newer(name: str) -> str:
        return f"/static/{name}?v=newer"

    monkeypatch.setattr(installing, "asset", newer)
    monkeypatch.setitem(live_server.app.jinja_env.globals, "asset", newer)
    page.goto(f"{live_server.url}/sharing/", wait_until="networkidle")
    loaded = page.evaluate("performance.getEntriesByType('resource').map((each) => each.name).filter((each) => /[.](?:css|js)[?]v=/.test(each))")
    assert loaded and all(each.endswith("?v=newer") for each in loaded)
    page.evaluate(UNTIL, [1, before])
    (addresses,) = page.evaluate(KEPT).values()
    assert [each for each in addresses if "?" in each and not each.endswith("?v=newer")] == []
    with live_server.app.test_request_context():
        assert asset("css/base.css") not in addresses


def test_a_browser_would_install_it(context: BrowserContext, live_server: LiveServer, cast_there: Cast) -> None:
    """Chromium's own list of what is missing; that this window is a private one is the test's doing."""
    page = arrive(context, live_server, cast_there)
    session = context.new_cdp_session(page)
    session.send("Page.enable")
    manifest = session.send("Page.getAppManifest")
    assert manifest["url"].endswith("/en.webmanifest")
    assert manifest["errors"] == []
    missing = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [each["errorId"] for each in missing if each["errorId"] != "in-incognito"] == []
