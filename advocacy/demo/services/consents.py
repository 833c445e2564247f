"""The people in the ten stories' pictures, as their files tell; and nine colleagues who have shared the story about Oliver."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from advocacy.consents.models import Basis, Consent, ConsentWay, PicturedKind, PictureRegister, PictureUse
from advocacy.consents.queries import PLACE_LABELS
from advocacy.demo.reading import PICTURES, words
from advocacy.files.services import bring_picture
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.people.models import Person
from advocacy.sharing.models import Share
from advocacy.stories.models import Story, StoryVersion

SHARERS_OF_CONSENT = 9


def load_consents(people: dict[str, Person], *, at: datetime) -> None:
    """The register of every picture. One draft's is left empty on purpose: it cannot go to review, and says why."""
    told = words("stories")
    by_title = {each["title"]["da"]: each for each in [*told["story"], *told["draft"]]}
    versions = db.session.scalars(select(StoryVersion).where(StoryVersion.picture_id.is_not(None)).order_by(StoryVersion.id)).all()
    answered: set[int] = set()
    for version in versions:
        each = by_title[version.title["da"]]
        if each["people"] == "unanswered":
            version.picture = bring_picture((PICTURES / each["picture"]).read_bytes(), by=version.author_id)
            db.session.flush()
        _use(version)
        if version.picture_id not in answered and each["people"] != "unanswered":
            answered.add(version.picture_id or 0)
            _answer(version, each, people, at)
    db.session.flush()


def leave_nine_sharers(stories: list[Story]) -> None:
    """Nine people have shared the story whose picture needs a consent; what others shared of it is the next story's."""
    told = words("stories")["story"]
    number = next(n for n, each in enumerate(told) if each["people"] == "consent")
    story, other = stories[number], stories[(number + 1) % len(stories)]
    sharers = db.session.scalars(select(Share.person_id).where(Share.story_id == story.id).order_by(Share.id)).all()
    kept = list(dict.fromkeys(sharers))[:SHARERS_OF_CONSENT]
    moved = update(Share).where(Share.story_id == story.id, Share.person_id.not_in(kept))
    db.session.execute(moved.values(story_id=other.id, version_id=other.published_version_id))


def _use(version: StoryVersion) -> None:
    story = version.story
    db.session.add(
        PictureUse(
            picture_id=version.picture_id,
            programme_id=story.programme_id,
            used_by=story.public_id,
            title=version.title,
            person_id=version.author_id,
            told_at=version.changed_at,
            shown_until=version.expires_on if story.published_version_id == version.id else None,
        )
    )


def _answer(version: StoryVersion, told: dict[str, Any], people: dict[str, Person], at: datetime) -> None:
    if told["people"] != "consent":
        said = PictureRegister(picture_id=version.picture_id, nobody_by_id=version.author_id, nobody_at=version.created_at)
        db.session.add(said)
        return
    day = clock.local_day(at)
    seen = told["consent"]
    db.session.add(
        Consent(
            picture_id=version.picture_id,
            kind=PicturedKind.EMPLOYEE,
            person_id=people[seen["person"]].id,
            basis=Basis.CONSENT,
            networks=list(PLACE_LABELS),
            given_on=day - timedelta(days=seen["given_days_ago"]),
            way=ConsentWay.WRITTEN,
            proof=seen["proof"],
            told=seen["told"],
            expires_on=max(day - timedelta(days=seen["given_days_ago"]) + timedelta(days=365), version.expires_on or day),
            recorded_by_id=version.author_id,
            created_at=version.created_at,
        )
    )
