"""Two editors at work: one returns a story and both see its history; then both change it at once, and nothing is lost.

And one of them is signed out in the middle of a sentence.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.guests import DESKTOP, Guest
from tests.journeys.stage import Demo

LONE, TINE = "lone.bitsch@bredfjord.example", "tine.vestergren@bredfjord.example"
TITLE = "Two on the night shift"
NOTE = "Lovely beginning. Say whose idea it was."
WORKS = "I work for Bredfjord Kommune."


@pytest.mark.xdist_group("two_editors")
def test_two_editors_return_mend_collide_and_lose_nothing(demo: Demo, browser: Browser) -> None:
    """Attack rows M08 and M09, with a return and its history before them."""
    lone = Guest.arrive(browser, demo, DESKTOP, "en", is_thorough=False)
    tine = Guest.arrive(browser, demo, DESKTOP, "en", is_thorough=False)
    lone.sign_in(LONE, "en")
    tine.sign_in(TINE, "en")
    story = _write(lone)
    _return(tine, story)
    _mend(lone, story)
    _collide(lone, tine, story)
    _is_signed_out(lone, story)
    for guest in (lone, tine):
        assert not guest.faults, guest.faults
        guest.context.close()


def look_closely(guest: Guest) -> None:
    """With axe, in light and dark; on the pages that are new here only, for each look takes seconds."""
    guest.is_thorough = True
    guest.look()
    guest.is_thorough = False


def _write(lone: Guest) -> str:
    lone.open("/stories/add")
    page = lone.page
    if "programme=" not in page.url and page.locator("[name=title_en]").count() == 0:
        lone.follow("Vi er Bredfjord" if page.get_by_role("link", name="Vi er Bredfjord").count() else "We are Bredfjord")
    page.check("[name=kind][value=learned]", force=True)
    page.fill("[name=title_en]", TITLE)
    page.fill("[name=gain_en]", "What one hears at night.")
    page.fill("[name=body_en]", "At 2.40 it is **quiet**.")
    page.check("[name=picture_choice][value=none]", force=True)
    for name in ("purpose", "topic", "audience"):
        page.select_option(f"[name={name}]", index=1)
    page.fill("[name=address]", "https://bredfjord.example/night")
    page.fill("[name=caption_linkedin_en]", f"The night is quiet. {WORKS}")
    page.locator(".caption-column").nth(1).get_by_text("Another suggestion").first.click()
    page.fill("[name=caption_linkedin_en_2]", f"Two of us, thirty-four doors. {WORKS}")
    look_closely(lone)
    lone.go("text=Send to review")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    lone.look()
    return re.findall(r"/stories/([\w-]+)/review", page.url)[0]


def _return(tine: Guest, story: str) -> None:
    page = tine.page
    tine.open(f"/stories/{story}/review")
    page.get_by_text("Send it back with a note").click()
    page.fill("[name=note]", NOTE)
    tine.go("main button:has-text('Send back')")


def _mend(lone: Guest, story: str) -> None:
    """The first mends it, and both see what has happened."""
    page = lone.page
    lone.open(f"/stories/{story}/edit")
    assert NOTE in page.inner_text("main")
    page.fill("[name=body_en]", "At 2.40 it is **quiet**. It was Hanne's idea.")
    lone.go("text=Send to review")
    history = page.inner_text("#history")
    for words in ("Sent version 1 to review", "Sent version 1 back with a note"):
        assert words in history, history


def _collide(lone: Guest, tine: Guest, story: str) -> None:
    """Both open it, both save; the second chooses place by place."""
    lone.open(f"/stories/{story}/edit")
    tine.open(f"/stories/{story}/edit")
    tine.page.fill("[name=title_en]", "Thirty-four doors")
    tine.page.fill("[name=gain_en]", "How two people keep a house asleep.")
    tine.go(".save-bar button:has-text('Save draft')")
    page = lone.page
    page.fill("[name=title_en]", "Hanne's night")
    page.fill("[name=body_en]", "At 2.40 it is **quiet**. Hanne hears it first.")
    lone.go(".save-bar button:has-text('Save draft')")
    assert "Somebody else has saved this story" in page.inner_text("h1")
    look_closely(lone)
    assert page.locator("[name=keep_gain_en][value=theirs]").is_checked()
    assert page.input_value("[name=gain_en]") == "How two people keep a house asleep."
    page.check("[name=keep_title_en][value=theirs]")
    assert page.input_value("[name=title_en]") == "Thirty-four doors"
    page.fill("[name=title_en]", "Hanne and the thirty-four doors")
    assert page.locator("[name=keep_title_en][value=mine]").is_checked()
    lone.go(".save-bar button:has-text('Save draft')")
    words = page.inner_text("main")
    for kept in ("Hanne and the thirty-four doors", "How two people keep a house asleep.", "Hanne hears it first."):
        assert kept in words
    page.get_by_text("All 2 versions").click()
    lone.follow("Version 1")
    assert "Thirty-four doors" in page.inner_text("main")
    look_closely(lone)


def _end_sessions(demo: Demo) -> None:
    """As if the whole house had been signed out."""
    with closing(sqlite3.connect(Path(demo.environ["ADVOCACY_INSTANCE_DIR"]) / "demo.db", timeout=30)) as database, database:
        assert database.execute("DELETE FROM sign_in").rowcount


def _is_signed_out(lone: Guest, story: str) -> None:
    """The session ends while she types; what she presses afterwards leads to the sign-in, and her words come back."""
    page = lone.page
    lone.open(f"/stories/{story}/edit")
    page.fill("[name=gain_en]", "Kept by the server.")
    expect(page.locator("[data-kept]")).to_contain_text("Kept")
    _end_sessions(lone.demo)
    page.fill("[name=gain_en]", "Typed after the session had ended.")
    expect(page.locator("[data-kept]")).to_contain_text("signed out")
    lone.go(".save-bar button:has-text('Save draft')")
    assert "/accounts/sign-in" in page.url
    lone.sign_in(LONE, "en")
    lone.open(f"/stories/{story}/edit")
    assert page.input_value("[name=gain_en]") == "Typed after the session had ended."
    assert "We kept what you were writing" in page.inner_text("main")
    lone.go(".save-bar button:has-text('Save draft')")
    assert "Typed after the session had ended." in page.inner_text("main")
    lone.open(f"/stories/{story}/edit")
    assert "We kept what you were writing" not in page.inner_text("main")
