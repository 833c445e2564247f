"""What is known about a story before a person looks at it: the findings of the software, and which of its links answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from advocacy.foundation.database import db
from advocacy.organisation.models import Organisation
from advocacy.stories.addresses import is_web_address, links_in
from advocacy.stories.checks import Finding, Severity, findings_of
from advocacy.stories.checks.readability import lix_of
from advocacy.stories.models import LinkAnswer, LinkStatus, Story, StoryVersion, VersionStatus, WatchedPhrase


@dataclass(frozen=True)
class AskedLink:
    """An address of a story, and what it said; both empty where nobody has asked yet."""

    address: str
    status: LinkStatus | None
    asked_at: datetime | None


@dataclass(frozen=True)
class Checklist:
    """What the software has looked at, for the reviewer."""

    findings: Sequence[Finding]
    #: The measure of each language that is long enough to have one.
    lix: dict[str, int]
    links: Sequence[AskedLink]
    #: Why an editor says that what stands in the way is no harm, by the name of the check.
    reasons: dict[str, str]

    @property
    def stops(self) -> list[Finding]:
        """What somebody must still answer for."""
        return [each for each in self.findings if each.severity is Severity.STOP and each.check not in self.reasons]


def checklist_of(version: StoryVersion, organisation: Organisation, *, shut: Collection[str] = ()) -> Checklist:
    """Everything about one version. What stands at a field of ``shut`` is told by the gates already, except what needs an answer."""
    found = findings_of(version, organisation, phrases=[each.text for each in watched_phrases()])
    told = [each for each in found if each.field not in shut or each.check == "cpr"]
    measures = {language: lix for language, text in version.body.items() if (lix := lix_of(text)) is not None}
    return Checklist(told, measures, _asked(addresses_in(version)), dict(version.reasons or {}))


def addresses_in(version: StoryVersion) -> list[str]:
    """Every web address readers of this version may follow, each once."""
    written = [version.address, *(address for text in version.body.values() for _words, address in links_in(text))]
    return list(dict.fromkeys(each for each in written if is_web_address(each)))


def watched_phrases() -> Sequence[WatchedPhrase]:
    """The organisation's list of political names and words, in the order of the alphabet."""
    return db.session.scalars(select(WatchedPhrase).options(joinedload(WatchedPhrase.added_by)).order_by(WatchedPhrase.key)).all()


def find_watched_phrase(public_id: str) -> WatchedPhrase | None:
    """One of them by its public name."""
    return db.session.scalar(select(WatchedPhrase).where(WatchedPhrase.public_id == public_id))


def key_of_address(address: str) -> str:
    """What an address is found by."""
    return sha256(address.encode()).hexdigest()


def link_answers(addresses: Collection[str]) -> dict[str, LinkAnswer]:
    """The newest answer of each of these addresses that has been asked."""
    keys = [key_of_address(each) for each in addresses]
    found = db.session.scalars(select(LinkAnswer).where(LinkAnswer.key.in_(keys))) if keys else ()
    return {each.address: each for each in found}


def stories_with_links(*, after: int = 0, limit: int = 200) -> Sequence[Story]:
    """Stories whose links matter, with their texts, a piece at a time: those in the library and those that wait for a review."""
    waiting = Story.versions.any(StoryVersion.status == VersionStatus.IN_REVIEW)
    statement = select(Story).where(Story.id > after, Story.retired_at.is_(None), or_(Story.published_version_id.is_not(None), waiting))
    return db.session.scalars(statement.options(selectinload(Story.versions)).order_by(Story.id).limit(limit)).all()


def _asked(addresses: Sequence[str]) -> list[AskedLink]:
    known = link_answers(addresses)
    return [
        AskedLink(each, known[each].status, known[each].asked_at) if each in known else AskedLink(each, None, None) for each in addresses
    ]
