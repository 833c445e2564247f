"""What the JSON API of the register takes and answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from advocacy.consents.services.terms import LONGEST_NAME, LONGEST_PROOF, LONGEST_WORDS
from advocacy.foundation.operations import Answer, Sent


def _storable(text: str) -> str:
    """PostgreSQL cannot keep NUL, and SQLite should not (attack row J03)."""
    if "\x00" in text:
        raise ValueError("contains a character that cannot be stored")
    return text


#: JSON has no dates; "2026-09-01" is read as one.
Day = Annotated[date, Field(strict=False)]
Name = Annotated[str, Field(max_length=LONGEST_NAME), AfterValidator(_storable)]
Words = Annotated[str, Field(max_length=LONGEST_WORDS), AfterValidator(_storable)]
Proof = Annotated[str, Field(max_length=LONGEST_PROOF), AfterValidator(_storable)]
PublicName = Annotated[str, Field(max_length=40), AfterValidator(_storable)]


class PersonSent(Sent):
    """Somebody who can be recognised: a colleague by ``person``, everybody else by ``name``; a child with its guardian."""

    kind: Literal["employee", "citizen", "child"]
    person: PublicName | None = None
    name: Name = ""
    guardian: Name = ""
    basis: Literal["consent", "public_event", "other", "refused"] = "consent"
    reason: Words = ""
    #: Networks by their words, with ``internal`` and ``website``.
    networks: list[PublicName] = Field(default=[], max_length=20)
    given_on: Day | None = None
    way: Literal["written", "oral"] | None = None
    #: Where the proof lies in the records system; never the proof itself.
    proof: Proof = ""
    told: Words = ""
    expires_on: Day | None = None


class ExpiringAsked(Sent):
    """Within how many days."""

    within_days: int = Field(default=30, ge=1, le=366)


class ConsentAnswer(Answer):
    """One person in one picture. ``reference`` is what they may quote in a letter."""

    id: str
    reference: str
    picture: str
    kind: str
    name: str
    basis: str
    networks: list[str]
    given_on: date | None
    proof: str
    expires_on: date | None
    withdrawn_at: datetime | None
    state: str


class RegisterAnswer(Answer):
    """What is known of the people in a picture; ``nobody`` is who has said that nobody can be recognised."""

    picture: str
    is_answered: bool
    nobody: str | None
    people: list[ConsentAnswer]


class ConsentsAnswer(Answer):
    """Consents that run out, the first one first."""

    consents: list[ConsentAnswer]
