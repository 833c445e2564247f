"""One's own Bluesky account on Bluesky's own servers: connected at their sign-in page, posted to, liked and answered there, disconnected."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy import select

from advocacy.config import load_settings
from advocacy.factory import create_app
from advocacy.foundation.database import db
from advocacy.foundation.logs import init_logs
from advocacy.networks import services
from advocacy.networks.accounts.account import Card, Draft, Posted, Reactions
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.networks.models import Connection
from advocacy.networks.services.keys import opened_account
from tests.factories.pictures import picture_bytes
from tests.journeys.guests import PHONE, Guest
from tests.journeys.stage import PASSWORD as DEMO_PASSWORD
from tests.journeys.stage import Demo, serving
from tests.servers.atproto import PASSWORD, LittleBluesky, Resident, bluesky_servers

__all__ = ["bluesky_servers"]

EMPLOYEE = "hanne.lykkegaard@bredfjord.example"
LINK = "http://127.0.0.1:8000/r/JourneyLink22"
Answer = TypeVar("Answer")


@pytest.mark.xdist_group("bluesky")
def test_connect_post_be_liked_and_disconnect(
    browser: Browser, loaded_demo: Path, tmp_path: Path, bluesky_servers: LittleBluesky, capfd: pytest.CaptureFixture[str]
) -> None:
    """Issue 4: connect, post, verify, count, revoke, on a real server and with our own pages; and no key is seen anywhere on the way."""
    hanne, leader = bluesky_servers.resident("hanne"), bluesky_servers.resident("leder")
    with serving(
        loaded_demo,
        tmp_path / "instance",
        ADVOCACY_EGRESS_ALLOW=bluesky_servers.places,
        ADVOCACY_BLUESKY_DIRECTORY=bluesky_servers.directory,
        ADVOCACY_BLUESKY_APPVIEW=bluesky_servers.appview,
        ADVOCACY_LOG_LEVEL="DEBUG",
    ) as demo:
        demo.command("accounts", "password", EMPLOYEE, "--password", DEMO_PASSWORD)
        guest = Guest.arrive(browser, demo, PHONE, "da")
        # Their page has links out of the house and a picture of its own; what it calls there is not ours to judge.
        guest.elsewhere = (bluesky_servers.pds,)
        guest.sign_in(EMPLOYEE, "da")
        says_no(guest, hanne)
        connects(guest, hanne)
        with standing_beside(demo) as beside:
            posted = posts(beside, bluesky_servers)
            is_liked(leader, posted, bluesky_servers)
            assert counted(beside, posted) == Reactions(1, 1, 0, frozenset({leader.did}))
            keys = inside(beside, keys_kept)
            assert_unseen(keys, demo, guest)
            disconnects(guest, beside)
        guest.leave()
    told = capfd.readouterr()
    with capfd.disabled():
        init_logs("ERROR")  # What this process logs goes where it went before.
    assert not [key for key in keys if key in told.out or key in told.err], "a key stands in the log"
    assert "networks.own" in told.err or "networks" in told.err, "the log is a real one"


def posts(beside: Flask, servers: LittleBluesky) -> Posted:
    """As the job does it: a key first, then the message with its picture; and it is found by its key."""
    message = draft(services.new_draft_key(NetworkKind.BLUESKY))
    posted = within(beside, lambda name: services.post_with(name, message, keep=db.session.commit))
    assert within(beside, lambda name: services.find_with(name, message, keep=db.session.commit)) == posted
    assert servers.record(posted.name)["value"]["embed"]["external"]["thumb"]["mimeType"] == "image/jpeg"
    return posted


def is_liked(leader: Resident, posted: Posted, servers: LittleBluesky) -> None:
    """The leader's heart and answer, from an app of their own."""
    cid = servers.record(posted.name)["cid"]
    leader.like(posted.name, cid)
    leader.reply(posted.name, cid, "Tak for indblikket!")


