"""One's own account on a real server of the fediverse: connected at its own sign-in page, posted to from here, liked and answered, disconnected."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from advocacy.config import load_settings
from advocacy.factory import create_app
from advocacy.foundation.database import db
from advocacy.networks.models import Connection
from tests.journeys.guests import DESKTOP, PHONE, Guest
from tests.journeys.stage import serving
from tests.servers.snac import LittleFediverse

CAMILLA = "camilla.moeller-juhl@bredfjord.example"
WORDS = "Jeg har selv prøvet det, og det virker 🌿 æøå"
WINDOWS = [pytest.param(PHONE, "da", id="phone-da"), pytest.param(DESKTOP, "en", id="desktop-en")]
_PATIENCE_SECONDS = 60


@pytest.mark.xdist_group("mastodon")
@pytest.mark.parametrize(("size", "locale"), WINDOWS)
def test_connect_post_be_liked_and_disconnect(
    browser: Browser, loaded_demo: Path, tmp_path: Path, fediverse: LittleFediverse, size: tuple[int, int], locale: str
) -> None:
    """Issue 4: connect, post, verify, count, revoke, on a real server and with our own pages and our own job worker."""
    with serving(loaded_demo, tmp_path / "instance", ADVOCACY_EGRESS_ALLOW=fediverse.place) as demo:
        app = create_app(load_settings(demo.environ))
        guest = Guest.arrive(browser, demo, size, locale)
        guest.elsewhere = (fediverse.url,)
        guest.sign_in(CAMILLA, locale)
        connects(guest, fediverse)
        link = posts(guest, fediverse)
        fediverse.leader.like_and_answer(link, "Tak for indblikket!")
        sees_what_came_of_it(guest, fediverse, link)
        disconnects(guest, app)
        guest.leave()


def connects(guest: Guest, fediverse: LittleFediverse) -> None:
    """Names the server, is told where it goes, signs in there, and is back."""
    page = guest.page
    guest.open("/networks/")
    page.fill("#typed-mastodon", fediverse.place)
    guest.press("form:has(input[value=mastodon]) button[type=submit]")
    assert page.url == guest.demo.url + "/networks/leave/mastodon"
    assert fediverse.place in page.locator("h1").inner_text()
    guest.go(f"a[href^='{fediverse.url}/oauth/authorize']")
    assert page.url.startswith(fediverse.url)
    page.fill("[name=login]", fediverse.employee.name)
    page.fill("[name=passwd]", fediverse.employee.password)
    guest.go("input[type=submit]")
    assert page.url == guest.demo.url + "/networks/", "nothing of what the server told stays in the address"
    assert f"@{fediverse.employee.name}@{fediverse.place}" in page.locator("#mastodon").inner_text()
    guest.looked_at.remove("/networks/")  # It looks otherwise now.
    guest.look()


def posts(guest: Guest, fediverse: LittleFediverse) -> str:
    """Writes in her own words and presses; the job worker posts, and her page says so. Returns the message's link."""
    page = guest.page
    guest.open("/library/")
    href = page.locator("a[href^='/sharing/story/']").first.get_attribute("href")
    assert href is not None
    guest.open("/".join(href.split("/")[:4]) + "/mastodon")
    link = page.locator("#link").inner_text()
    page.fill("#words", WORDS)
    guest.go("#post-from-here button")
    assert re.search(r"/sharing/[\w-]{16}$", page.url), "one press, and her share is there"
    posted = page.locator(f"main a[href^='{fediverse.employee.address}/p/']")
    expect(posted.first).to_be_visible(timeout=_PATIENCE_SECONDS * 1000)
    guest.look()
    return link


def sees_what_came_of_it(guest: Guest, fediverse: LittleFediverse, link: str) -> None:
    """She asks, the job worker looks at the server, and her page tells one answer, one like and no repost."""
    until(lambda: fediverse.employee.counts_of(link) == (1, 1))
    page, share = guest.page, guest.page.url.removeprefix(guest.demo.url)
    guest.go("form[action$='/posting/look'] button")

    def is_told() -> bool:
        page.goto(guest.demo.url + share)
        return page.locator(".card:has(form[action$='/posting/look']) dd").all_inner_texts() == ["1", "1", "0"]

    until(is_told)
    guest.look()


def disconnects(guest: Guest, app: Flask) -> None:
    """One tap; a job tells the server, and then nothing is kept."""
    guest.open("/networks/")
    guest.press("#mastodon form[action$='/disconnect'] button")
    assert guest.page.locator("#typed-mastodon").is_visible()
    until(lambda: nothing_is_kept(app))


def nothing_is_kept(app: Flask) -> bool:
    with app.app_context():
        return db.session.scalar(select(Connection.id)) is None


def until(is_so: Callable[[], bool]) -> None:
    """Waits for what a job or the server does in its own time."""
    ends_at = time.monotonic() + _PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < ends_at, is_so.__doc__ or is_so
        time.sleep(0.3)
