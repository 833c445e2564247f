"""One's own account on a real server of the fediverse: connected at its own sign-in page, posted to, liked and answered there, disconnected."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from advocacy.config import load_settings
from advocacy.factory import create_app
from advocacy.foundation.database import db
from advocacy.networks import services
from advocacy.networks.accounts.account import Card, Draft, Posted, Reactions
from advocacy.networks.models import Connection
from tests.factories.pictures import picture_bytes
from tests.journeys.guests import DESKTOP, PHONE, Guest
from tests.journeys.stage import PASSWORD, Demo, serving
from tests.servers.snac import LittleFediverse

EMPLOYEE = "hanne.lykkegaard@bredfjord.example"
LINK = "http://127.0.0.1:8000/r/JourneyLink22"
Answer = TypeVar("Answer")
WINDOWS = [pytest.param(PHONE, "da", id="phone-da"), pytest.param(DESKTOP, "en", id="desktop-en")]
WORDS = {
    "da": ("Forbind Mastodon", "Gå videre", "Afbryd"),
    "en": ("Connect Mastodon", "Go on", "Disconnect"),
}


@pytest.mark.xdist_group("mastodon")
@pytest.mark.parametrize(("size", "locale"), WINDOWS)
def test_connect_post_be_liked_and_disconnect(
    browser: Browser, loaded_demo: Path, tmp_path: Path, fediverse: LittleFediverse, size: tuple[int, int], locale: str
) -> None:
    """Issue 4: connect, post, verify, count, revoke, on a real server and with our own pages."""
    with serving(loaded_demo, tmp_path / "instance", ADVOCACY_EGRESS_ALLOW=fediverse.place) as demo:
        demo.command("accounts", "password", EMPLOYEE, "--password", PASSWORD)
        guest = Guest.arrive(browser, demo, size, locale)
        guest.elsewhere = (fediverse.url,)
        guest.sign_in(EMPLOYEE, locale)
        connects(guest, fediverse)
        posted = within(demo, lambda name: services.post_with(name, draft(locale), keep=db.session.commit))
        assert within(demo, lambda name: services.find_with(name, draft(locale), keep=db.session.commit)) == posted
        fediverse.leader.like_and_answer(LINK + locale, "Tak for indblikket!")
        assert counted(demo, posted) == Reactions(1, 1, 0, frozenset({fediverse.leader.address}))
        disconnects(guest, demo)
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


def disconnects(guest: Guest, demo: Demo) -> None:
    """One tap; a job tells the server, and then nothing is kept."""
    guest.open("/networks/")
    guest.press("#mastodon form[action$='/disconnect'] button")
    assert guest.page.locator("#typed-mastodon").is_visible()
    until = time.monotonic() + 30
    while not within_demo(demo, lambda: db.session.scalar(select(Connection.id)) is None):
        assert time.monotonic() < until, "the keys are still kept"
        time.sleep(0.3)


def draft(locale: str) -> Draft:
    """What an employee says, with a picture and its words for those who do not see it."""
    link = LINK + locale
    card = Card(link, "Sansehaven", "", picture_bytes(size=(600, 400)), "image/jpeg", "Haven set fra terrassen")
    return Draft(f"Vores nye sansehave er åben 🌿\n{link}", "da", card, f"journey-{locale}")


def counted(demo: Demo, posted: Posted) -> Reactions | None:
    """The server passes likes and answers on in its own time."""
    until = time.monotonic() + 40
    while True:
        found = within(demo, lambda name: services.look_with(name, posted, keep=db.session.commit))
        if (found is not None and found.likes and found.replies) or time.monotonic() > until:
            return found
        time.sleep(0.5)


def within(demo: Demo, do: Callable[[str], Answer]) -> Answer:
    """What the demo's own job worker would do with the connection."""
    return within_demo(demo, lambda: do(db.session.scalars(select(Connection.public_id)).one()))


def within_demo(demo: Demo, do: Callable[[], Answer]) -> Answer:
    app = create_app(load_settings(demo.environ))
    with app.app_context():
        try:
            return do()
        finally:
            db.session.remove()
            db.engine.dispose()