def says_no(guest: Guest, hanne: Resident) -> None:
    """Comes back with nothing, and is told so."""
    sets_out(guest, hanne)
    guest.page.get_by_role("button", name="Deny access").click()
    guest.page.wait_for_url(f"{guest.demo.url}/networks/")
    assert guest.page.locator("#typed-bluesky").is_visible()
    guest.look()


def connects(guest: Guest, hanne: Resident) -> None:
    """Names themselves, is told where it goes, signs in there, says yes, and is back."""
    sets_out(guest, hanne)
    guest.page.get_by_role("button", name="Authorize").click()
    guest.page.wait_for_url(f"{guest.demo.url}/networks/")
    assert hanne.handle in guest.page.locator("#bluesky").inner_text()
    guest.looked_at = [each for each in guest.looked_at if each != "/networks/"]  # It looks otherwise now.
    guest.look()


def sets_out(guest: Guest, hanne: Resident) -> None:
    """From our page to the question on theirs."""
    page = guest.page
    guest.open("/networks/")
    page.fill("#typed-bluesky", f"@{hanne.handle}")
    guest.press("form:has(input[value=bluesky]) button[type=submit]")
    assert page.url == guest.demo.url + "/networks/leave/bluesky"
    guest.go(f"a[href^='{hanne.home}/oauth/authorize']")
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Authorize").wait_for()


def disconnects(guest: Guest, beside: Flask) -> None:
    """One tap; a job tells the server, and then nothing is kept."""
    guest.open("/networks/")
    guest.press("#bluesky form[action$='/disconnect'] button")
    assert guest.page.locator("#typed-bluesky").is_visible()
    until = time.monotonic() + 30
    while not inside(beside, lambda: db.session.scalar(select(Connection.id)) is None):
        assert time.monotonic() < until, "the keys are still kept"
        time.sleep(0.3)


def draft(key: str) -> Draft:
    """What an employee says, with a picture."""
    card = Card(
        LINK, "Sansehaven", "En have at høre, lugte og røre ved.", picture_bytes(size=(600, 400)), "image/jpeg", "Haven set fra terrassen"
    )
    return Draft(f"Vores nye sansehave er åben 🌿 #Sansehave\n{LINK}", "da", card, key)


def counted(beside: Flask, posted: Posted) -> Reactions | None:
    """The public view hears of likes and answers a moment later."""
    until = time.monotonic() + 40
    while True:
        found = within(beside, lambda name: services.look_with(name, posted, keep=db.session.commit))
        if (found is not None and found.likes and found.replies) or time.monotonic() > until:
            return found
        time.sleep(0.5)


def keys_kept() -> list[str]:
    """Everything that must not be seen: both tokens and the private part of the key."""
    secrets = opened_account(db.session.scalars(select(Connection)).one()).secrets
    keys = [str(secrets["access"]), str(secrets["refresh"]), str(secrets["key"]["d"])]
    assert all(len(key) > 30 for key in keys)
    return keys


def assert_unseen(keys: list[str], demo: Demo, guest: Guest) -> None:
    """Neither on pages nor in any file of the installation: database, journal, queue, letters."""
    guest.open("/networks/")
    places = {str(path): path.read_bytes() for path in Path(demo.environ["ADVOCACY_INSTANCE_DIR"]).rglob("*") if path.is_file()}
    places["/networks/"] = guest.page.content().encode()
    assert any(b"did:plc:" in body for body in places.values()), "what is no secret is there to be found"
    assert not [(name, key[:6]) for name, body in places.items() for key in keys if key.encode() in body]


def within(beside: Flask, do: Callable[[str], Answer]) -> Answer:
    """What the demo's own job worker would do with the connection."""
    return inside(beside, lambda: do(db.session.scalars(select(Connection.public_id)).one()))


def inside(beside: Flask, do: Callable[[], Answer]) -> Answer:
    with beside.app_context():
        try:
            return do()
        finally:
            db.session.remove()


@contextmanager
def standing_beside(demo: Demo) -> Iterator[Flask]:
    """The same application in this process, on the demo's own database."""
    app = create_app(load_settings({**demo.environ, "ADVOCACY_LOG_LEVEL": "ERROR"}))
    yield app
    with app.app_context():
        db.engine.dispose()
