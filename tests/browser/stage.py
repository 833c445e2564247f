"""A real browser: Debian's Chromium, driven through Playwright. Where it cannot be had, the tests that need it fail and say so."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: Several browsers and servers share the machine's few cores: what is right comes late then, and only what is wrong never comes.
PATIENCE_MS = 120_000


def patient(browser: Browser) -> Browser:
    """The same browser; pages opened in it wait long before they give up."""
    browser.on("context", lambda context: context.set_default_timeout(PATIENCE_MS))
    return browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for each process of the run."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.fail("These tests need Chromium. Install it (on Debian: apt-get install chromium) and run them again.")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        opened = patient(playwright.chromium.launch(executable_path=path, args=QUIET))
        yield opened
        opened.close()
