"""Showing a picture: under a name nobody can guess, as what it is and nothing else, and only while it is open."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from advocacy.files.jobs import sweep_pictures
from advocacy.files.queries import jpeg_of
from advocacy.files.services import bring_picture, open_picture
from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.networks.accounts.account import LARGEST_PICTURE
from tests.factories.pictures import make_picture
from tests.people import Cast
from tests.signing_in import Visitor


@pytest.fixture
def picture(app: Flask, cast: Cast) -> str:
    """A picture that is open to everybody until tomorrow."""
    with app.app_context():
        made = make_picture(cast)
        open_picture(made, clock.today() + timedelta(days=1))
        db.session.commit()
        return made.public_id


@pytest.mark.parametrize(("size", "kind"), [("card", "image/webp"), ("page", "image/webp"), ("preview", "image/jpeg")])
def test_a_picture_is_served_as_a_picture_and_nothing_else(picture: str, client: FlaskClient, size: str, kind: str) -> None:
    """Attack row M12."""
    answer = client.get(f"/files/pictures/{picture}/{size}")
    assert (answer.status_code, answer.mimetype) == (200, kind)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "public, max-age=60, must-revalidate"
    assert "Set-Cookie" not in answer.headers
    again = client.get(f"/files/pictures/{picture}/{size}", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "AAAAAAAAAAAAAAAA/card",
        "{}/original",
        "{}/card.webp",
        "{}/..",
        "../../etc/passwd/card",
        "..%2f..%2fapp.db/card",
        "{}/../{}/card",
        "%00/card",
        "-rf/card",
        "CON/card",
        "{}\u202e/card",
        f"{'x' * 300}/card",
        "{}/CARD",
    ],
)
def test_no_other_name_leads_to_a_file(picture: str, client: FlaskClient, path: str) -> None:
    """Attack row M17."""
    assert client.get("/files/pictures/" + path.replace("{}", picture)).status_code in {404, 308}


def test_a_picture_closes_after_its_last_day(picture: str, app: Flask, cast: Cast, client: FlaskClient, visit: Visitor) -> None:
    """Attack row Z05: editors alone see what is closed."""
    path = f"/files/pictures/{picture}/page"
    with time_machine.travel(clock.end_of_day(clock.today() + timedelta(days=1)), tick=False):
        assert client.get(path).status_code == 404
        for who, status in (("lone", 200), ("tine", 200), ("birgitte", 404), ("anders", 404), ("camilla", 404)):
            assert visit(getattr(cast, who)).get(path).status_code == status, who


def test_sweeping_is_a_job_that_comes_by_itself(picture: str, app: Flask, client: FlaskClient) -> None:
    assert jobs.WORKS["files.sweep_pictures"].every == timedelta(days=1)
    with app.app_context(), time_machine.travel(clock.now() + timedelta(days=3)):
        sweep_pictures()
    assert client.get(f"/files/pictures/{picture}/card").status_code == 200


def test_a_picture_to_take_along_is_as_good_as_it_may_be_large(app: Flask, cast: Cast) -> None:
    """The worst there is: pure noise, which no JPEG makes small."""
    noise, kept = Image.effect_noise((1280, 1600), 120).convert("RGB"), io.BytesIO()
    noise.save(kept, "png")
    with app.app_context():
        made = bring_picture(kept.getvalue(), by=cast.lone.id)
        whole, small = jpeg_of(made), jpeg_of(made, at_most=LARGEST_PICTURE)
        assert jpeg_of(make_picture(cast)) == jpeg_of(make_picture(cast), at_most=LARGEST_PICTURE), "an ordinary one loses nothing"
    assert len(small) <= LARGEST_PICTURE < len(whole)
    with Image.open(io.BytesIO(small)) as opened:
        assert (opened.format, opened.size) == ("JPEG", (1280, 1600))
