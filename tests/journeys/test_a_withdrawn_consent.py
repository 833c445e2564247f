"""Oliver changes his mind: from the editor's press to nine kind requests, one answer, and numbers without names."""

from __future__ import annotations

import re
import sqlite3
import time
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser

from tests.journeys.guests import DESKTOP, PHONE, Guest
from tests.journeys.stage import PASSWORD, Demo
from tests.server.running import wait_until

EDITOR = "tine.vestergren@bredfjord.example"
STORY = "From trainee to permanent"
SOMEBODY = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1"
LINKEDIN = "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)"


@pytest.mark.xdist_group("withdrawn-consent")
def test_a_withdrawn_consent_reaches_nine_sharers(browser: Browser, demo: Demo) -> None:
    """The editor on a computer, the sharer on a phone; axe looks at every page on the way."""
    story, picture, code = found(
        demo,
        "SELECT story.public_id, picture.public_id, link.code FROM consent JOIN picture ON picture.id = consent.picture_id "
        "JOIN story_version ON story_version.picture_id = picture.id JOIN story ON story.id = story_version.story_id "
        "JOIN share ON share.story_id = story.id JOIN link ON link.id = share.link_id ORDER BY share.id LIMIT 1",
    )[0]
    assert answer(f"{demo.url}/files/pictures/{picture}/preview", LINKEDIN)[0] == 200
    assert "og:image" in answer(f"{demo.url}/r/{code}", LINKEDIN)[1]

    editor = Guest.arrive(browser, demo, DESKTOP, "en")
    editor.sign_in(EDITOR, "en")
    began = time.monotonic()
    withdraws(editor)
    for agent in (SOMEBODY, LINKEDIN):
        wait_until(partial(rests, f"{demo.url}/r/{code}", agent), what="the link rests within a minute")
        words = answer(f"{demo.url}/r/{code}", agent)[1]
        assert "This story is resting" in words
        assert STORY not in words
    assert answer(f"{demo.url}/files/pictures/{picture}/preview", LINKEDIN)[0] == 404
    assert time.monotonic() - began < 60, "within a minute"

    sharers = nine_requests(demo)
    sharer = Guest.arrive(browser, demo, PHONE, "en")
    demo.command("accounts", "password", sharers[0], "--password", PASSWORD)
    sharer.sign_in(sharers[0], "en")
    says_done(sharer, letter_to(demo, sharers[0]), story)

    editor.open(f"/stories/{story}/review")
    editor.follow("What the sharers have answered")
    seen = editor.page.locator("main").inner_text()
    assert "1 of 9 have answered" in seen
    assert not any(
        name in seen for (name,) in found(demo, "SELECT person.name FROM take_down_request JOIN person ON person.id = person_id")
    )
    editor.leave()
    sharer.leave()


def withdraws(editor: Guest) -> None:
    """Finds Oliver by name, reads what will happen, and presses once."""
    editor.open("/consents/?words=Oliver")
    editor.follow("Oliver Bak")
    editor.follow("Withdraw")
    assert STORY in editor.page.locator("main").inner_text()
    editor.press("main form[action$='/withdraw'] button")
    assert "Withdrawn" in editor.page.locator("main").inner_text()


def says_done(sharer: Guest, letter: str, story: str) -> None:
    """The story is nowhere; the letter leads to one button, and then nobody asks any more."""
    assert sharer.page.request.get(f"{sharer.demo.url}/stories/{story}").status == 404
    sharer.open("/sharing/")
    assert "Would you take a post down?" in sharer.page.locator("main").inner_text()
    address = re.search(r"/sharing/take-down/[\w-]{16}", letter)
    assert address is not None
    sharer.open(address.group())
    assert "You have done nothing wrong." in sharer.page.locator("main").inner_text()
    sharer.press("main form[action$='/done'] button")
    sharer.open("/sharing/")
    assert "Would you take a post down?" not in sharer.page.locator("main").inner_text()


def nine_requests(demo: Demo) -> list[str]:
    """Each of the nine has a request; those with an e-mail address get one letter each. Returns the addresses."""
    requests = found(demo, "SELECT person.email FROM take_down_request JOIN person ON person.id = person_id ORDER BY person.id")
    assert len(requests) == 9
    addresses = [email for (email,) in requests if email]
    until = time.monotonic() + 30
    while time.monotonic() < until:
        written = found(demo, "SELECT address FROM outbox_letter WHERE unique_key LIKE 'take-down:%' AND status = 'sent'")
        if len(written) == len(addresses):
            break
        time.sleep(0.3)
    assert sorted(address for (address,) in written) == sorted(addresses)
    return addresses


def letter_to(demo: Demo, address: str) -> str:
    """The letter as it lies in the demo's postbox."""
    folder = Path(demo.environ["ADVOCACY_INSTANCE_DIR"]) / "letters"
    (text,) = found(demo, "SELECT text FROM outbox_letter WHERE unique_key LIKE 'take-down:%' AND address = ?", address)[0]
    assert any(address in path.read_text(encoding="utf-8") for path in folder.glob("*.eml"))
    return str(text)


def found(demo: Demo, statement: str, *values: str) -> list[Any]:
    """What the demo's database holds, read beside the running server."""
    path = Path(demo.environ["ADVOCACY_INSTANCE_DIR"]) / "demo.db"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return connection.execute(statement, values).fetchall()


def rests(address: str, agent: str) -> bool:
    """Whether the link says that its story rests, whichever process answers: each asks for its links again every few seconds."""
    return all(answer(address, agent)[0] == 410 for _ in range(12))


def answer(address: str, agent: str) -> tuple[int, str]:
    """What a stranger's browser or a network's machine gets, in English."""
    try:
        with urlopen(Request(address, headers={"User-Agent": agent, "Accept-Language": "en"})) as response:
            return response.status, response.read().decode(errors="replace")
    except HTTPError as refused:
        assert refused.headers["Cache-Control"] in {"private, no-store", "no-cache"}, "nothing is kept without asking again"
        return refused.code, refused.read().decode(errors="replace")
