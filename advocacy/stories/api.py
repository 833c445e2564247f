"""Stories in the JSON API: written, reviewed and listed by the same services as the pages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint

from advocacy.accounts.access import EDITORS, Actor
from advocacy.accounts.models import Role
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Forbidden, Missing
from advocacy.foundation.guards import SIGNED_IN, acting, require, require_visible
from advocacy.foundation.operations import operation
from advocacy.foundation.pages import public_address
from advocacy.organisation.queries import get_organisation
from advocacy.programmes.models import Programme, Topic
from advocacy.stories import queries, services
from advocacy.stories.access import can_edit_story, can_read_story, is_in_library
from advocacy.stories.gates import missing_of
from advocacy.stories.models import Licence, PictureChoice, Story, StoryKind, StoryVersion
from advocacy.stories.queries import DeskList
from advocacy.stories.schemas import (
    ApproveSent,
    CaptionAnswer,
    PauseSent,
    PictureAnswer,
    RestoreSent,
    ReturnAnswer,
    SendBackSent,
    StoriesAnswer,
    StoriesAsked,
    StoryAnswer,
    StoryChangedSent,
    StoryLineAnswer,
    StorySent,
)
from advocacy.stories.wording import FLAGS, Base, Wording, wording_of

bp = Blueprint("api_stories", __name__)


@operation(bp, "GET", "/stories", who=SIGNED_IN, scope="stories:read")
def list_stories(query: StoriesAsked) -> StoriesAnswer:
    """The library, newest first; for editors also the lists of the desk."""
    actor: Actor = acting()
    if query.status != "library":
        return _desk_page(actor, DeskList(query.status), query.page)
    programmes = queries.readable_programmes(actor)
    programme = _named(programmes, query.programme)
    topic = _named([topic for each in programmes for topic in each.topics], query.topic)
    found = queries.library_for(actor, programme=programme, topic=topic, page=query.page, among=programmes)
    versions = {version.id: version for version in queries.versions_for_cards([entry.version_id for entry in found.entries])}
    return StoriesAnswer(
        stories=[_line(versions[entry.version_id]) for entry in found.entries],
        total=found.total,
        page=found.page,
        page_count=found.page_count,
    )


@operation(bp, "POST", "/stories", who=EDITORS, scope="stories:write", status=201)
def create_story(body: StorySent) -> StoryAnswer:
    """Begins a story as a draft."""
    actor: Actor = acting()
    programme = _named(queries.writable_programmes(actor), body.programme)
    if programme is None:
        raise Missing
    story = services.write_story(programme, _sent(Wording(), body.model_dump(exclude={"programme"})), actor)
    db.session.commit()
    return _answer(story, actor)


@operation(bp, "GET", "/stories/<public_id>", who=SIGNED_IN, scope="stories:read")
def get_story(public_id: str) -> StoryAnswer:
    """One story: what readers see, or for its editors the newest version."""
    actor: Actor = acting()
    story = queries.get_story(public_id)
    require_visible(can_read_story(actor, story))
    return _answer(story, actor)


@operation(bp, "POST", "/stories/<public_id>", who=EDITORS, scope="stories:write")
def change_story(public_id: str, body: StoryChangedSent) -> StoryAnswer:
    """Changes a story. After an approval a new version begins, which needs one of its own."""
    actor: Actor = acting()
    story = _editable(actor, public_id)
    wording = _sent(wording_of(story.latest), body.model_dump(exclude={"version", "edit_count"}, exclude_unset=True))
    services.rewrite_story(story, wording, actor, base=Base(body.version, body.edit_count))
    db.session.commit()
    return _answer(story, actor)


@operation(bp, "POST", "/stories/<public_id>/submit", who=EDITORS, scope="stories:write")
def submit_story(public_id: str) -> StoryAnswer:
    """Asks for a second pair of eyes; 422 names everything that is missing."""
    actor: Actor = acting()
    story = _editable(actor, public_id)
    services.submit_story(story, actor)
    db.session.commit()
    return _answer(story, actor)


@operation(bp, "POST", "/stories/<public_id>/approve", who=EDITORS, scope="stories:write")
def approve_story(public_id: str, body: ApproveSent) -> StoryAnswer:
    """The version that waits becomes the one people read; never one's own."""
    actor: Actor = acting()
    story = _editable(actor, public_id)
    services.approve_story(story, actor, edit_count=body.edit_count, is_politics_accepted=body.accepts_politics)
    db.session.commit()
    return _answer(story, actor)


