"""Hundreds of words that would act if a page let them, in every text of the house, opened in a real browser: nothing acts, anywhere."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page

from advocacy.foundation.database import db
from tests.browser.live import LiveServer
from tests.people import gather_cast
from tests.security.hostile_house import House, Visit, build
from tests.security.payloads import in_groups, payloads

pytestmark = pytest.mark.xdist_group("security-browser")

#: What every window has before anything else: a place where deeds are noted, and one where the policy's refusals are.
SENTINEL = """
  window.__xss = [];
  window.__refused = [];
  window.hit = number => { window.__xss.push(number); };
  document.addEventListener("securitypolicyviolation", event => window.__refused.push(`${event.effectiveDirective} ${event.blockedURI}`));
"""
#: Plays somebody whose mouse, finger and keyboard pass over everything.
TOUCH = """() => {
  const deeds = ["mouseover", "mouseenter", "mousemove", "mousedown", "pointerover", "pointerenter", "focus", "focusin", "blur", "keydown", "wheel", "scroll",
                 "toggle", "beforetoggle", "animationstart", "transitionend", "contextmenu", "dblclick", "load", "error"];
  for (const each of document.querySelectorAll("body *")) for (const deed of deeds) each.dispatchEvent(new Event(deed));
}"""
#: What is live in the page as the browser has built it, whoever put it there.
LIVE = """() => {
  const found = [], where = each => each.localName + (each.id ? "#" + each.id : "");
  const never = new Set(["iframe", "object", "embed", "base", "frame", "frameset", "applet", "math", "foreignobject", "marquee", "plaintext", "xmp", "portal", "noembed", "animate", "set", "discard"]);
  for (const each of document.querySelectorAll("*")) {
    if (never.has(each.localName.toLowerCase())) found.push(where(each));
    if (each.localName === "script" && !(each.src || "").startsWith(location.origin + "/static/")) found.push("script " + each.src);
    if (each.localName === "style" && location.protocol !== "about:") found.push("style");
    if (each.localName === "link" && /^(https?:)?\\/\\//.test(each.getAttribute("href") ?? "") && !(each.href || "").startsWith(location.origin)) found.push("link " + each.href);
    for (const { name, value } of each.attributes) {
      if (/^on/i.test(name) || /^(data-)?hx-on/i.test(name)) found.push(`${where(each)} ${name}=${value}`);
      if (/^(href|src|action|formaction|data|srcdoc|poster|background|xlink:href|ping|target)$/i.test(name)
          && /^[\\s\\u0000-\\u0020]*(javascript|vbscript|livescript|data|blob|file|intent|ms-word|view-source|jar|feed)\\s*:/i.test(value)) found.push(`${where(each)} ${name}=${value}`);
    }
  }
  return found;
}"""


#: What this editor sends fits the form, on top of a state that somebody else has replaced; the other's words are as long as they are.
SHORTENED = """() => {
  for (const field of document.querySelectorAll("#story-form input[type=text], #story-form input:not([type]), #story-form textarea"))
    if (!field.name.startsWith("body")) field.value = field.value.slice(0, 120);
  const form = document.querySelector("#story-form");
  form.elements.namedItem("address").value = "https://bredfjord.example/h/01";
  form.elements.namedItem("edit_count").value = "999";
}"""


class Watcher:
    """Opens pages as one person and writes down whatever should not have happened."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        context.add_init_script(SENTINEL)
        self.faults: list[str] = []
        self.opened: Counter[str] = Counter()
        self.url, self.page = url, context.new_page()
        self.page.on("dialog", lambda dialog: (self.note(f"dialog {dialog.message}"), dialog.dismiss()))
        self.page.on("pageerror", lambda error: self.note(f"error {error}"))
        self.page.on("console", lambda message: self.note(message.text) if "Content Security Policy" in message.text else None)
        context.on(
            "request", lambda request: self.note(f"called {request.url}") if not request.url.startswith((url, "data:", "about:")) else None
        )
        context.on("page", lambda page: self.note(f"opened {page.url}") if page != self.page else None)

    def note(self, words: str) -> None:
        self.faults.append(f"{self.page.url.removeprefix(self.url)[:80]}: {words[:300]}")

    def look(self) -> None:
        """At the page that is open now."""
        page = self.page
        page.evaluate(TOUCH)
        page.wait_for_timeout(30)
        for what in ("__xss", "__refused"):
            for each in page.evaluate(f"window.{what}"):
                self.note(f"{what} {each}")
        for each in page.evaluate(LIVE):
            self.note(f"live {each}")
        if len(page.frames) != 1:
            self.note("a frame within the page")

    def visit(self, visit: Visit) -> None:
        answer = self.page.goto(self.url + visit.path, wait_until="load")
        assert answer is not None
        if answer.status != 200:
            self.note(f"answered {answer.status}")
        self.look()
        self.opened[kind_of(visit.path)] += 1
        if visit.then:
            getattr(self, visit.then)()

    def preview(self) -> None:
        """What is typed is shown beside the form; asked for here as the page itself asks for it."""
        shown = submitted(self.page, "/stories/preview/en")
        assert "hit(" in shown.inner_text("body")
        self.look()
        self.opened["preview"] += 1

    def conflict(self) -> None:
        """Another editor has saved meanwhile: both wordings side by side."""
        self.page.evaluate(SHORTENED)
        with self.page.expect_navigation():
            self.page.evaluate("() => HTMLFormElement.prototype.submit.call(document.querySelector('#story-form'))")
        self.look()
        if self.page.locator(".comparison").count() == 0:
            self.note("no comparison: " + " / ".join(self.page.locator("[data-error-summary] li").all_inner_texts()))
        self.opened["conflict"] += 1
        self.preview()


def submitted(page: Page, path: str) -> Page:
    """Sends the words of the form that is open to another address, as a page."""
    with page.expect_navigation():
        page.evaluate(
            """path => {
              const from = document.querySelector("#story-form"), form = document.createElement("form");
              form.method = "post"; form.action = path;
              for (const name of ["csrf_token", "body_da", "body_en"]) {
                const field = document.createElement("textarea");
                field.name = name; field.value = from.elements.namedItem(name)?.value ?? "";
                form.append(field);
              }
              document.body.append(form); HTMLFormElement.prototype.submit.call(form);
            }""",
            path,
        )
    return page


def kind_of(path: str) -> str:
    """A page without the names of things in it."""
    return re.sub(r"/[\w-]{16}(?=/|$)", "/*", path.split("?")[0])


def test_there_are_enough_of_them_and_each_is_known_by_its_number() -> None:
    """Attack row M01 asks for four hundred."""
    made = payloads()
    assert len(made) == len(set(made)) >= 400
    acting = [each for each in made if "hit(" in each]
    assert len(acting) > 400
    assert made == payloads()


def test_a_page_that_trusted_them_would_be_found_out(browser: Browser) -> None:
    """The same watching, over every third of the same words, written as HTML into a page without a policy: most act, so silence means something."""
    context = browser.new_context(offline=True)
    context.add_init_script(SENTINEL)
    acted: set[int] = set()
    live = 0
    for group in in_groups(25):
        page = context.new_page()
        for each in group[::3]:
            try:
                page.set_content(f"<main><p>{each}</p></main>", timeout=3_000)
                page.evaluate(TOUCH)
                acted |= set(page.evaluate("window.__xss ?? []"))
                live += bool(page.evaluate(LIVE))
            except Error:  # Some of them lead away, or close the page: that is acting too.
                live += 1
                page = context.new_page()
        page.close()
    context.close()
    assert len(acted) > 50, len(acted)
    assert live > 120, live


def test_nothing_that_anybody_has_written_ever_acts(live_server: LiveServer, browser: Browser) -> None:
    """Attack rows M01 to M06, L09 and E05: 0 deeds, 0 refusals of the policy, nothing live, no other host called, in every view."""
    with live_server.app.app_context():
        cast = gather_cast()
        db.session.commit()
        house: House = build(cast)
        db.session.commit()
    faults: list[str] = []
    opened: Counter[str] = Counter()
    for who in sorted({visit.who for visit in house.visits}):
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", reduced_motion="reduce")
        live_server.sign_in(context, who)
        watcher = Watcher(context, live_server.url)
        for visit in house.visits:
            if visit.who == who:
                watcher.visit(visit)
        faults += watcher.faults
        opened += watcher.opened
        context.close()
    faults += _faults_of_letters(browser, house)
    assert not faults, "\n".join(faults[:40])
    assert {
        "/library/",
        "/stories/*",
        "/stories/*/review",
        "/stories/*/edit",
        "preview",
        "conflict",
        "/history/",
        "/insights/",
        "/recognition/",
    } <= set(opened)


def _faults_of_letters(browser: Browser, house: House) -> list[str]:
    """Letters are read where no policy of ours protects anybody: in a mail program, here in a bare page."""
    context: Any = browser.new_context()
    watcher = Watcher(context, "about:blank")
    for letter in house.letters:
        watcher.page.set_content(letter.html)
        watcher.page.evaluate("() => { window.__xss ??= []; window.__refused ??= []; }")
        watcher.look()
        if "\n" in letter.subject or "\r" in letter.subject:
            watcher.note("a subject of two lines")
    context.close()
    return watcher.faults
