"""What every network must be able to do with somebody's own account; one file each, all spoken to in these words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from advocacy.foundation.errors import AdvocacyError
from advocacy.networks.catalogue.network import NetworkKind

if TYPE_CHECKING:
    from advocacy.foundation.egress import Fetched


class Outside(Protocol):
    """The one way out with this installation's settings; raises EgressFailed and its kind EgressRefused."""

    def __call__(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes = b"", limit_bytes: int = 500_000
    ) -> Fetched: ...


class NetworkRefused(AdvocacyError):
    """The network said no. ``sentence`` is for the person, ``word`` for the log; ``is_final`` means asking again is of no use.

    ``is_signed_out`` means that our right is gone, so that the person has to connect the account again.
    """

    def __init__(self, word: str, sentence: object, *, is_final: bool = True, is_signed_out: bool = False, after_seconds: int = 0) -> None:
        super().__init__(word)
        self.word, self.sentence, self.after_seconds = word, sentence, after_seconds
        self.is_final, self.is_signed_out = is_final, is_signed_out


@dataclass(frozen=True)
class Ours:
    """How this installation is known outside: its public address, where people come back to, and what a network gave us."""

    public_url: str
    #: The page people come back to, the same for every network.
    callback_url: str
    #: From NetworkApp (Mastodon) or from the settings (LinkedIn); empty for Bluesky, which knows us by an address.
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    #: Signs for us at Bluesky (a JWK), derived from the installation's secret.
    signing_key: Mapping[str, Any] | None = field(default=None, repr=False)
    #: LinkedIn's, of the form YYYYMM.
    version: str = ""
    #: Where LinkedIn answers when it is not LinkedIn itself (tests).
    place: str = ""
    #: Bluesky's directory of accounts, and its public view of them; the view is empty where none may be asked.
    directory: str = "https://plc.directory"
    appview: str = "https://public.api.bsky.app"
    #: The exact places (``host:port``) in the house that the configuration lets us call; everything else is https on a public name.
    places: frozenset[str] = frozenset()
    #: What we call ourselves where a network shows people who asks, and from where something was posted.
    name: str = "Genlyd"


@dataclass(frozen=True)
class Departure:
    """Where to send the browser, and what must be known when it comes back (JSON, kept sealed). No secret stands in a ``repr``."""

    address: str
    state: str
    facts: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True)
class Account:
    """An account that may be posted to. ``secrets`` (JSON) are sealed wherever they are kept."""

    host: str
    account: str
    handle: str
    scope: str
    secrets: Mapping[str, Any] = field(repr=False)
    expires_at: datetime | None = None


#: Bytes. Bluesky takes no more (networks.md, section 3), and the others take it too.
LARGEST_PICTURE = 1_000_000


@dataclass(frozen=True)
class Card:
    """What a reader sees of the story below the words, and the picture where the people in it allow it on this network."""

    link: str
    title: str
    description: str
    #: No larger than ``LARGEST_PICTURE``.
    picture: bytes | None = None
    picture_type: str = "image/jpeg"
    alt: str = ""


@dataclass(frozen=True)
class Draft:
    """One message to post: the person's own words with the link in them, its language, and a key that makes it one message only."""

    words: str
    language: str
    card: Card
    #: Chosen before the first try and kept: Bluesky's record key, Mastodon's idempotency key.
    key: str


@dataclass(frozen=True)
class Posted:
    """A message that stands on the network: its name there, and the address people open."""

    name: str
    address: str


@dataclass(frozen=True)
class Reactions:
    """What the network says of a message now; a number is None where the network does not give it."""

    replies: int | None = None
    likes: int | None = None
    reposts: int | None = None
    #: Names of accounts (as in ``Account.account``) that liked it, where the network tells; for matching a leader's own, never shown.
    liked_by: frozenset[str] = field(default_factory=frozenset)


class AccountNetwork(Protocol):
    """A network with accounts. Every function may raise NetworkRefused, and EgressFailed when it is not known what happened."""

    kind: NetworkKind

    def new_key(self) -> str:
        """A key for one message."""
        ...

    def depart(self, typed: str, ours: Ours, outside: Outside) -> Departure:
        """Begins to connect: ``typed`` is the server or the name a person wrote."""
        ...

    def arrive(self, facts: Mapping[str, Any], told: Mapping[str, str], ours: Ours, outside: Outside) -> Account:
        """Ends connecting with what the network put in the address; checks state and issuer, and that the rights suffice."""
        ...

    def needs_renewal(self, account: Account, now: datetime) -> bool:
        """Whether ``renew`` must come before anything else."""
        ...

    def renew(self, account: Account, ours: Ours, outside: Outside) -> Account:
        """The account with new secrets, which must be stored before they are used; the old ones are worth nothing then."""
        ...

    def post(self, account: Account, draft: Draft, ours: Ours, outside: Outside) -> Posted:
        """Posts once. The same ``draft.key`` again gives the same message where the network can promise that."""
        ...

    def find(self, account: Account, draft: Draft, ours: Ours, outside: Outside) -> Posted | None:
        """Whether a message we are unsure of stands there: looked for by its key or its link."""
        ...

    def look(self, account: Account, posted: Posted, ours: Ours, outside: Outside) -> Reactions | None:
        """How a message fares; None when it is not there any more. Uses no more rights than posting needed."""
        ...

    def end(self, account: Account, ours: Ours, outside: Outside) -> None:
        """Gives our right back to the network."""
        ...
