"""Who we are to Bluesky: an address with a description of us behind it, and a key that signs for us."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key
from joserfc import jwt
from joserfc.jwk import ECKey

from advocacy.foundation import clock
from advocacy.foundation.sealing import derived_key
from advocacy.networks.accounts.account import Ours
from advocacy.networks.accounts.dpop import ALGORITHM

#: What we ask for: to know who they are, to create posts and nothing else, and to bring the picture on the card.
IDENTITY, POSTING, PICTURES = "atproto", "repo:app.bsky.feed.post?action=create", "blob:image/*"
SCOPE = f"{IDENTITY} {POSTING} {PICTURES}"
METADATA_PATH, KEYS_PATH = "/networks/client-metadata.json", "/networks/jwks.json"

_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_ASSERTION_SECONDS = 60


def signing_key(secret: str) -> dict[str, Any]:
    """This installation's own key (P-256), the same as long as its secret is; nobody has to keep a file for it."""
    wide = derived_key(secret, "bluesky client key 1") + derived_key(secret, "bluesky client key 2")
    # 512 bits, so that the remainder favours no number (FIPS 186-5, A.2.1).
    number = int.from_bytes(wide, "big") % (_ORDER - 1) + 1
    key = ECKey.import_key(derive_private_key(number, SECP256R1()))
    return {**key.as_dict(private=True), "kid": key.thumbprint(), "use": "sig", "alg": ALGORITHM}


def is_on_this_machine(ours: Ours) -> bool:
    """Whether our address means something on this machine only: the demo, development, tests."""
    return urlsplit(ours.public_url).hostname in _LOOPBACK


def callback_of(ours: Ours) -> str:
    """Where people come back to; Bluesky takes this machine's number but not its name."""
    parts = urlsplit(ours.callback_url)
    if parts.hostname != "localhost":
        return ours.callback_url
    return parts._replace(netloc=f"127.0.0.1:{parts.port}" if parts.port else "127.0.0.1").geturl()


def client_id(ours: Ours) -> str:
    """Our name there: the address of our description, or the form for programs on one's own machine."""
    if not is_on_this_machine(ours):
        return ours.public_url + METADATA_PATH
    return "http://localhost?" + urlencode({"redirect_uri": callback_of(ours), "scope": SCOPE}, quote_via=quote)


def client_metadata(ours: Ours, name: str) -> dict[str, Any]:
    """The description that Bluesky's servers read; ``name`` is shown to people when they are asked."""
    return {
        "client_id": ours.public_url + METADATA_PATH,
        "client_name": name,
        "client_uri": ours.public_url,
        "application_type": "web",
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "redirect_uris": [ours.callback_url],
        "scope": SCOPE,
        "dpop_bound_access_tokens": True,
        "token_endpoint_auth_method": "private_key_jwt",
        "token_endpoint_auth_signing_alg": ALGORITHM,
        "jwks_uri": ours.public_url + KEYS_PATH,
    }


def public_keys(ours: Ours) -> dict[str, Any]:
    """The public half of the key that signs for us."""
    secret_parts = {"d"}
    return {"keys": [{name: part for name, part in (ours.signing_key or {}).items() if name not in secret_parts}]}


def credentials(name: str, issuer: str, ours: Ours) -> dict[str, str]:
    """What shows that it is us who ask: our name, and a signature good for one use within a minute (RFC 7523)."""
    if name.startswith("http://localhost") or ours.signing_key is None:
        return {"client_id": name}
    now = int(clock.now().timestamp())
    claims = {"iss": name, "sub": name, "aud": issuer, "jti": secrets.token_urlsafe(24), "iat": now, "exp": now + _ASSERTION_SECONDS}
    key = ECKey.import_key(dict(ours.signing_key))
    signed = jwt.encode({"alg": ALGORITHM, "kid": ours.signing_key["kid"]}, claims, key, algorithms=[ALGORITHM])
    return {"client_id": name, "client_assertion_type": _ASSERTION, "client_assertion": signed}
