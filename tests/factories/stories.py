"""Stories, approved by a second editor unless told otherwise."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from advocacy.files.services import open_picture
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.programmes.models import Programme
from advocacy.stories.models import Caption, PictureChoice, Story, StoryKind, StoryVersion, VersionStatus
from tests.people import Cast


def make_story(
    cast: Cast, programme: Programme, *, is_published: bool = True, title: str = "The night has its own tone", **changes: Any
) -> Story:
    """A story by Lone, approved by Tine; ``changes`` are columns of its version."""
    story = Story(programme_id=programme.id, created_by_id=cast.lone.id)
    db.session.add(story)
    db.session.flush()
    values: dict[str, Any] = {
        "kind": StoryKind.BEHIND_THE_SCENES,
        "title": {"da": f"{title} (da)", "en": title},
        "gain": {"da": "Indsigt", "en": "Insight"},
        "body": {"da": "Kl. 02.40 er der **stille**.", "en": "At 2.40 it is **quiet**."},
        "address": "https://bredfjord.example/h/01",
        "purpose_id": programme.purposes[0].id,
        "topic_id": programme.topics[0].id,
        "audience_id": programme.audiences[0].id,
        "picture_choice": PictureChoice.NONE,
        "expires_on": clock.today() + timedelta(days=60),
    }
    version = StoryVersion(story_id=story.id, number=1, author_id=cast.lone.id, **{**values, **changes})
    version.captions = [
        Caption(network=network, language=language, text=text)
        for network in ("linkedin", "facebook", "x", "bluesky", "mastodon", "threads", "whatsapp", "email")
        for language, text in (
            ("da", "Natten er stille. Jeg arbejder i Bredfjord Kommune."),
            ("en", "The night is quiet. I work for Bredfjord Municipality."),
        )
    ]
    db.session.add(version)
    db.session.flush()
    if is_published:
        version.status, version.approved_at, version.approved_by_id = VersionStatus.APPROVED, clock.now(), cast.tine.id
        story.published_version_id, story.published_at, story.expires_on = version.id, clock.now(), version.expires_on
        if version.picture is not None:
            open_picture(version.picture, version.expires_on)
    db.session.flush()
    db.session.refresh(story)
    return story
