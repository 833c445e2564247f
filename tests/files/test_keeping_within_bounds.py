"""How much is kept: a limit for all pictures together, and pictures nobody used are forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from advocacy.files.jobs import forget_pictures, sweep_pictures
from advocacy.files.models import Picture
from advocacy.files.queries import bytes_kept, picture_folder
from advocacy.files.services import bring_picture
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput
from advocacy.sources.models import PagePreview
from tests.factories.pictures import make_picture, picture_bytes
from tests.factories.programmes import make_programme
from tests.factories.stories import make_story
from tests.people import Cast


def test_all_pictures_together_have_a_limit(app: Flask, cast: Cast) -> None:
    """Attack row M19: the total, with a plain sentence, whoever brings."""
    named = app.extensions["advocacy.settings"]
    app.extensions["advocacy.settings"] = replace(named, pictures_gigabytes=1)
    try:
        with app.app_context():
            make_picture(cast)
            assert 0 < bytes_kept() < 1_000_000
            db.session.add(Picture(width=1, height=1, byte_count=1, kept_byte_count=1024**3, sha256="0" * 64))
            db.session.flush()
            with pytest.raises(InvalidInput, match="ikke plads til flere billeder"):
                bring_picture(picture_bytes(), by=None)
    finally:
        app.extensions["advocacy.settings"] = named


def test_pictures_nothing_shows_are_forgotten_after_a_month(app: Flask, cast: Cast) -> None:
    """Attack row M16: previews that were looked at and left; what a story or a preview shows stays, in whatever version."""
    with app.app_context():
        left, shown, previewed = (make_picture(cast) for _each in range(3))
        make_story(cast, make_programme(cast), is_published=False, picture_id=shown.id)
        db.session.add(PagePreview(digest="0" * 64, address="https://x.dk/", picture_id=previewed.id, fetched_at=clock.now()))
        young = make_picture(cast)
        for picture in (left, shown, previewed):
            picture.created_at = clock.now() - timedelta(days=31)
        db.session.flush()
        names = {picture.public_id for picture in (shown, previewed, young)}
        forget_pictures()
        assert {picture.public_id for picture in db.session.query(Picture)} == names
        old = clock.now() + timedelta(days=2)
        from advocacy.files.services import sweep_pictures as sweep

        sweep(before=old)
        assert {path.name.rpartition("-")[0] for path in picture_folder().glob("*")} & {left.public_id, *names} == names
        sweep_pictures()
