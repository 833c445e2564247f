"""Every way shares, what came of them, and what they need beforehand are read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from advocacy.accounts.access import Actor
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Gone, Missing
from advocacy.foundation.i18n import LOCALES
from advocacy.links.agents import AgentKind
from advocacy.links.models import Link
from advocacy.links.queries import Seen, link_to, seen_of
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.people.models import Person
from advocacy.programmes.access import can_see_programme
from advocacy.sharing.access import SENTENCES, Obstacle, can_see_share
from advocacy.sharing.evidence import Rung, ShareFacts, Sighting, rung_of
from advocacy.sharing.models import Share, TakeDownRequest
from advocacy.stories.access import can_read_story, is_in_library, is_meant_for
from advocacy.stories.models import Story, StoryVersion
from advocacy.stories.queries import get_story

#: A network without suggestions of its own borrows this one's: its captions are written for every reader.
LENDER = NetworkKind.LINKEDIN


@dataclass(frozen=True)
class Suggestion:
    """A suggested wording and its language."""

    language: str
    text: str


@dataclass(frozen=True)
class ShareEvidence:
    """How sure we are of a share, and how many times people followed its link; the number is for the sharer alone."""

    rung: Rung
    visits_by_people: int


def get_story_to_share(actor: Actor, public_id: str) -> Story:
    """A story in the library; Missing for one that never was in it or is none of theirs, Gone for one taken out."""
    story = get_story(public_id)
    was_theirs = is_meant_for(actor, story) and can_see_programme(actor, story.programme)
    is_theirs = can_read_story(actor, story) or was_theirs
    if story.published_version is None or story.waits_at(clock.now()) or not is_theirs:
        raise Missing
    if not is_in_library(story):
        raise Gone(SENTENCES[Obstacle.CLOSED_STORY])
    return story


def get_story_of(version_id: int) -> Story:
    """The story a version belongs to; raises Missing."""
    version = db.session.get(StoryVersion, version_id)
    if version is None:
        raise Missing
    return version.story


def suggestions_for(version: StoryVersion, network: NetworkKind) -> list[Suggestion]:
    """The suggested wordings for a network in every language, or LinkedIn's where it has none."""
    for kind in (network, LENDER):
        captions = [caption for caption in version.captions if caption.network == kind.value]
        if captions:
            ordered = sorted(captions, key=lambda caption: (LOCALES.index(caption.language), caption.position))
            return [Suggestion(caption.language, caption.text) for caption in ordered]
    return []


def offered_first(suggestions: Sequence[Suggestion], language: str, actor: Actor, version: StoryVersion) -> Suggestion | None:
    """One of those in the reader's language by chance, so that colleagues do not all begin alike; else the first of all.

    The same person is offered the same one all day: a page that is opened again must not look as if words had been lost.
    """
    fitting = [each for each in suggestions if each.language == language]
    if not fitting:
        return suggestions[0] if suggestions else None
    lot = sha256(f"{actor.person.public_id} {version.public_id} {clock.today().isoformat()}".encode()).digest()
    return fitting[int.from_bytes(lot[:8]) % len(fitting)]


def find_share_by_code(code: str) -> Share | None:
    """The share whose link ends in this code."""
    return db.session.scalar(select(Share).join(Link, Link.id == Share.link_id).where(Link.code == code))


def find_own_share(actor: Actor, public_id: str) -> Share | None:
    """One's own share; other people's are as good as none, whatever one's role."""
    loaded = joinedload(Share.story), joinedload(Share.version)
    share = db.session.scalar(select(Share).where(Share.public_id == public_id).options(*loaded))
    return share if share is not None and can_see_share(actor, share) else None


def get_own_share(actor: Actor, public_id: str) -> Share:
    """As ``find_own_share``; raises Missing."""
    share = find_own_share(actor, public_id)
    if share is None:
        raise Missing
    return share


def shares_of(person: Person, *, limit: int | None = None, offset: int = 0) -> Sequence[Share]:
    """What somebody has shared and not taken back, the newest first, with the stories."""
    statement = select(Share).where(Share.person_id == person.id, Share.withdrawn_at.is_(None))
    loaded = statement.options(joinedload(Share.story), joinedload(Share.version))
    return db.session.scalars(loaded.order_by(Share.pressed_at.desc(), Share.id.desc()).limit(limit).offset(offset)).all()


def count_shares_of(person: Person) -> int:
    """How many ``shares_of`` there are."""
    statement = select(func.count()).where(Share.person_id == person.id, Share.withdrawn_at.is_(None))
    return db.session.scalar(statement) or 0


