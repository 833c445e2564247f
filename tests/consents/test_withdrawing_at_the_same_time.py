"""Somebody takes a consent back while a second editor approves the story: whoever is first, nobody is shown who said no."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from flask import Flask

from advocacy.accounts.queries import actor_for
from advocacy.consents import services as consents
from advocacy.consents.models import Consent
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import AdvocacyError
from advocacy.people.models import Person
from advocacy.stories import services as stories
from advocacy.stories.models import Story
from tests.factories.consents import make_consent, make_use
from tests.factories.pictures import make_picture
from tests.factories.programmes import make_programme
from tests.factories.stories import make_story
from tests.people import gather_cast

ROUNDS = 4


def test_an_approval_and_a_withdrawal_meet(own_app: Flask) -> None:
    with own_app.app_context():
        cast = gather_cast()
        programme = make_programme(cast)
        pairs = []
        for n in range(ROUNDS):
            picture = make_picture(cast)
            story = make_story(cast, programme, is_published=False, title=f"Story {n}", picture_id=picture.id, picture_choice="decorative")
            make_use(picture, story, is_shown=False)
            consent = make_consent(picture, cast, person=cast.camilla)
            stories.submit_story(story, actor_for(cast.lone))
            pairs.append((story.id, consent.id, story.latest.edit_count))
        tine, camilla = cast.tine.id, cast.camilla.id
        db.session.commit()
    for story_id, consent_id, edit_count in pairs:
        together(
            lambda s=story_id, e=edit_count: change(
                own_app, tine, lambda actor: stories.approve_story(db.session.get_one(Story, s), actor, edit_count=e)
            ),
            lambda c=consent_id: change(own_app, camilla, lambda actor: consents.withdraw_consent(db.session.get_one(Consent, c), actor)),
        )
        with own_app.app_context():
            assert db.session.get_one(Consent, consent_id).withdrawn_at is not None
            assert not db.session.get_one(Story, story_id).is_live_at(clock.now())


def change(app: Flask, person: int, deed: Callable[[Any], object]) -> None:
    """One request's worth of work: carried out and committed, or refused and undone."""
    with app.app_context():
        try:
            deed(actor_for(db.session.get_one(Person, person)))
            db.session.commit()
        except AdvocacyError:
            db.session.rollback()


def together(*works: Callable[[], None]) -> None:
    """All at once; what one of them raises is raised here."""
    gate, failures = threading.Barrier(len(works)), []

    def run(work: Callable[[], None]) -> None:
        gate.wait()
        try:
            work()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not failures, failures
