"""A story in the library with a picture, and nothing in its register."""

from __future__ import annotations

import pytest
from flask import Flask

from advocacy.foundation.database import db
from tests.consents.stage import Scene
from tests.factories.consents import make_use
from tests.factories.pictures import make_picture
from tests.factories.programmes import enrol, make_programme
from tests.factories.stories import make_story
from tests.factories.training import license_person
from tests.people import Cast


@pytest.fixture
def scene(app: Flask, cast: Cast) -> Scene:
    """Lone's story, approved by Tine before anybody asked about pictures; Jonas takes part and may share."""
    with app.app_context():
        programme = make_programme(cast)
        enrol(programme, cast.jonas)
        license_person(cast.jonas)
        picture = make_picture(cast)
        story = make_story(
            cast, programme, picture_id=picture.id, picture_choice="described", alt={"en": "A nurse", "da": "En sygeplejerske"}
        )
        make_use(picture, story)
        db.session.commit()
        return Scene(app, cast, picture.public_id, story.public_id, programme.public_id)
