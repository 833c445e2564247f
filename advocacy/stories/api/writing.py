"""Stories written by a program, by the same services as the pages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from advocacy.accounts.access import EDITORS, Actor
from advocacy.accounts.models import Role
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.foundation.guards import acting
from advocacy.foundation.operations import operation
from advocacy.stories import queries, services
from advocacy.stories.api.answering import story_answer
from advocacy.stories.api.blueprint import bp, editable_story, named
from advocacy.stories.models import Licence, PictureChoice, StoryKind
from advocacy.stories.schemas import StoryAnswer, StoryChangedSent, StorySent
from advocacy.stories.wording import Base, Wording, wording_of


@operation(bp, "POST", "/stories", who=EDITORS, scope="stories:write", status=201)
def create_story(body: StorySent) -> StoryAnswer:
    """Begins a story as a draft."""
    actor: Actor = acting()
    programme = named(queries.writable_programmes(actor), body.programme)
    if programme is None:
        raise Missing
    story = services.write_story(programme, _sent(Wording(), body.model_dump(exclude={"programme"})), actor)
    db.session.commit()
    return story_answer(story, actor)


@operation(bp, "POST", "/stories/<public_id>", who=EDITORS, scope="stories:write")
def change_story(public_id: str, body: StoryChangedSent) -> StoryAnswer:
    """Changes a story. After an approval a new version begins, which needs one of its own."""
    actor: Actor = acting()
    story = editable_story(actor, public_id)
    wording = _sent(wording_of(story.latest), body.model_dump(exclude={"version", "edit_count"}, exclude_unset=True))
    services.rewrite_story(story, wording, actor, base=Base(body.version, body.edit_count))
    db.session.commit()
    return story_answer(story, actor)


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
