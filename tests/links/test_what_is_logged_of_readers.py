"""What the real server writes about those who follow links, with everything it can say switched on: nothing that leads to anybody."""

from __future__ import annotations

from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest

from tests.server.furnishing import House
from tests.server.running import wait_until
from tests.server.stage import Start, house, model_house, start

__all__ = ["house", "model_house", "start"]

READER = "198.51.100.23"
CANARY = "KanarieFugl"
BROWSER = f"Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36 {CANARY}"


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_words: object) -> None:
        return None


def follow(url: str) -> int:
    """The number of the answer to a reader behind a trusted proxy."""
    headers = {"User-Agent": BROWSER, "Accept-Language": "da", "X-Forwarded-For": READER, "Referer": f"https://www.linkedin.com/{CANARY}"}
    try:
        with build_opener(_Stay).open(Request(url, headers=headers), timeout=30) as answer:
            return int(answer.status)
    except HTTPError as answer:
        return answer.code


@pytest.mark.parametrize("counting", ["visits", "once-a-day"])
def test_neither_code_nor_address_nor_browser_is_logged(house: House, start: Start, counting: str) -> None:
    """Attack row R16: there is no access log, and no line of ours names a link, so that no log joins a reader to an employee."""
    running = start(house, ADVOCACY_LOG_LEVEL="DEBUG", ADVOCACY_TRUSTED_PROXIES="1", ADVOCACY_COUNT_PEOPLE=counting).wait_until_ready()
    code = house.share_code
    for _ in range(3):
        assert follow(f"{house.url}/r/{code}?fbclid={CANARY}") == 302
    assert follow(f"{house.url}/r/{code.upper()}x{CANARY}") == 404
    assert follow(f"{house.url}/r/%2e%2e/{CANARY}") in {404, 400}
    assert {follow(f"{house.url}/r/{CANARY}{number}") for number in range(60)} == {404, 429}
    place = house.folder / "visits"
    wait_until(lambda: list(place.glob("*.log")), what="visits are written down")
    assert running.stop() == 0
    told = running.output()
    kept = b"".join(path.read_bytes() for path in house.folder.rglob("*") if path.is_file() and path != running.log)
    for trace in (CANARY, CANARY.lower(), READER, "Pixel 8"):
        assert trace not in told
        assert trace.encode() not in kept
    assert code not in told
    assert code.encode() not in b"".join(path.read_bytes() for path in place.glob("*"))