def find_share_with_post(address: str) -> Share | None:
    """The share that this post belongs to already, unless it was taken back."""
    return db.session.scalar(select(Share).where(Share.post_address == address, Share.withdrawn_at.is_(None)))


def short_link(share: Share, base_url: str) -> str:
    """The link people follow."""
    return link_to(share.link.code, base_url)


def visits_by_people(share: Share) -> int:
    """How often people, as far as one can tell, followed the link."""
    return evidence_of([share])[share.id].visits_by_people


def rungs_of(shares: Iterable[Share]) -> dict[int, Rung]:
    """How sure we are of each of these shares, by the number of the share, in one question for each 500 of them."""
    return {number: evidence.rung for number, evidence in evidence_of(shares).items()}


def evidence_of(shares: Iterable[Share]) -> dict[int, ShareEvidence]:
    """As ``rungs_of``, with the visits by people.

    Of each kind and network the first visit tells as much for the rung as all of them.
    """
    listed = list(shares)
    seen = seen_of([share.link_id for share in listed])
    return {share.id: _evidence(share, seen.get(share.link_id, ())) for share in listed}


def shares_with_picture(picture_id: int) -> Sequence[Share]:
    """What people have shared, and not taken back, of stories as they were with this picture; the newest first."""
    statement = select(Share).join(StoryVersion, StoryVersion.id == Share.version_id)
    theirs = statement.where(StoryVersion.picture_id == picture_id, Share.person_id.is_not(None), Share.withdrawn_at.is_(None))
    return db.session.scalars(theirs.order_by(Share.pressed_at.desc(), Share.id.desc())).all()


def requests_about(picture_id: int) -> dict[tuple[int | None, int], TakeDownRequest]:
    """Who has been asked to take down a post of which story, for this picture, by the numbers of person and story."""
    found = db.session.scalars(select(TakeDownRequest).where(TakeDownRequest.picture_id == picture_id))
    return {(request.person_id, request.story_id): request for request in found}


def unwritten_requests(picture_id: int, *, limit: int = 100) -> Sequence[TakeDownRequest]:
    """Requests whose letter has not been written, with people and stories."""
    waits = (TakeDownRequest.picture_id == picture_id, TakeDownRequest.written_at.is_(None), TakeDownRequest.person_id.is_not(None))
    loaded = joinedload(TakeDownRequest.person), joinedload(TakeDownRequest.story).joinedload(Story.published_version)
    return db.session.scalars(select(TakeDownRequest).where(*waits).options(*loaded).order_by(TakeDownRequest.id).limit(limit)).all()


def open_take_downs(person: Person) -> Sequence[TakeDownRequest]:
    """What somebody has been asked and has not answered, for a notice on their own pages."""
    mine = (TakeDownRequest.person_id == person.id, TakeDownRequest.answered_at.is_(None))
    loaded = joinedload(TakeDownRequest.story).joinedload(Story.published_version)
    return db.session.scalars(select(TakeDownRequest).where(*mine).options(loaded).order_by(TakeDownRequest.id)).all()


def get_own_take_down(actor: Actor, public_id: str) -> TakeDownRequest:
    """One's own request; raises Missing for everybody else's, whatever one's role."""
    request = db.session.scalar(select(TakeDownRequest).where(TakeDownRequest.public_id == public_id))
    if request is None or request.person_id != actor.person.id:
        raise Missing
    return request


def shares_asked_about(request: TakeDownRequest) -> Sequence[Share]:
    """The shares a request is about, the newest first."""
    shares = shares_with_picture(request.picture_id)
    return [share for share in shares if (share.person_id, share.story_id) == (request.person_id, request.story_id)]


def take_down_numbers(story: Story) -> tuple[int, int]:
    """How many people were asked to take a post of this story down, and how many have answered; never who."""
    row = db.session.execute(
        select(func.count(), func.count(TakeDownRequest.answered_at)).where(TakeDownRequest.story_id == story.id)
    ).one()
    return row[0], row[1]


def _evidence(share: Share, seen: Sequence[Seen]) -> ShareEvidence:
    facts = ShareFacts(
        network=share.network, pressed_at=share.pressed_at, has_post_address=share.post_address is not None,
        is_declared=share.confirmed_at is not None, sightings=tuple(Sighting(each.kind, each.network, each.first_at) for each in seen),
    )
    return ShareEvidence(rung_of(facts), sum(each.count for each in seen if each.kind is AgentKind.PERSON))
