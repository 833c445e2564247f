"""Putting a wording into a version: what cannot be kept is refused at its field, everything else is stored as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from advocacy.accounts.access import Actor
from advocacy.files.models import Picture
from advocacy.files.queries import find_picture
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput
from advocacy.foundation.i18n import LOCALES
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.people.models import Person, Unit
from advocacy.people.queries import find_person, find_unit
from advocacy.programmes.models import Programme, Topic
from advocacy.programmes.queries import find_audience, find_purpose, find_topic
from advocacy.stories.addresses import is_web_address
from advocacy.stories.captions import CAPTION_NETWORKS, LONGEST_CAPTION, MOST_CAPTIONS, caption_field
from advocacy.stories.models import MOST_TOPICS, Caption, StoryVersion, VersionRole
from advocacy.stories.pictured import tell_register
from advocacy.stories.wording import FLAGS, TEXTS, CaptionPlace, Wording

LONGEST_LINE = 200
LONGEST_BODY = 20_000
_AS_THEY_ARE = ("kind", "address", "picture_choice", "visible_from", "expires_on", "licence", "credit", *FLAGS)
_NOT_THEIRS = _("This is not one of the programme's own. Choose again.")
Problems = dict[str, object]
Found = TypeVar("Found")


def put_wording(version: StoryVersion, wording: Wording, programme: Programme, actor: Actor) -> None:
    """Stores what was written; raises InvalidInput naming every field that cannot be kept, and stores nothing then."""
    problems = _length_problems(wording) | _address_problem(wording) | _caption_problems(wording.captions)
    found = _found(programme, wording, problems)
    before = version.picture
    if problems:
        raise InvalidInput(problems)
    for name in _AS_THEY_ARE:
        setattr(version, name, getattr(wording, name))
    for name in TEXTS:
        setattr(version, name, dict(getattr(wording, name)))
    for name, value in found.items():
        setattr(version, name, value)
    _put_roles(version, wording)
    _put_captions(version, wording.captions)
    version.changed_at = clock.now()
    version.edit_count += 1
    add_writer(version, db.session.get_one(Person, actor.person.id))
    db.session.flush()
    tell_register(version, before=before)


def add_writer(version: StoryVersion, *people: Person) -> None:
    """Who has written in a version may not approve it (attack row Z11)."""
    for person in people:
        if all(writer.id != person.id for writer in version.writers):
            version.writers.append(person)


def _found(programme: Programme, wording: Wording, problems: Problems) -> dict[str, object]:
    """What was chosen by its public name; another programme's is as good as none that exists."""
    picture: Picture | None = find_picture(wording.picture) if wording.picture else None
    if wording.picture and picture is None:
        problems["picture_file"] = _("This picture is not here any more. Please bring it again.")
    return {
        "purpose": _one(wording.purpose, lambda name: find_purpose(programme, name), "purpose", problems),
        "topic": _one(wording.topic, lambda name: find_topic(programme, name), "topic", problems),
        "audience": _one(wording.audience, lambda name: find_audience(programme, name), "audience", problems),
        "further_topics": _further_topics(programme, wording, problems),
        "units": _units(programme, wording.units, problems),
        "ai_editor": _one(wording.ai_editor, _colleague, "ai_editor", problems),
        "picture": picture,
    }


def _one(name: str, find: Callable[[str], Found | None], field: str, problems: Problems) -> Found | None:
    found = find(name) if name else None
    if name and found is None:
        problems[field] = _NOT_THEIRS
    return found


def _colleague(public_id: str) -> Person | None:
    person = find_person(public_id)
    return person if person is not None and person.is_active else None


def _further_topics(programme: Programme, wording: Wording, problems: Problems) -> list[Topic]:
    found = [_one(name, lambda each: find_topic(programme, each), "further_topics", problems) for name in wording.further_topics]
    if len(found) >= MOST_TOPICS:
        problems["further_topics"] = _("At most %(max)d topics in all. Which matter most?", max=MOST_TOPICS)
    return [topic for topic in found if topic is not None]


def _units(programme: Programme, names: Sequence[str], problems: Problems) -> list[Unit]:
    """Units that have something to do with the programme: in it, or above."""
    found = [unit for name in names if (unit := find_unit(name)) is not None and _meet(unit, programme)]
    if len(found) != len(names):
        problems["units"] = _NOT_THEIRS
    return found


def _meet(unit: Unit, programme: Programme) -> bool:
    return any(unit.holds(each) or each.holds(unit) for each in programme.units)


def _put_roles(version: StoryVersion, wording: Wording) -> None:
    standing = {row.role: row for row in version.role_rows}
    version.role_rows = [standing.get(role) or VersionRole(role=role) for role in wording.roles]


def _put_captions(version: StoryVersion, captions: Mapping[CaptionPlace, Sequence[str]]) -> None:
    """Each wording keeps its row, so that rows are changed rather than written beside those that are taken away."""
    wanted = {(*place, position): text for place, texts in captions.items() for position, text in enumerate(texts)}
    standing = {(caption.network, caption.language, caption.position): caption for caption in version.captions}
    for place, caption in standing.items():
        if place not in wanted:
            version.captions.remove(caption)
    for (network, language, position), text in wanted.items():
        kept = standing.get((network, language, position))
        if kept is not None:
            kept.text = text
        else:
            version.captions.append(Caption(network=network, language=language, position=position, text=text))


def _length_problems(wording: Wording) -> Problems:
    limits = (("title", LONGEST_LINE), ("gain", LONGEST_LINE), ("alt", LONGEST_LINE), ("body", LONGEST_BODY))
    problems: Problems = {
        f"{name}_{language}": _("At most %(max)d characters, please.", max=limit)
        for name, limit in limits
        for language in LOCALES
        if len(getattr(wording, name).get(language, "")) > limit
    }
    if len(wording.credit) > LONGEST_LINE:
        problems["credit"] = _("At most %(max)d characters, please.", max=LONGEST_LINE)
    return problems


def _address_problem(wording: Wording) -> Problems:
    """A draft may lack its address, but nothing that is not a web address is ever kept (attack rows M02, M05)."""
    if wording.address and not is_web_address(wording.address):
        return {"address": _("This is not a web address. It begins with https:// or http://.")}
    return {}


def _caption_problems(captions: Mapping[CaptionPlace, Sequence[str]]) -> Problems:
    problems: Problems = {}
    for (network, language), texts in captions.items():
        if network not in CAPTION_NETWORKS or language not in LOCALES:
            problems["captions"] = _("There is no such network or language.")
        elif len(texts) > MOST_CAPTIONS:
            problems[caption_field(network, language)] = _("At most %(max)d suggestions for one network.", max=MOST_CAPTIONS)
        for position, text in enumerate(texts):
            if len(text) > LONGEST_CAPTION:
                problems[caption_field(network, language, position)] = _("At most %(max)d characters, please.", max=LONGEST_CAPTION)
    return problems
