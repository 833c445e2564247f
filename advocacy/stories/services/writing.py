"""How a story is written: as a draft with anything missing, and after an approval as a new version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Role
from advocacy.files import services as files
from advocacy.files.models import Picture
from advocacy.files.queries import find_picture
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import AdvocacyError, InvalidInput, Refusal
from advocacy.foundation.i18n import LOCALES
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.history import services as history
from advocacy.organisation.queries import get_organisation
from advocacy.people.models import Person
from advocacy.programmes.models import Audience, Programme, Purpose, Topic
from advocacy.programmes.queries import find_audience, find_purpose, find_topic
from advocacy.stories.addresses import is_web_address
from advocacy.stories.captions import CAPTION_NETWORKS, LONGEST_CAPTION
from advocacy.stories.gates import caption_field
from advocacy.stories.models import Caption, Story, StoryVersion, VersionStatus
from advocacy.stories.queries import locked_story
from advocacy.stories.wording import Base, CaptionPlace, Wording, base_of, kept, tidy, wording_of

LONGEST_LINE = 200
LONGEST_BODY = 20_000


class ChangedSinceOpened(AdvocacyError):
    """Another editor has saved since this one opened the story; both wordings are kept and shown (attack row M08)."""

    status = 409


def write_story(programme: Programme, wording: Wording, actor: Actor, *, picture_file: bytes = b"") -> Story:
    """A new story as a draft of its first version; raises InvalidInput for what cannot be kept."""
    story = Story(programme=programme, created_by_id=actor.person.id)
    db.session.add(story)
    version = _new_version(story, number=1, actor=actor)
    _put(version, _kept(wording, picture_file, actor), programme, actor)
    history.record("stories.story.created", story, by=actor.person.id, role=_role(actor), version=1)
    return story


def rewrite_story(story: Story, wording: Wording, actor: Actor, *, base: Base, picture_file: bytes = b"") -> StoryVersion:
    """Saves what an editor has written on top of the state they opened; raises ChangedSinceOpened when it is another by now.

    A draft is changed. A version that waits for review comes back from it as a draft. An approved version never changes: a new
    one begins, and readers go on seeing the approved one until that is approved too.
    """
    fresh = locked_story(story)
    check_in_use(fresh)
    latest = fresh.latest
    if base != base_of(latest):
        raise ChangedSinceOpened(_("Another editor has saved this story since you opened it."))
    wording = _kept(wording, picture_file, actor)
    if wording == tidy(wording_of(latest)):
        return latest
    if latest.status is VersionStatus.APPROVED:
        latest = _new_version(fresh, number=latest.number + 1, actor=actor)
    elif latest.status is VersionStatus.IN_REVIEW:
        _take_back(latest, actor)
    _put(latest, wording, fresh.programme, actor)
    history.record("stories.story.saved", fresh, by=actor.person.id, role=_role(actor), version=latest.number)
    return latest


def check_in_use(story: Story) -> None:
    """A story that was taken out stays as it was."""
    if story.retired_at is not None:
        raise Refusal(_("This story has been taken out of the library and can no longer be changed."))


def _role(actor: Actor) -> str:
    return actor.role_word(Role.EDITOR)


def _new_version(story: Story, *, number: int, actor: Actor) -> StoryVersion:
    version = StoryVersion(story=story, number=number, author_id=actor.person.id, edit_count=0)
    db.session.add(version)
    db.session.flush()
    return version


def _take_back(version: StoryVersion, actor: Actor) -> None:
    version.status = VersionStatus.DRAFT
    version.submitted_at = version.submitted_by_id = None
    history.record("stories.story.taken_back", version.story, by=actor.person.id, role=_role(actor), version=version.number)


def _kept(wording: Wording, picture_file: bytes, actor: Actor) -> Wording:
    """As it is stored, with the picture that was chosen brought in."""
    if picture_file:
        wording = replace(wording, picture=files.bring_picture(picture_file, by=actor.person.id).public_id)
    return kept(wording, get_organisation())


def _put(version: StoryVersion, wording: Wording, programme: Programme, actor: Actor) -> None:
    problems = _length_problems(wording) | _address_problem(wording) | _caption_problems(wording.captions)
    purpose, topic, audience = _choices(programme, wording, problems)
    picture = _chosen_picture(wording, problems)
    if problems:
        raise InvalidInput(problems)
    for name in ("kind", "address", "picture_choice", "expires_on"):
        setattr(version, name, getattr(wording, name))
    for name in ("title", "gain", "body", "alt"):
        setattr(version, name, dict(getattr(wording, name)))
    version.purpose, version.topic, version.audience, version.picture = purpose, topic, audience, picture
    _put_captions(version, wording.captions)
    version.changed_at = clock.now()
    version.edit_count += 1
    if all(writer.id != actor.person.id for writer in version.writers):
        version.writers.append(db.session.get_one(Person, actor.person.id))
    db.session.flush()


def _put_captions(version: StoryVersion, captions: Mapping[CaptionPlace, str]) -> None:
    """One wording for each network and language for now; the position is there for several."""
    standing = {(caption.network, caption.language): caption for caption in version.captions}
    for place, caption in standing.items():
        if place not in captions:
            version.captions.remove(caption)
    for place, words in captions.items():
        if place in standing:
            standing[place].text = words
        else:
            version.captions.append(Caption(network=place[0], language=place[1], text=words))


def _length_problems(wording: Wording) -> dict[str, object]:
    limits = (("title", LONGEST_LINE), ("gain", LONGEST_LINE), ("alt", LONGEST_LINE), ("body", LONGEST_BODY))
    return {
        f"{name}_{language}": _("At most %(max)d characters, please.", max=limit)
        for name, limit in limits
        for language in LOCALES
        if len(getattr(wording, name).get(language, "")) > limit
    }


def _address_problem(wording: Wording) -> dict[str, object]:
    """A draft may lack its address, but nothing that is not a web address is ever kept (attack rows M02, M05)."""
    if wording.address and not is_web_address(wording.address):
        return {"address": _("This is not a web address. It begins with https:// or http://.")}
    return {}


def _caption_problems(captions: Mapping[CaptionPlace, str]) -> dict[str, object]:
    problems: dict[str, object] = {}
    for (network, language), words in captions.items():
        if network not in CAPTION_NETWORKS or language not in LOCALES:
            problems["captions"] = _("There is no such network or language.")
        elif len(words) > LONGEST_CAPTION:
            problems[caption_field(network, language)] = _("At most %(max)d characters, please.", max=LONGEST_CAPTION)
    return problems


def _choices(programme: Programme, wording: Wording, problems: dict[str, object]) -> tuple[Purpose | None, Topic | None, Audience | None]:
    """What was chosen of the programme's own; another programme's is as good as none that exists."""
    found = (find_purpose(programme, wording.purpose), find_topic(programme, wording.topic), find_audience(programme, wording.audience))
    for name, chosen in zip(("purpose", "topic", "audience"), found, strict=True):
        if getattr(wording, name) and chosen is None:
            problems[name] = _("This is not one of the programme's own. Choose again.")
    return found


def _chosen_picture(wording: Wording, problems: dict[str, object]) -> Picture | None:
    picture = find_picture(wording.picture) if wording.picture else None
    if wording.picture and picture is None:
        problems["picture_file"] = _("This picture is not here any more. Please bring it again.")
    return picture
