"""What is typed on a phone stays there until it is sent, for the one who typed it and for nobody else."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from advocacy.foundation.database import db
from advocacy.tips.models import Tip
from tests.browser.live import LiveServer
from tests.tips.conftest import Board

pytestmark = pytest.mark.xdist_group("tips")
WORDS = "A heron stood in the playground"


def phone(browser: Browser) -> BrowserContext:
    return browser.new_context(viewport={"width": 360, "height": 800}, has_touch=True, locale="en-GB")


def drafts(page: Page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('tip-draft'))")


def test_at_a_shared_phone_nobody_meets_anothers_draft(live_server: LiveServer, own_board: Board, browser: Browser) -> None:
    context = phone(browser)
    live_server.sign_in(context, own_board.cast.camilla)
    page = context.new_page()
    page.goto(live_server.url + "/tips/add")
    page.fill("main [name=words]", WORDS)
    assert len(drafts(page)) == 1
    live_server.sign_in(context, own_board.cast.jonas)
    page.goto(live_server.url + "/tips/add")
    assert page.input_value("main [name=words]") == ""
    assert not page.locator("[data-restored]").is_visible()
    live_server.sign_in(context, own_board.cast.camilla)
    page.goto(live_server.url + "/tips/add")
    assert page.input_value("main [name=words]") == WORDS
    with page.expect_event("load"):
        page.evaluate("document.querySelector(\"form[action$='/sign-out']\").requestSubmit()")
    assert drafts(page) == []
    context.close()


def test_beginning_again_forgets_the_draft(live_server: LiveServer, own_board: Board, browser: Browser) -> None:
    context = phone(browser)
    live_server.sign_in(context, own_board.cast.camilla)
    page = context.new_page()
    page.goto(live_server.url + "/tips/add")
    page.fill("main [name=words]", WORDS)
    page.reload()
    page.locator("[data-begin-again]").click()
    assert page.input_value("main [name=words]") == ""
    assert drafts(page) == []
    context.close()


def test_words_sent_again_after_a_lost_answer_are_one_tip(live_server: LiveServer, own_board: Board, browser: Browser) -> None:
    """The tip arrived but its answer did not: the phone still holds the words and the key of the form, so sending again is once."""
    context = phone(browser)
    live_server.sign_in(context, own_board.cast.camilla)
    page = context.new_page()
    page.goto(live_server.url + "/tips/add")
    page.fill("main [name=words]", WORDS)
    key = page.input_value("main [name=request_key]")
    sent = {"words": WORDS, "request_key": key, "csrf_token": page.input_value("main [name=csrf_token]")}
    assert context.request.post(live_server.url + "/tips/add", form=sent, max_redirects=0).status == 303
    page.reload()
    assert page.input_value("main [name=request_key]") == key
    with page.expect_event("load"):
        page.locator(".tip-send button").click()
    assert "/tips/" in page.url
    with own_board.app.app_context():
        assert db.session.query(Tip).count() == 1
    assert drafts(page) == []
    context.close()
