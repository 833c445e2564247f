"""How sure we are that somebody shared: five rungs, the facts that lift a share from one to the next, and the reason that is told.

It is one machine. A share begins on the lowest rung, each fact lifts it to the fact's own rung or leaves it where it stands, and no
fact ever lowers it. docs/evidence.md explains it to people, and a test holds that page to the table below.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from types import MappingProxyType

from advocacy.links.agents import AgentKind
from advocacy.networks.catalogue.network import NetworkKind

READING_TIME = timedelta(minutes=15)
#: Networks that can be asked, through somebody's connected account or by anybody, whether a post is there. No other reaches the top rung.
ANSWERING = frozenset({NetworkKind.MASTODON, NetworkKind.BLUESKY})

#: A visit from these leaves no trace of where it came from, so a visit by any person counts as one.
_TRACELESS = frozenset(
    {NetworkKind.MASTODON, NetworkKind.WHATSAPP, NetworkKind.EMAIL, NetworkKind.COPY, NetworkKind.DEVICE}
)
#: Threads has no fetcher of its own name; Facebook's fetches for it.
_READERS = {NetworkKind.THREADS: frozenset({NetworkKind.THREADS, NetworkKind.FACEBOOK})}


class Rung(IntEnum):
    """What is known of a share. Only the upper two say that it was shared; nothing is rewarded below them."""

    PRESSED = 0
    #: The chosen network's machine fetched the link soon after; the text may still have been dropped.
    READ = 1
    #: A person followed the link from the network.
    VISITED = 2
    #: The employee says so, with or without the post's address, or posted it from here.
    DECLARED = 3
    #: The network's public interface has shown the post of that account with that link.
    CONFIRMED = 4

    @property
    def is_enough(self) -> bool:
        """Whether thanks, figures of shares and anything else that is good for somebody may rest on it."""
        return self >= Rung.DECLARED


class Fact(StrEnum):
    """What can come to be known of a share; in this order the later is told rather than the earlier on the same rung."""

    PRESSED = "pressed"
    READ = "read"
    VISITED = "visited"
    #: The employee has pressed "I have posted it".
    SAID = "said"
    #: The employee has given the post's address, which is looked at by its form.
    ADDRESSED = "addressed"
    #: It was posted from here, and the network has answered that it took it.
    ACCEPTED = "accepted"
    #: A network that can be asked has shown the post.
    SEEN = "seen"
    #: The post was seen, and is not there any more.
    GONE = "gone"


#: To which rung each fact lifts a share that stands below it. What is gone was there: that stays a fact.
LIFTS_TO: Mapping[Fact, Rung] = MappingProxyType({
    Fact.PRESSED: Rung.PRESSED,
    Fact.READ: Rung.READ,
    Fact.VISITED: Rung.VISITED,
    Fact.SAID: Rung.DECLARED,
    Fact.ADDRESSED: Rung.DECLARED,
    Fact.ACCEPTED: Rung.DECLARED,
    Fact.SEEN: Rung.CONFIRMED,
    Fact.GONE: Rung.CONFIRMED,
})

#: The whole machine: where a share stands after a fact.
TRANSITIONS: Mapping[tuple[Rung, Fact], Rung] = MappingProxyType(
    {(rung, fact): max(rung, lifted) for rung in Rung for fact, lifted in LIFTS_TO.items()}
)


@dataclass(frozen=True)
class Sighting:
    """One call of the link: by what kind of agent, of which network, when, and whence a person came."""

    kind: AgentKind
    network: NetworkKind | None
    at: datetime
    from_network: NetworkKind | None = None


@dataclass(frozen=True)
class ShareFacts:
    """What is known of one share; ``is_declared`` is the press on "I have posted it"."""

    network: NetworkKind
    pressed_at: datetime
    has_post_address: bool = False
    is_declared: bool = False
    #: It was posted from here.
    is_accepted: bool = False
    is_confirmed_by_network: bool = False
    #: Only of a post that was seen: one that was gone before we looked says nothing.
    is_gone: bool = False
    sightings: tuple[Sighting, ...] = ()


@dataclass(frozen=True)
class Finding:
    """Where a share stands, and the fact that it rests on."""

    rung: Rung
    reason: Fact


def finding_of(facts: ShareFacts) -> Finding:
    """Where these facts bring a share, in whatever order they came."""
    rung, reason = Rung.PRESSED, Fact.PRESSED
    for fact in facts_in(facts):
        after = TRANSITIONS[rung, fact]
        if after > rung or LIFTS_TO[fact] is rung:
            reason = fact
        rung = after
    return Finding(rung, reason)


def rung_of(facts: ShareFacts) -> Rung:
    """The highest rung that holds; what came later never lowers what the employee said."""
    return finding_of(facts).rung


def facts_in(facts: ShareFacts) -> Iterable[Fact]:
    """What is known, in the order of ``Fact``."""
    known = {
        Fact.PRESSED: True,
        Fact.READ: any(_is_reading(facts, sighting) for sighting in facts.sightings),
        Fact.VISITED: any(_is_visit(facts, sighting) for sighting in facts.sightings),
        Fact.SAID: facts.is_declared,
        Fact.ADDRESSED: facts.has_post_address,
        Fact.ACCEPTED: facts.is_accepted,
        Fact.SEEN: facts.is_confirmed_by_network,
        Fact.GONE: facts.is_confirmed_by_network and facts.is_gone,
    }
    return (fact for fact, is_known in known.items() if is_known)


def _is_visit(facts: ShareFacts, sighting: Sighting) -> bool:
    if sighting.kind is not AgentKind.PERSON or sighting.at < facts.pressed_at:
        return False
    return facts.network in _TRACELESS or (sighting.from_network or sighting.network) is facts.network


def _is_reading(facts: ShareFacts, sighting: Sighting) -> bool:
    if sighting.kind not in {AgentKind.PREVIEW, AgentKind.DEVICE_PREVIEW}:
        return False
    readers = _READERS.get(facts.network, frozenset({facts.network}))
    return sighting.network in readers and timedelta(0) <= sighting.at - facts.pressed_at <= READING_TIME
