"""What stories do on hearing of the people in their pictures.

Whoever takes their consent back is out of sight before the button has come up again: the story pauses in the same transaction.
"""

from __future__ import annotations

from sqlalchemy import select

from advocacy.accounts.queries import actor_for
from advocacy.consents import events as consents
from advocacy.files.models import Picture
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Refusal
from advocacy.foundation.i18n import LOCALES, in_language
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.people import events as people
from advocacy.people.models import Person
from advocacy.stories import events, services
from advocacy.stories.models import Story, StoryVersion
from advocacy.stories.pictured import end_pictures, places_of, why_not_pictured
from advocacy.stories.services import keeping

REASON = _("A consent to be seen in the picture has ended. Choose another picture, and the story comes back when it is approved.")


@consents.consent_ended.hear
def pause_stories_with(picture: Picture, lost: frozenset[str]) -> None:
    """Every story whose readers would see somebody who has not said yes to it pauses; the system does it, whoever pressed.

    All stories written with the picture are held meanwhile: one that is being approved at this moment is waited for, and pauses too.
    """
    written = select(StoryVersion.story_id).where(StoryVersion.picture_id == picture.id)
    held = select(Story).where(Story.id.in_(written), Story.retired_at.is_(None)).order_by(Story.id).with_for_update(of=Story)
    for story in db.session.scalars(held.execution_options(populate_existing=True)).all():
        version = story.published_version
        if version is None or version.picture_id != picture.id or not lost & places_of(version):
            continue
        if why_not_pictured(version, until=clock.today()) is not None:
            services.pause_story(story, REASON, None)


@events.story_published.hear
def rest_or_come_back(story: Story) -> None:
    """A story that rested for its picture comes back with the same links once it is approved with one that may be shown.

    One whose consent has ended between its approval and the moment it was to be seen rests instead.
    """
    version = story.published_version
    if version is None:
        return
    if why_not_pictured(version, until=clock.today()) is not None:
        services.pause_story(story, REASON, None)
    elif story.paused_at is not None and _rests_for_its_picture(story) and version.approved_by is not None:
        services.resume_story(story, actor_for(version.approved_by))


@events.story_resumed.hear
def refuse_uncovered(story: Story) -> None:
    """Nobody brings a story back while somebody in its picture has not said yes: the refusal undoes the change."""
    version = story.published_version
    if version is not None and (sentence := why_not_pictured(version, until=clock.today())) is not None:
        raise Refusal(sentence)


@events.story_retired.hear
def end_the_pictures(story: Story) -> None:
    """From today on readers see none of its pictures."""
    end_pictures(story.versions, today=clock.today())


@people.person_left.hear
def forget_drafts(person: Person) -> None:
    """What somebody was typing and never saved goes with them."""
    keeping.forget_drafts_of(person)


def _rests_for_its_picture(story: Story) -> bool:
    """True when nothing else was said against it: who paused it for another reason brings it back themselves."""
    for locale in LOCALES:
        with in_language(locale):
            if (story.paused_reason or {}).get(locale) != str(REASON):
                return False
    return True
