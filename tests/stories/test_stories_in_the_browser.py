"""Stories in a real browser: the preview that follows the hand, pages everybody can use, and a first view that is light."""

from __future__ import annotations

import zlib

import pytest
from playwright.sync_api import Browser, Page, expect

from advocacy.foundation.database import db
from advocacy.stories.models import VersionStatus
from advocacy.stories.queries import get_story
from tests.browser.live import LiveServer
from tests.browser.stage import AXE
from tests.factories.pictures import make_picture
from tests.stories.stage import Desk

PHONE, DESKTOP = {"width": 360, "height": 800}, {"width": 1280, "height": 900}
#: What a server or a proxy sends packed; pictures and fonts are packed already.
PACKED_KINDS = ("text/", "javascript", "json", "svg")


def opened(browser: Browser, server: LiveServer, person: object, size: dict[str, int], **options: object) -> Page:
    context = browser.new_context(viewport=size, **options)  # type: ignore[arg-type]
    server.sign_in(context, person)  # type: ignore[arg-type]
    return context.new_page()


def illustrated(desk: Desk) -> str:
    with desk.app.app_context():
        number = make_picture(desk.cast).id
        db.session.commit()
    return desk.published(picture_id=number, picture_choice="described", alt={"en": "Two bicycles", "da": "To cykler"})


def test_the_preview_follows_what_is_written(browser: Browser, live_server: LiveServer, own_desk: Desk) -> None:
    page = opened(browser, live_server, own_desk.cast.lone, PHONE)
    page.goto(f"{live_server.url}/stories/add")
    page.locator(".preview-fold summary").first.click()
    page.fill("#body_en", "At three it is **quiet**.\n\n- one\n- two\n\n<img src=x onerror=alert(1)>")
    expect(page.locator("#preview-en strong")).to_have_text("quiet")
    expect(page.locator("#preview-en li")).to_have_count(2)
    assert page.locator("#preview-en img").count() == 0
    page.fill("#caption_linkedin_en", "Ærø i Bredfjord")
    expect(page.locator('[data-length-of="caption_linkedin_en"] [data-length]')).to_have_text("15")


def test_enter_in_a_line_saves_the_draft_and_loses_nothing(browser: Browser, live_server: LiveServer, own_desk: Desk) -> None:
    page = opened(browser, live_server, own_desk.cast.lone, PHONE)
    page.goto(f"{live_server.url}/stories/add")
    page.fill("#title_en", "A story begun on the bus")
    page.press("#title_en", "Enter")
    page.wait_for_url("**/review")
    expect(page.get_by_text("The draft is saved.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("A story begun on the bus")


@pytest.mark.parametrize(("size", "theme"), [(PHONE, "light"), (DESKTOP, "dark")], ids=["phone", "desktop"])
def test_every_page_can_be_used_by_everybody(
    browser: Browser, live_server: LiveServer, own_desk: Desk, size: dict[str, int], theme: str
) -> None:
    """axe finds nothing, and nothing runs out of the side of a phone."""
    desk, name, waiting = own_desk, illustrated(own_desk), own_desk.published(is_published=False)
    with desk.app.app_context():
        get_story(waiting).latest.status = VersionStatus.IN_REVIEW
        db.session.commit()
    page = opened(browser, live_server, desk.cast.tine, size, bypass_csp=True, color_scheme=theme)
    paths = [
        "/library/",
        f"/stories/{name}",
        "/editorial/stories",
        f"/stories/{waiting}/review",
        f"/stories/{name}/edit",
        "/stories/add",
        "/editorial/stories?list=sent-back",
    ]
    for path in paths:
        page.goto(live_server.url + path)
        page.add_script_tag(path=AXE)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert not [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]], path
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path


def test_the_first_view_of_the_library_is_light(browser: Browser, live_server: LiveServer, own_desk: Desk) -> None:
    """Under 200 kB on a phone that has never been here, its texts packed as a server sends them; the page itself under 60 kB unpacked."""
    for _time in range(20):
        illustrated(own_desk)
    page = opened(browser, live_server, own_desk.cast.camilla, PHONE, device_scale_factor=2)
    weights: dict[str, int] = {}

    def weigh(response: object) -> None:
        body, kind = response.body(), response.headers.get("content-type", "")  # type: ignore[attr-defined]
        weights[response.url] = len(zlib.compress(body, 6)) if any(each in kind for each in PACKED_KINDS) else len(body)  # type: ignore[attr-defined]

    page.on("requestfinished", lambda request: weigh(request.response()))
    page.goto(f"{live_server.url}/library/", wait_until="networkidle")
    assert len(page.content()) < 60_000
    assert sum(weights.values()) < 200_000, sorted(weights.items(), key=lambda each: -each[1])[:6]
    assert all(url.startswith(live_server.url) for url in weights), "a page asks another host for something"
