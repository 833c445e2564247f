"""What a phone asks for before it puts the application on its front page, and what it may keep: nothing that is anybody's."""

from __future__ import annotations

import io
import json
import re
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from advocacy.home import installing
from tests.people import Cast
from tests.signing_in import Visitor


def house_in(script: str) -> dict[str, object]:
    """The line in front of the script."""
    found = re.match(r"const HOUSE = (\{.*\});\n", script)
    assert found
    return dict(json.loads(found[1]))


@pytest.mark.parametrize(("locale", "shortcuts"), [
    ("da", ["Historier", "Mine delinger", "Giv et tip"]), ("en", ["Stories", "My shares", "Leave a tip"]),
])
def test_the_manifest_says_all_a_phone_wants_to_know(client: FlaskClient, cast: Cast, visit: Visitor, locale: str, shortcuts: list[str]) -> None:
    answer = client.get(f"/{locale}.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    assert "Set-Cookie" not in answer.headers
    told = answer.get_json()
    assert (told["id"], told["start_url"], told["scope"], told["display"], told["lang"]) == ("/", "/", "/", "standalone", locale)
    assert told["short_name"] == "Genlyd" and "Bredfjord" in told["name"]
    assert [each["name"] for each in told["shortcuts"]] == shortcuts
    for shortcut in told["shortcuts"]:
        assert visit(cast.camilla).get(shortcut["url"]).status_code == 200, shortcut


def test_every_icon_is_as_large_as_it_says(client: FlaskClient, cast: Cast) -> None:
    icons = client.get("/en.webmanifest").get_json()["icons"]
    drawn = {(each["sizes"], each["purpose"]) for each in icons}
    assert {("192x192", "any"), ("512x512", "any"), ("192x192", "maskable"), ("512x512", "maskable")} <= drawn
    for icon in icons:
        answer = client.get(icon["src"])
        assert answer.status_code == 200
        if icon["type"] == "image/png":
            with Image.open(io.BytesIO(answer.data)) as opened:
                assert "x".join(map(str, opened.size)) == icon["sizes"]
                corner = opened.convert("RGBA").getpixel((0, 0))
                assert isinstance(corner, tuple)
                # A maskable one is cut by the phone, so it fills its whole square; the other one has its own shape.
                assert (corner[3] == 255) is (icon["purpose"] == "maskable"), icon
        answer.close()


def test_every_page_names_the_manifest_in_its_own_language(client: FlaskClient, cast: Cast, visit: Visitor) -> None:
    assert 'rel="manifest" href="/da.webmanifest"' in visit(cast.camilla, locale="da").get("/").text
    assert 'rel="manifest" href="/en.webmanifest"' in visit(cast.camilla, locale="en").get("/").text
    assert client.get("/de.webmanifest").status_code == 404


def test_the_script_may_speak_for_every_page_and_is_never_kept(client: FlaskClient, cast: Cast, visit: Visitor) -> None:
    """It stands at the top of the site, is asked for anew each time, and is the same for everybody."""
    answer = client.get("/sw.js")
    assert (answer.status_code, answer.mimetype) == (200, "text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers
    assert visit(cast.camilla, locale="da").get("/sw.js").text == visit(cast.birgitte).get("/sw.js").text == answer.text


def test_only_files_that_are_everybodys_are_kept(app: Flask, client: FlaskClient, cast: Cast) -> None:
    """Each is there, each carries its fingerprint (fonts have theirs in their name and never change), and no page of anybody's is among them."""
    house = house_in(client.get("/sw.js").text)
    assert house["pages"] == {"da": "/offline/da", "en": "/offline/en"}
    files = house["files"]
    assert isinstance(files, list)
    for address in files:
        assert address.startswith("/static/"), address
        assert urlsplit(address).query.startswith("v=") or address.endswith(".woff2"), address
        answer = client.get(address)
        assert answer.status_code == 200, address
        answer.close()


@pytest.mark.parametrize(("locale", "heading"), [("da", "da"), ("en", "There is no connection just now")])
def test_the_page_without_connection_says_nothing_of_anybody(app: Flask, client: FlaskClient, cast: Cast, visit: Visitor, locale: str, heading: str) -> None:
    """It is the same whoever asks, and everything it is drawn with is kept too."""
    page = client.get(f"/offline/{locale}")
    assert "Set-Cookie" not in page.headers
    assert f'<html lang="{locale}"' in page.text and heading in page.text
    assert visit(cast.camilla).get(f"/offline/{locale}").text == page.text
    files = house_in(client.get("/sw.js").text)["files"]
    assert isinstance(files, list)
    wanted = re.findall(r'(?:href|src)="(/static/[^"#]+)', page.text)
    assert wanted and set(wanted) <= set(files)


def test_another_version_is_called_by_another_name(app: Flask, client: FlaskClient, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    before = house_in(client.get("/sw.js").text)["version"]
    assert house_in(client.get("/sw.js").text)["version"] == before
    monkeypatch.setattr(installing, "asset", lambda name: f"/static/{name}?v=newer")
    assert house_in(client.get("/sw.js").text)["version"] != before
