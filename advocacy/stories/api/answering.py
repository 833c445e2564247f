"""A story as the API tells it."""

from __future__ import annotations

from typing import Any

from advocacy.accounts.access import Actor
from advocacy.foundation import clock
from advocacy.foundation.errors import Missing
from advocacy.foundation.pages import public_address
from advocacy.organisation.queries import get_organisation
from advocacy.stories.access import can_edit_story, is_in_library
from advocacy.stories.gates import missing_of
from advocacy.stories.models import Story, StoryVersion
from advocacy.stories.schemas import CaptionAnswer, PictureAnswer, ReturnAnswer, StoryAnswer, StoryLineAnswer
from advocacy.stories.wording import FLAGS


def story_line(version: StoryVersion) -> StoryLineAnswer:
    """A story in a list."""
    story = version.story
    return StoryLineAnswer(
        id=story.public_id,
        programme=story.programme.public_id,
        status=version.status.value,
        number=version.number,
        title=version.title,
        gain=version.gain,
        address=version.address,
        expires_on=version.expires_on,
        published_at=story.published_at,
    )


def story_answer(story: Story, actor: Actor) -> StoryAnswer:
    """What readers see, or for its editors the newest version with what it lacks and the reviewers' notes."""
    is_editor = can_edit_story(actor, story)
    version = story.latest if is_editor else story.published_version
    if version is None:
        raise Missing
    answer = StoryAnswer(
        id=story.public_id,
        programme=story.programme.public_id,
        status=version.status.value,
        is_in_library=is_in_library(story),
        version=version.public_id,
        number=version.number,
        edit_count=version.edit_count,
        kind=version.kind.value,
        title=version.title,
        gain=version.gain,
        body=version.body,
        address=version.address,
        **_aim(version),
        picture_choice=version.picture_choice.value if version.picture_choice else None,
        picture=_picture(version),
        alt=version.shown_alt,
        visible_from=version.visible_from,
        expires_on=version.expires_on,
        published_at=story.published_at,
        paused_at=story.paused_at,
        **{name: getattr(version, name) for name in FLAGS},
        ai_editor=_name_of(version.ai_editor),
        licence=version.licence.value,
        credit=version.credit,
        author=version.author.name,
        captions=[CaptionAnswer.model_validate(caption) for caption in version.captions],
    )
    if is_editor:
        answer.missing = {name: str(sentence) for name, sentence in missing_of(version, get_organisation(), today=clock.today()).items()}
        answer.notes = [ReturnAnswer(by=each.by.name, at=each.at, note=each.note) for each in version.returns]
    return answer


def _aim(version: StoryVersion) -> dict[str, Any]:
    """What it is for and about, and whom it is meant for."""
    return {
        "purpose": _name_of(version.purpose),
        "topic": _name_of(version.topic),
        "further_topics": [topic.public_id for topic in version.further_topics],
        "audience": _name_of(version.audience),
        "units": [unit.public_id for unit in version.units],
        "roles": [role.value for role in version.roles],
    }


def _name_of(chosen: Any) -> str | None:
    return chosen.public_id if chosen is not None else None


def _picture(version: StoryVersion) -> PictureAnswer | None:
    if not version.has_picture or version.picture is None:
        return None
    name = version.picture.public_id
    sizes = {size: public_address("files.picture", public_id=name, size=size) for size in ("card", "page", "preview")}
    return PictureAnswer(id=name, **sizes)
