"""Every way accounts are read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Account, Grant, KnownDevice, Role, SignIn, Token
from advocacy.accounts.secrets import digest_of
from advocacy.foundation.database import db
from advocacy.people.models import Person, Unit


def find_account(person: Person) -> Account | None:
    """A person's way in, if they have been given one."""
    return db.session.scalar(select(Account).where(Account.person_id == person.id))


def grants_of(person_id: int) -> tuple[Grant, ...]:
    """The roles somebody holds."""
    return tuple(db.session.scalars(select(Grant).where(Grant.person_id == person_id).order_by(Grant.id)))


def actor_for(person: Person) -> Actor:
    """A person as an acting one, for jobs, commands and tests."""
    return Actor(person, grants_of(person.id), ticket="")


def find_actor_by_sign_in(ticket: str, *, idle: timedelta, lifetime: timedelta, at: datetime) -> tuple[Actor, SignIn] | None:
    """Who holds this ticket, as long as the sign-in is open and the person works here."""
    row = db.session.execute(
        select(SignIn, Person)
        .join(Person, Person.id == SignIn.person_id)
        .where(SignIn.digest == digest_of(ticket), SignIn.seen_at > at - idle, SignIn.created_at > at - lifetime, Person.is_active)
    ).first()
    if row is None:
        return None
    return Actor(row.Person, grants_of(row.Person.id), ticket), row.SignIn


def find_actor_by_token(secret: str, *, at: datetime) -> Actor | None:
    """Who this token acts for: it never reaches further than its person does now (attack row W08)."""
    row = db.session.execute(
        select(Token, Person)
        .join(Person, Person.id == Token.person_id)
        .where(Token.digest == digest_of(secret), Token.expires_at > at, Person.is_active)
    ).first()
    if row is None:
        return None
    return Actor(row.Person, grants_of(row.Person.id), f"token:{row.Token.public_id}", frozenset(row.Token.scopes), is_program=True)


def is_known_device(person: Person, secret: str | None) -> bool:
    """True when this person has signed in from this browser before."""
    if not secret:
        return False
    statement = select(KnownDevice.id).where(KnownDevice.digest == digest_of(secret), KnownDevice.person_id == person.id)
    return db.session.scalar(statement) is not None


def open_sign_ins(person: Person) -> Sequence[SignIn]:
    """The sign-ins of a person, newest first."""
    return db.session.scalars(select(SignIn).where(SignIn.person_id == person.id).order_by(SignIn.seen_at.desc())).all()


def tokens_of(person: Person) -> Sequence[Token]:
    """The tokens that act for a person."""
    return db.session.scalars(select(Token).where(Token.person_id == person.id).order_by(Token.created_at.desc())).all()


def people_holding(role: Role) -> Sequence[Person]:
    """Those who hold a role anywhere, by name."""
    statement = select(Person).where(Person.is_active, Person.id.in_(select(Grant.person_id).where(Grant.role == role)))
    return db.session.scalars(statement.order_by(Person.name)).all()


def leaders_of(unit: Unit) -> Sequence[Person]:
    """Leaders and directors whose role reaches this unit."""
    above = [int(number) for number in unit.path.split(".") if number]
    held = select(Grant.person_id).where(Grant.role.in_((Role.LEADER, Role.DIRECTOR)), Grant.unit_id.in_(above))
    return db.session.scalars(select(Person).where(Person.is_active, Person.id.in_(held)).order_by(Person.name)).all()
