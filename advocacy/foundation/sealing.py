"""Seals what only this installation may read: keys of people's accounts, and words that wait to be posted."""

from __future__ import annotations

import base64
import json
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class BrokenSeal(Exception):
    """What was sealed cannot be opened: the installation's secret has changed, or somebody has touched it."""


def derived_key(secret: str, purpose: str) -> bytes:
    """32 bytes of a key for one purpose (HKDF-SHA256, RFC 5869); other purposes' keys say nothing about it."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"advocacy:{purpose}".encode()).derive(secret.encode())


def seal(value: Any, *, secret: str, purpose: str) -> bytes:
    """JSON, encrypted and signed (Fernet: AES-128-CBC with HMAC-SHA256)."""
    return _box(secret, purpose).encrypt(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def unseal(sealed: bytes, *, secret: str, purpose: str) -> Any:
    """What was sealed for this purpose; raises BrokenSeal."""
    try:
        return json.loads(_box(secret, purpose).decrypt(sealed))
    except InvalidToken as error:
        raise BrokenSeal(purpose) from error


@lru_cache(maxsize=32)
def _box(secret: str, purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derived_key(secret, purpose)))
