"""What goes over the line: compressed for those who take it, whole for those who do not, and no secret told by its length."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from advocacy.foundation.forgery import masked, unmasked
from tests.people import PASSWORD, Cast
from tests.signing_in import Visitor

GZIP = {"Accept-Encoding": "br;q=1.0, gzip;q=0.8"}


def test_a_page_is_compressed_for_those_who_take_it(client: FlaskClient, cast: Cast) -> None:
    plain, packed = client.get("/accounts/sign-in"), client.get("/accounts/sign-in", headers=GZIP)
    assert packed.headers["Content-Encoding"] == "gzip" and "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in packed.headers["Vary"] and "Accept-Encoding" in plain.headers["Vary"]
    assert len(packed.data) * 2 < len(plain.data)
    strip = re.compile(rb'name="csrf_token" value="[^"]+"')
    assert strip.sub(b"", gzip.decompress(packed.data)) == strip.sub(b"", plain.data)
    assert int(packed.headers["Content-Length"]) == len(packed.data)


@pytest.mark.parametrize("encodings", ["identity", "gzip;q=0", "br", "nonsense,,;;q=x"])
def test_whoever_does_not_take_gzip_gets_the_page_as_it_is(client: FlaskClient, cast: Cast, encodings: str) -> None:
    for path in ("/accounts/sign-in", "/static/css/base.css"):
        answer = client.get(path, headers={"Accept-Encoding": encodings})
        assert answer.status_code == 200 and "Content-Encoding" not in answer.headers
        answer.close()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("css/base.css", "text/css"),
        ("js/theme.js", "text/javascript"),
        ("vendor/lucide/sprite.svg", "image/svg+xml"),
    ],
)
def test_files_are_compressed_and_may_be_kept(app: Flask, client: FlaskClient, path: str, kind: str) -> None:
    answer = client.get(f"/static/{path}?v=1", headers=GZIP)
    assert answer.content_type == f"{kind}; charset=utf-8" and answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data) == (Path(app.static_folder or "") / path).read_bytes()
    assert "max-age=31536000" in answer.headers["Cache-Control"] and answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    again = client.get(f"/static/{path}", headers={**GZIP, "If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.head(f"/static/{path}", headers=GZIP).data == b""


def test_only_files_of_ours_leave_the_folder(client: FlaskClient) -> None:
    """Attack row P05."""
    for path in (
        "../advocacy/config.py",
        "..%2f..%2fetc/passwd",
        "css/../../pyproject.toml",
        "css",
        "",
        "css/none.css",
        "%00.css",
        "x" * 5000,
    ):
        assert client.get(f"/static/{path}", headers=GZIP).status_code in {308, 404}, path
    assert client.post("/static/css/base.css", headers=GZIP).status_code == 405


def test_a_file_that_changes_is_read_anew(tmp_path: Path) -> None:
    from werkzeug.test import Client

    from advocacy.foundation.light import StaticLane

    (tmp_path / "a.css").write_text("one")
    lane = Client(StaticLane(lambda environ, start: (start("404 Not Found", []), [b""])[1], tmp_path))  # type: ignore[arg-type, return-value]
    assert gzip.decompress(lane.get("/static/a.css", headers=GZIP).data) == b"one"
    (tmp_path / "a.css").write_text("three")
    assert gzip.decompress(lane.get("/static/a.css", headers=GZIP).data) == b"three"


def test_the_token_against_forgery_looks_different_in_every_answer(app: Flask, cast: Cast, visit: Visitor) -> None:
    """BREACH: what is the same in every answer can be guessed letter by letter from the length of the compressed page."""
    reader = visit(cast.camilla)
    found = [set(re.findall(r'name="csrf_token" value="([^"]+)"', reader.get("/accounts/").text)) for _n in range(3)]
    assert all(len(each) == 1 for each in found)
    one, two, three = (next(iter(each)) for each in found)
    assert len({one, two, three}) == 3
    assert {unmasked(each).split(".")[0] for each in (one, two, three)} == {unmasked(one).split(".")[0]}
    assert not any(one[at : at + 6] in two for at in range(2, len(one) - 6))


def test_a_masked_token_opens_the_form_and_a_broken_one_does_not(app: Flask, cast: Cast, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        page = client.get("/accounts/sign-in").text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert token is not None
        sent = {"name": "nobody", "password": PASSWORD}
        assert client.post("/accounts/sign-in", data={**sent, "csrf_token": token[1]}).status_code == 422
        for wrong in ("m.", "m.x", "m.ø", "m." + "A" * 41, token[1][:-4], token[1].replace("m.", "m.AA"), masked("nothing"), "x", ""):
            assert client.post("/accounts/sign-in", data={**sent, "csrf_token": wrong}).status_code == 400, wrong
    finally:
        app.config["WTF_CSRF_ENABLED"] = False


def test_the_length_of_a_compressed_page_is_never_exact(client: FlaskClient, cast: Cast) -> None:
    lengths = {len(client.get("/healthz", headers=GZIP).data) for _n in range(5)}
    assert len(lengths) == 1, "too small to be compressed"
    assert len({len(client.get("/welcome", headers=GZIP).data) for _n in range(12)}) > 4
