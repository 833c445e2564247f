"""Every way accounts change."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Account, Grant, KnownDevice, Role, SignIn, Token
from advocacy.accounts.queries import actor_for, find_account, is_known_device
from advocacy.accounts.secrets import TOKEN_PREFIX, digest_of, is_password, is_weak_digest, new_secret, nobody_digest, password_digest
from advocacy.foundation import clock, jobs, once, throttle
from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput, TooManyTries
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import key_of
from advocacy.history import services as history
from advocacy.people.models import Person, Unit
from advocacy.people.queries import find_person_by_sign_in

TRIES, TRY_MINUTES = 5, 15
TRIES_FROM_ONE_PLACE = 30
SHORTEST_PASSWORD, LONGEST_PASSWORD_BYTES = 10, 1024
SEEN_AGAIN_AFTER = timedelta(minutes=5)
TOKEN_DAYS = 90
#: How long a second press of the same form is recognised, and how long a finished job can be looked up.
KEPT_FOR = timedelta(days=30)
SCOPES = (
    "programmes:write",
    "stories:read",
    "stories:write",
    "library:write",
    "training:write",
    "consents:read",
    "consents:write",
    "shares:write",
    "shares:post",
    "acknowledgements:read",
    "acknowledgements:write",
    "campaigns:read",
    "campaigns:write",
    "insights:read",
    "tips:read",
    "tips:write",
    "own-stories:read",
    "own-stories:write",
    "networks:read",
    "networks:write",
    "links:read",
    "links:write",
)


def open_account(person: Person, password: str) -> Account:
    """Gives a person a way in."""
    check_password_rules(password)
    account = Account(person=person, password_digest=password_digest(password), password_changed_at=clock.now())
    db.session.add(account)
    db.session.flush()
    return account


def check_password_rules(password: str) -> None:
    """Raises InvalidInput for a password that is too short or cannot be kept (attack row A11)."""
    if "\x00" in password or len(password.encode()) > LONGEST_PASSWORD_BYTES:
        raise InvalidInput({"password": _("This password cannot be used.")})
    if len(password) < SHORTEST_PASSWORD or len(set(password)) < 4:
        raise InvalidInput({"password": _("Use at least ten characters, not all the same.")})


def enter(name: str, password: str, *, place: str, device: str | None) -> Actor | None:
    """The person behind a name and a password, or None; raises TooManyTries. The caller commits in every case.

    A wrong password is counted for the name and for the place it came from. From a device the person has signed in
    from before, other people's wrong guesses do not count, so nobody can lock anybody out (attack row A01).
    Known and unknown names take the same time and get the same answer (attack row A06).
    """
    person = find_person_by_sign_in(name)
    account = find_account(person) if person else None
    is_known = person is not None and is_known_device(person, device)
    by_name = f"device:{device}" if is_known else f"name:{key_of(name)}"
    for key, limit in ((by_name, TRIES), (f"place:{place}", TRIES_FROM_ONE_PLACE)):
        try:
            throttle.check_tries(key, limit)
        except TooManyTries as error:
            raise TooManyTries(error.seconds, _("Too many tries. Please wait a little and try again.")) from None
    is_right = is_password(account.password_digest if account else nobody_digest(), password)
    if account is None or person is None or not is_right:
        throttle.count_try(by_name, TRY_MINUTES)
        throttle.count_try(f"place:{place}", TRY_MINUTES)
        return None
    throttle.forgive_tries(by_name)
    if is_weak_digest(account.password_digest):
        account.password_digest = password_digest(password)
    return actor_for(person)


def open_sign_in(person: Person) -> str:
    """Begins a sign-in; the ticket it returns goes into the cookie and is kept as a digest only."""
    ticket = new_secret()
    db.session.add(SignIn(digest=digest_of(ticket), person_id=person.id, seen_at=clock.now()))
    return ticket


def see_sign_in(sign_in: SignIn) -> bool:
    """Notes that a sign-in is in use, at most every few minutes; True when something was written."""
    if clock.now() - sign_in.seen_at < SEEN_AGAIN_AFTER:
        return False
    sign_in.seen_at = clock.now()
    return True


def close_sign_in(ticket: str) -> None:
    """Ends one sign-in."""
    db.session.execute(delete(SignIn).where(SignIn.digest == digest_of(ticket)))


def close_sign_ins(person_id: int) -> None:
    """Ends every sign-in of a person: after a new password, a new role, or a goodbye (attack rows S06, A23)."""
    db.session.execute(delete(SignIn).where(SignIn.person_id == person_id))


def remember_device(person: Person) -> str:
    """Remembers the browser somebody has just signed in from; the secret goes into a cookie of its own."""
    secret = new_secret()
    db.session.add(KnownDevice(digest=digest_of(secret), person_id=person.id))
    return secret


def change_password(account: Account, *, old: str, new: str) -> None:
    """A new password; every sign-in ends, this one too, so the caller opens a new one."""
    if not is_password(account.password_digest, old):
        raise InvalidInput({"old": _("This is not your present password.")})
    check_password_rules(new)
    account.password_digest = password_digest(new)
    account.password_changed_at = clock.now()
    close_sign_ins(account.person_id)
    db.session.execute(delete(KnownDevice).where(KnownDevice.person_id == account.person_id))
    history.record("accounts.password.changed", account.person, by=account.person_id, is_private=True)


def grant_role(person: Person, role: Role, unit: Unit, *, by: Actor | None) -> Grant:
    """Somebody gets a role for a unit and all below it; their sign-ins end, so that it holds from the next one."""
    grant = Grant(person_id=person.id, role=role, unit=unit)
    db.session.add(grant)
    close_sign_ins(person.id)
    history.record("accounts.role.granted", person, by=by.person.id if by else None, granted=role.value, unit=unit.public_id)
    return grant


def withdraw_role(grant: Grant, person: Person, *, by: Actor) -> None:
    """Somebody loses a role; their sign-ins end."""
    db.session.delete(grant)
    close_sign_ins(person.id)
    history.record("accounts.role.withdrawn", person, by=by.person.id, withdrawn=grant.role.value, unit=grant.unit.public_id)


def issue_token(person: Person, name: str, scopes: list[str]) -> str:
    """A new token; what is returned is shown once and kept nowhere."""
    unknown = set(scopes) - set(SCOPES)
    if unknown:
        raise InvalidInput({"scopes": _("There is no such right: %(names)s", names=", ".join(sorted(unknown)))})
    secret = TOKEN_PREFIX + new_secret()
    token = Token(
        digest=digest_of(secret), person_id=person.id, name=name, scopes=sorted(scopes), expires_at=clock.now() + timedelta(days=TOKEN_DAYS)
    )
    db.session.add(token)
    db.session.flush()
    history.record("accounts.token.issued", token, by=person.id, is_private=True, scopes=sorted(scopes))
    return secret


def end_access(person_id: int) -> None:
    """Ends everything that lets somebody in."""
    close_sign_ins(person_id)
    db.session.execute(delete(Token).where(Token.person_id == person_id))


def forget_what_is_over(*, idle: timedelta) -> None:
    """Sign-ins nobody can use any more, closed windows of tries, old request keys and jobs that were done long ago."""
    moment = clock.now()
    db.session.execute(delete(SignIn).where(SignIn.seen_at < moment - idle))
    db.session.execute(delete(Token).where(Token.expires_at < moment))
    throttle.forget_old_tries()
    once.forget_old_keys(moment - KEPT_FOR)
    jobs.forget_done(moment - KEPT_FOR)
