"""The launch at a desk and the joining on a phone, pressed in a real browser; every page is looked over by axe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from advocacy.foundation.database import db
from tests.browser.live import LiveServer
from tests.browser.stage import AXE
from tests.factories.programmes import make_programme
from tests.people import Cast, gather_cast

pytest_plugins = ["tests.browser.live"]
PHONE, DESK = {"width": 360, "height": 800}, {"width": 1280, "height": 900}


@dataclass(frozen=True)
class Stage:
    """A served application with a programme that can be launched, and browsers on it."""

    server: LiveServer
    browser: Browser
    cast: Cast
    name: str

    def context(self, person: int, size: dict[str, int], **options: object) -> BrowserContext:
        opened = self.browser.new_context(viewport=size, **options)  # type: ignore[arg-type]
        self.server.sign_in(opened, person)
        return opened


@pytest.fixture
def stage(live_server: LiveServer, browser: Browser) -> Iterator[Stage]:
    with live_server.app.app_context():
        cast = gather_cast()
        db.session.commit()
        name = make_programme(cast, is_launched=False, sparring_partner_id=None).public_id
        for each in vars(cast).values():
            db.session.refresh(each)
        db.session.expunge_all()
        db.session.commit()
    yield Stage(live_server, browser, cast, name)
    for context in browser.contexts:
        context.close()


def look_over(page: Page) -> None:
    """No violation in light and dark, nothing wider than the window, no word of the browser's about the policy."""
    for theme in ("light", "dark"):
        page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme }", theme)
        page.wait_for_timeout(250)  # Buttons change their colour slowly.
        page.evaluate(AXE.read_text())
        found = page.evaluate("axe.run(document)")["violations"]
        assert not found, [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_director_finds_her_sparring_partner_and_launches(stage: Stage) -> None:
    context = stage.context(stage.cast.birgitte.id, DESK)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(f"{stage.server.url}/programmes/{stage.name}/prepare")
    look_over(page)
    page.get_by_role("link", name=re.compile("Fill in.*Sparring partner")).click()
    page.get_by_label("Name", exact=True).press_sequentially("mil")
    page.get_by_text("Emil Rask, Direktion og stabe").click()
    look_over(page)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Go to the launch").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We are Bredfjord")
    look_over(page)
    page.get_by_role("button", name="Launch We are Bredfjord").click()
    expect(page.get_by_text("Launched by Birgitte Holmgaard, Kommunaldirektør on").first).to_be_visible()
    expect(page.get_by_text("10 colleagues are invited.")).to_be_visible()
    look_over(page)
    assert not complaints


def test_a_colleague_is_found_without_any_script(stage: Stage) -> None:
    page = stage.context(stage.cast.birgitte.id, PHONE, java_script_enabled=False).new_page()
    page.goto(f"{stage.server.url}/programmes/{stage.name}/prepare/sparring_partner")
    page.get_by_label("Name", exact=True).fill("Emil")
    page.get_by_role("button", name="Search").click()
    page.get_by_text("Emil Rask, Direktion og stabe").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Everything is in place")).to_be_visible()


def test_a_care_worker_joins_pauses_and_stops_on_a_phone(stage: Stage) -> None:
    with stage.server.app.app_context():
        from advocacy.accounts.queries import actor_for
        from advocacy.people.models import Person
        from advocacy.programmes import services
        from advocacy.programmes.queries import get_programme

        programme = get_programme(stage.name)
        programme.sparring_partner_id = stage.cast.emil.id
        db.session.flush()
        services.launch_programme(programme, actor_for(db.session.get_one(Person, stage.cast.birgitte.id)))
        db.session.commit()
    page = stage.context(stage.cast.camilla.id, PHONE).new_page()
    page.goto(f"{stage.server.url}/programmes/{stage.name}")
    look_over(page)
    page.get_by_role("link", name="Read the lines and join").first.click()
    look_over(page)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_text("Tick the box when you have read the lines").first).to_be_visible()
    page.get_by_label("I have read the lines, and I can stand by them").check()
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", name="You take part")).to_be_visible()
    look_over(page)
    page.get_by_role("button", name="Hold a pause").click()
    expect(page.get_by_role("heading", name="You are on a pause")).to_be_visible()
    look_over(page)
    page.get_by_role("button", name="I am back").click()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("heading", name="You are invited")).to_be_visible()
