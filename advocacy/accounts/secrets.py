"""Secrets: made from chance, kept as digests, compared in even time."""

from __future__ import annotations

import secrets
import threading
from functools import lru_cache
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

TOKEN_PREFIX = "adv_"  # noqa: S105 - not a secret, but what secret scanners look for.
#: Checking a password costs a tenth of a second of one core: two at a time leave room for everybody else (attack row A12).
_at_once = threading.BoundedSemaphore(2)
_hasher = PasswordHasher()


def new_secret() -> str:
    """256 bits of chance."""
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is kept of a random secret. A plain digest is enough: there is nothing to guess."""
    return sha256(secret.encode()).hexdigest()


def password_digest(password: str) -> str:
    """What is kept of a password: argon2id with a salt."""
    with _at_once:
        return _hasher.hash(password)


def is_password(digest: str, password: str) -> bool:
    """True when this is the password."""
    try:
        with _at_once:
            return _hasher.verify(digest, password)
    except (VerificationError, InvalidHashError):
        return False


def is_weak_digest(digest: str) -> bool:
    """True when the digest was made with weaker settings than today's."""
    return _hasher.check_needs_rehash(digest)


@lru_cache(maxsize=1)
def nobody_digest() -> str:
    """Checked in place of an unknown person's password, so that the answer takes as long (attack row A06)."""
    return password_digest(new_secret())