@operation(bp, "POST", "/stories/<public_id>/send-back", who=EDITORS, scope="stories:write")
def send_back_story(public_id: str, body: SendBackSent) -> StoryAnswer:
    """The version goes back to its writers with a note."""
    actor: Actor = acting()
    story = _editable(actor, public_id)
    services.send_back_story(story, actor, note=body.note, edit_count=body.edit_count)
    db.session.commit()
    return _answer(story, actor)


@operation(bp, "POST", "/stories/<public_id>/retire", who=EDITORS, scope="stories:write")
def retire_story(public_id: str) -> StoryAnswer:
    """Takes a story out of the library for good."""
    actor: Actor = acting()
    story = _editable(actor, public_id)
    services.retire_story(story, actor)
    db.session.commit()
    return _answer(story, actor)


@operation(bp, "POST", "/stories/<public_id>/pause", who=EDITORS, scope="stories:write")
def pause_story(public_id: str, body: PauseSent) -> StoryAnswer:
    """Hides a story for the time being; its links lead to a page that says so."""
    actor: Actor = acting()
    story = _editable(actor, public_id)
    services.pause_story(story, body.reason, actor)
    db.session.commit()
    return _answer(story, actor)


@operation(bp, "POST", "/stories/<public_id>/resume", who=EDITORS, scope="stories:write")
def resume_story(public_id: str) -> StoryAnswer:
    """Ends a pause."""
    actor: Actor = acting()
    story = _editable(actor, public_id)
    services.resume_story(story, actor)
    db.session.commit()
    return _answer(story, actor)


@operation(bp, "POST", "/stories/<public_id>/restore", who=EDITORS, scope="stories:write")
def restore_story(public_id: str, body: RestoreSent) -> StoryAnswer:
    """Brings back as a draft what was taken out, or what an older version says."""
    actor: Actor = acting()
    story = _editable(actor, public_id)
    if body.number is None:
        services.restore_story(story, actor)
    else:
        services.restore_version(story, body.number, actor)
    db.session.commit()
    return _answer(story, actor)


def _editable(actor: Actor, public_id: str) -> Story:
    story = queries.get_story(public_id)
    require_visible(can_read_story(actor, story))
    require(can_edit_story(actor, story))
    return story


def _named(things: Any, public_id: str | None) -> Any:
    """The one of these with this name, None when no name is asked for; Missing for a name that is none of theirs."""
    if not public_id:
        return None
    found: Programme | Topic | None = next((each for each in things if each.public_id == public_id), None)
    if found is None:
        raise Missing
    return found


#: What null takes away; elsewhere null is as good as left out.
_MAY_BE_NONE = frozenset({"picture_choice", "expires_on", "visible_from"})
_WORDS = {"kind": StoryKind, "picture_choice": PictureChoice, "licence": Licence}


def _sent(before: Wording, sent: dict[str, Any]) -> Wording:
    """What was sent, put over what was there."""
    sent = {name: value for name, value in sent.items() if value is not None or name in _MAY_BE_NONE}
    for name, words in _WORDS.items():
        if sent.get(name):
            sent[name] = words(sent[name])
    for name in {"further_topics", "units"} & sent.keys():
        sent[name] = tuple(sent[name])
    if "roles" in sent:
        sent["roles"] = tuple(Role(each) for each in sent["roles"])
    if "captions" in sent:
        sent["captions"] = _captions(sent["captions"])
    return replace(before, **sent)


def _captions(sent: list[dict[str, str]]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Several for one network and language stand in the order in which they were sent."""
    captions: dict[tuple[str, str], tuple[str, ...]] = {}
    for each in sent:
        place = (each["network"], each["language"])
        captions[place] = (*captions.get(place, ()), each["text"])
    return captions


def _desk_page(actor: Actor, which: DeskList, number: int) -> StoriesAnswer:
    if not actor.holds(Role.EDITOR):
        raise Forbidden
    found = queries.desk_list(actor, which, page=number)
    return StoriesAnswer(
        stories=[_line(version) for version in found.versions], total=found.total, page=found.page, page_count=found.page_count
    )


def _line(version: StoryVersion) -> StoryLineAnswer:
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


def _answer(story: Story, actor: Actor) -> StoryAnswer:
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
        purpose=_name_of(version.purpose),
        topic=_name_of(version.topic),
        further_topics=[topic.public_id for topic in version.further_topics],
        audience=_name_of(version.audience),
        units=[unit.public_id for unit in version.units],
        roles=[role.value for role in version.roles],
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


def _name_of(chosen: Any) -> str | None:
    return chosen.public_id if chosen is not None else None


def _picture(version: StoryVersion) -> PictureAnswer | None:
    if not version.has_picture or version.picture is None:
        return None
    name = version.picture.public_id
    sizes = {size: public_address("files.picture", public_id=name, size=size) for size in ("card", "page", "preview")}
    return PictureAnswer(id=name, **sizes)
