"""One's own LinkedIn account, on a server that keeps to LinkedIn's documentation: connected, posted to, its right taken away, removed."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from advocacy.config import load_settings
from advocacy.factory import create_app
from advocacy.foundation.database import db
from advocacy.networks import services
from advocacy.networks.accounts.account import Card, Draft, NetworkRefused, Reactions
from advocacy.networks.models import Connection
from tests.factories.pictures import picture_bytes
from tests.journeys.guests import DESKTOP, Guest
from tests.journeys.stage import PASSWORD, Demo, serving
from tests.servers.linkedin import CLIENT_ID, CLIENT_SECRET, VERSION, LittleLinkedIn, linkedin

__all__ = ["linkedin"]

EMPLOYEE = "hanne.lykkegaard@bredfjord.example"
LINK = "http://127.0.0.1:8000/r/JourneyLink22"


@pytest.mark.xdist_group("linkedin")
def test_connect_post_and_be_shut_out(browser: Browser, loaded_demo: Path, tmp_path: Path, linkedin: LittleLinkedIn) -> None:
    """Issue 4: LinkedIn behind its settings, with honest wording about what cannot be read."""
    settings = {
        "ADVOCACY_EGRESS_ALLOW": linkedin.url.removeprefix("http://"),
        "ADVOCACY_LINKEDIN_URL": linkedin.url,
        "ADVOCACY_LINKEDIN_CLIENT_ID": CLIENT_ID,
        "ADVOCACY_LINKEDIN_CLIENT_SECRET": CLIENT_SECRET,
        "ADVOCACY_LINKEDIN_VERSION": VERSION,
    }
    with serving(loaded_demo, tmp_path / "instance", **settings) as demo:
        linkedin.redirect = f"{demo.url}/networks/back"
        demo.command("accounts", "password", EMPLOYEE, "--password", PASSWORD)
        guest = Guest.arrive(browser, demo, DESKTOP, "en")
        guest.elsewhere = (linkedin.url,)
        guest.sign_in(EMPLOYEE, "en")
        answers(guest, linkedin, "Cancel")
        assert guest.page.get_by_text("You said no at LinkedIn").is_visible()
        answers(guest, linkedin, "Allow")
        shown = guest.page.locator("#linkedin").inner_text()
        assert "Camilla Rønne" in shown
        assert "we cannot count them" in shown
        posts_until_shut_out(demo, linkedin)
        guest.open("/networks/")
        assert "does not let us in any more" in guest.page.locator("#linkedin").inner_text()
        guest.press("#linkedin form[action$='/disconnect'] button")
        assert "does not let us in any more" not in guest.page.locator("#linkedin").inner_text()
        guest.leave()


def answers(guest: Guest, linkedin: LittleLinkedIn, button: str) -> None:
    """From our page to the question on theirs, an answer, and back."""
    guest.open("/networks/")
    guest.press("form:has(input[value=linkedin]) button[type=submit]")
    assert guest.page.url == guest.demo.url + "/networks/leave/linkedin"
    guest.go(f"a[href^='{linkedin.url}/oauth/v2/authorization']")
    with guest.page.expect_event("load"):
        guest.page.get_by_role("button", name=button).click()
    assert guest.page.url == guest.demo.url + "/networks/", "nothing of what LinkedIn told stays in the address"


def posts_until_shut_out(demo: Demo, linkedin: LittleLinkedIn) -> None:
    """What the demo's own job worker would do with the connection."""
    app = create_app(load_settings(demo.environ))
    with app.app_context():
        name = db.session.scalars(select(Connection.public_id)).one()
        card = Card(LINK, "Sansehaven", "En have at høre, lugte og røre ved.", picture_bytes(), "image/jpeg", "Haven")
        draft = Draft(f"Vores nye sansehave (endelig!) er åben 🌿 #Sansehave\n{LINK}", "da", card, "journey")
        posted = services.post_with(name, draft, keep=db.session.commit)
        assert linkedin.words_of(posted.name) == draft.words
        assert services.look_with(name, posted, keep=db.session.commit) == Reactions()
        linkedin.tokens.clear()
        with pytest.raises(NetworkRefused) as refused:
            services.post_with(name, draft, keep=db.session.commit)
        assert refused.value.is_signed_out
        db.session.remove()
        db.engine.dispose()
