"""People's own accounts on networks, and what servers say of themselves."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.foundation.database import Key, Model, PublicId, Word
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.people.models import Person


class MastodonServer(Model):
    """How long a message may be on one Mastodon server, as the server itself says."""

    __tablename__ = "mastodon_server"

    id: Mapped[Key]
    host: Mapped[str] = mapped_column(String(253), unique=True)
    #: Empty until the server has been asked, or when it did not answer.
    max_characters: Mapped[int | None]
    characters_per_link: Mapped[int | None]
    asked_at: Mapped[datetime | None]


class SharingChoice(Model):
    """What somebody prefers when sharing: their own Mastodon server."""

    __tablename__ = "sharing_choice"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    mastodon_host: Mapped[str | None] = mapped_column(String(253))


class NetworkApp(Model):
    """How this installation is known to one server: Mastodon asks every application to register with each server."""

    __tablename__ = "network_app"
    __table_args__ = (UniqueConstraint("network", "host"),)

    id: Mapped[Key]
    network: Mapped[NetworkKind] = mapped_column(Word(NetworkKind))
    host: Mapped[str] = mapped_column(String(253))
    client_id: Mapped[str] = mapped_column(String(500))
    #: The secret the server gave us, sealed (foundation.sealing).
    sealed_secret: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]


class ConnectAttempt(Model):
    """Somebody is on their way to a network to connect an account; used once, and gone within the hour."""

    __tablename__ = "connect_attempt"

    id: Mapped[Key]
    #: A digest of the ``state`` that comes back.
    state_digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    network: Mapped[NetworkKind] = mapped_column(Word(NetworkKind))
    #: What must be known when they return (verifier, key, server), sealed.
    sealed_facts: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]


class Connection(Model):
    """Somebody's own account on a network. They connected it, only they see it, one tap removes it with its keys."""

    __tablename__ = "connection"
    __table_args__ = (UniqueConstraint("person_id", "network"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    network: Mapped[NetworkKind] = mapped_column(Word(NetworkKind))
    #: The server the account lives on: ``mastodon.social``, a Bluesky person's own server, ``www.linkedin.com``.
    host: Mapped[str] = mapped_column(String(253))
    #: What never changes of the account: its address on Mastodon, its DID on Bluesky, its URN on LinkedIn.
    account: Mapped[str] = mapped_column(String(500))
    #: The name people see, for example ``@camilla@mastodon.social``.
    handle: Mapped[str] = mapped_column(String(253))
    #: The rights that were given, as the network names them.
    scope: Mapped[str] = mapped_column(String(500))
    #: Keys and tokens, sealed.
    sealed_secrets: Mapped[bytes] = mapped_column(LargeBinary)
    connected_at: Mapped[datetime]
    #: When the right to post ends unless it is renewed; empty where it does not end by itself.
    expires_at: Mapped[datetime | None]
    #: The network has taken our right away; the person is asked to connect again.
    broken_at: Mapped[datetime | None]
    #: The person has disconnected it: nothing is posted any more, and a job tells the network and deletes the row.
    ended_at: Mapped[datetime | None]
    #: One process at a time renews the keys: Bluesky's can be used once only.
    busy_until: Mapped[datetime | None]

    person: Mapped[Person] = relationship()
