"""Each call carries a proof that the key is still ours (RFC 9449), and a host's own number when it asks for one."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicNumbers
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from joserfc.jwk import ECKey

from advocacy.foundation import clock
from advocacy.networks.accounts.account import Ours
from advocacy.networks.accounts.bluesky.client import client_id, client_metadata, credentials, public_keys, signing_key
from advocacy.networks.accounts.dpop import Prover, digest, new_key, proof
from tests.networks.bluesky.scripted import Scripted, says

URL = "https://pds.example/xrpc/com.atproto.repo.createRecord"
USE_NONCE = {"error": "use_dpop_nonce"}


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def read(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and claims; the signature is checked with another library than the one that made it."""
    header, claims, signature = token.split(".")
    told: dict[str, Any] = json.loads(_bytes(header))
    key = told.get("jwk")
    if key is not None:
        check(token, key)
    assert len(_bytes(signature)) == 64
    return told, json.loads(_bytes(claims))


def check(token: str, key: dict[str, Any]) -> None:
    """Raises InvalidSignature."""
    signed, _dot, signature = token.rpartition(".")
    r, s = (int.from_bytes(half, "big") for half in (_bytes(signature)[:32], _bytes(signature)[32:]))
    x, y = (int.from_bytes(_bytes(key[name]), "big") for name in "xy")
    public = EllipticCurvePublicNumbers(x, y, SECP256R1()).public_key()
    public.verify(encode_dss_signature(r, s), signed.encode(), ECDSA(SHA256()))


def test_digests_equal_the_standards_own_examples() -> None:
    """RFC 9449 section 7.1 (``ath``) and RFC 7636 appendix B (PKCE)."""
    assert digest("Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU") == "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo"
    assert digest("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_a_proof_holds_what_the_standard_asks_for_and_no_secret() -> None:
    key = ECKey.import_key(new_key())
    header, claims = read(proof(key, "POST", URL + "?a=1#b", nonce="n1", token="the-token"))
    assert header["typ"] == "dpop+jwt"
    assert header["alg"] == "ES256"
    assert set(header["jwk"]) == {"kty", "crv", "x", "y"}
    assert claims["htm"] == "POST"
    assert claims["htu"] == URL
    assert claims["nonce"] == "n1"
    assert claims["ath"] == digest("the-token")
    assert abs(claims["iat"] - clock.now().timestamp()) < 5
    _header, other = read(proof(key, "POST", URL))
    assert other["jti"] != claims["jti"]
    assert not {"nonce", "ath"} & set(other)


@pytest.mark.parametrize(
    "first",
    [says(USE_NONCE, 400, dpop_nonce="n1"), says({}, 401, dpop_nonce="n1", www_authenticate='DPoP error="use_dpop_nonce", algs="ES256"')],
)
def test_a_host_that_wants_its_number_is_asked_once_more(first: Any) -> None:
    outside = Scripted({URL: [first, says({"ok": True}, dpop_nonce="n2"), says({"ok": True})]})
    prover = Prover(new_key(), outside)
    bodies = iter([b"one", b"two", b"three"])
    assert prover.call("POST", URL, token="t", body=lambda: next(bodies)).status == 200
    assert [each[3] for each in outside.calls] == [b"one", b"two"]
    assert "nonce" not in read(outside.calls[0][2]["DPoP"])[1]
    assert read(outside.calls[1][2]["DPoP"])[1]["nonce"] == "n1"
    prover.call("POST", URL, token="t", body=lambda: next(bodies))
    assert read(outside.calls[2][2]["DPoP"])[1]["nonce"] == "n2"


def test_a_host_that_never_has_enough_is_asked_twice_and_no_more() -> None:
    outside = Scripted({URL: [says(USE_NONCE, 401, dpop_nonce=f"n{number}") for number in range(9)]})
    assert Prover(new_key(), outside).call("POST", URL, token="t").status == 401
    assert len(outside.calls) == 2


@pytest.mark.parametrize(
    "refusal", [says({"error": "invalid_token"}, 401, dpop_nonce="n1"), says(USE_NONCE, 401), says("[" * 100_000, 400, dpop_nonce="n1")]
)
def test_any_other_refusal_is_taken_as_it_is(refusal: Any) -> None:
    outside = Scripted({URL: refusal})
    assert Prover(new_key(), outside).call("POST", URL, token="t").status == refusal.status
    assert len(outside.calls) == 1


def test_numbers_of_hosts_are_kept_apart() -> None:
    other = "https://gate.example/oauth/token"
    outside = Scripted({URL: says({}, dpop_nonce="of-pds"), other: says({}, dpop_nonce="of-gate")})
    prover = Prover(new_key(), outside)
    for url in (URL, other, URL, other):
        prover.call("POST", url)
    assert [read(each[2]["DPoP"])[1].get("nonce") for each in outside.calls] == [None, None, "of-pds", "of-gate"]


def test_our_own_key_lasts_as_long_as_our_secret_and_is_nobody_elses() -> None:
    one, same, other = signing_key("a" * 32), signing_key("a" * 32), signing_key("b" * 32)
    assert one == same
    assert one["x"] != other["x"]
    assert one["kid"] != other["kid"]


def test_our_description_and_our_signature_belong_together() -> None:
    ours = Ours("https://ambassador.example.dk", "https://ambassador.example.dk/networks/back", signing_key=signing_key("a" * 32))
    told = client_metadata(ours, "Bredfjord Kommune")
    assert told["client_id"] == client_id(ours) == "https://ambassador.example.dk/networks/client-metadata.json"
    assert told["scope"].split() == ["atproto", "repo:app.bsky.feed.post?action=create", "blob:image/*"]
    published = public_keys(ours)["keys"][0]
    assert "d" not in published
    shown = credentials(client_id(ours), "https://bsky.social", ours)
    header, claims = read(shown["client_assertion"])
    check(shown["client_assertion"], published)
    assert header["kid"] == published["kid"]
    assert (claims["iss"], claims["sub"], claims["aud"]) == (client_id(ours), client_id(ours), "https://bsky.social")
    assert 0 < claims["exp"] - claims["iat"] <= 60
    assert read(credentials(client_id(ours), "https://bsky.social", ours)["client_assertion"])[1]["jti"] != claims["jti"]
