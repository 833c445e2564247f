"""What the tests of Bluesky play with: a way out that knows the little Bluesky, and somebody who signs in there in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Browser

from advocacy.config import load_settings
from advocacy.foundation import egress
from advocacy.foundation.egress import Fetched
from advocacy.networks.accounts.account import Account, Card, Departure, Draft, Ours
from advocacy.networks.accounts.bluesky import NETWORK
from advocacy.networks.accounts.known_as import ours_for
from advocacy.networks.catalogue.network import NetworkKind
from tests.servers.atproto import PASSWORD, LittleBluesky, Resident

PUBLIC_URL = "http://127.0.0.1:8000"
LINK = "https://del.example.dk/Ab3xY9"
SECRET = "a-secret-for-tests-" + "x" * 32

Tamper = Callable[[str, str, Callable[[], Fetched]], Fetched]


@dataclass
class WayOut:
    """The real guarded way out with this machine's places allowed; it remembers each call, and a test may interfere with one."""

    places: str
    calls: list[tuple[str, str, Mapping[str, str], bytes]] = field(default_factory=list)
    tamper: Tamper | None = None

    def __call__(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes = b"", limit_bytes: int = 500_000
    ) -> Fetched:
        def forward() -> Fetched:
            return egress.call(
                method,
                url,
                headers=headers,
                body=body,
                limit_bytes=limit_bytes,
                deadline_seconds=15,
                allowed=frozenset(self.places.split(",")),
            )

        self.calls.append((method, url, dict(headers or {}), body))
        return forward() if self.tamper is None else self.tamper(method, url, forward)

    def asked(self, part: str) -> list[tuple[str, str, Mapping[str, str], bytes]]:
        """The calls whose address holds this."""
        return [each for each in self.calls if part in each[1]]


def ours_at(servers: LittleBluesky, public_url: str = PUBLIC_URL) -> Ours:
    """This installation, with the little Bluesky for the great one."""
    settings = load_settings(
        {},
        mode="development",
        secret_key=SECRET,
        public_url=public_url,
        bluesky_directory=servers.directory,
        bluesky_appview=servers.appview,
    )
    return ours_for(NetworkKind.BLUESKY, settings)


def draft(words: str = f"Vi åbner en ny børnehave 🎉 {LINK}", *, key: str = "", picture: bytes | None = None) -> Draft:
    """A message with its card."""
    card = Card(LINK, "Ny børnehave i Køge", "Halvtreds børn flytter ind på mandag.", picture, "image/jpeg", "Børn på en gynge")
    return Draft(words, "da", card, key or NETWORK.new_key())


def approve(browser: Browser, address: str, *, callback: str, button: str = "Authorize") -> dict[str, str]:
    """Signs in on Bluesky's own pages and says yes (or whatever the button says); what stands in the address on the way back."""
    # This machine is called directly; whatever lies outside it is asked for at a place where nobody answers.
    context = browser.new_context(proxy={"server": "http://127.0.0.1:9", "bypass": "localhost,127.0.0.1"})
    page = context.new_page()
    page.goto(address)
    page.locator("input[type=password]").first.fill(PASSWORD)
    page.get_by_role("button", name="Sign in").first.click()
    with page.expect_request(lambda request: request.url.startswith(callback)) as back:
        page.get_by_role("button", name=button).first.click()
    told = dict(parse_qsl(urlsplit(back.value.url).query))
    context.close()
    return told


def connect(browser: Browser, resident: Resident, ours: Ours, outside: WayOut) -> tuple[Account, Departure, dict[str, str]]:
    """The whole way there and back."""
    departure = NETWORK.depart(resident.handle, ours, outside)
    told = approve(browser, departure.address, callback=ours.callback_url)
    return NETWORK.arrive(departure.facts, told, ours, outside), departure, told
