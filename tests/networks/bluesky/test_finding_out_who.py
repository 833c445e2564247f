"""A name on Bluesky: the name must point at the identity, the identity back at the name, and the way leads out of no house."""

from __future__ import annotations

from typing import Any

import pytest

from advocacy.foundation import egress
from advocacy.networks.accounts.account import NetworkRefused, Ours
from advocacy.networks.accounts.bluesky.discovery import find_gate
from advocacy.networks.accounts.bluesky.identity import name_in, resolve
from tests.networks.bluesky.scripted import Scripted, says

OURS = Ours(
    "https://ambassador.example.dk",
    "https://ambassador.example.dk/networks/back",
    directory="https://plc.example",
    appview="https://view.example",
)
DID = "did:plc:ewvi7nxzyoun6zhxrhs64oiz"
NAME = "camilla.bredfjord.dk"
SITE = f"https://{NAME}/.well-known/atproto-did"
VIEW = f"https://view.example/xrpc/com.atproto.identity.resolveHandle?handle={NAME}"
PLC = f"https://plc.example/{DID}"
SERVER = "https://pds.example"


def document(did: str = DID, name: str = NAME, server: str = SERVER) -> dict[str, Any]:
    service = {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": server}
    return {"id": did, "alsoKnownAs": [f"at://{name}"], "service": [service]}


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("camilla.bsky.social", "camilla.bsky.social"),
        ("  @Camilla.Bsky.Social ", "camilla.bsky.social"),
        ("camilla", "camilla.bsky.social"),
        ("https://bsky.app/profile/camilla.bredfjord.dk/post/3k", NAME),
        ("\u202a@camilla.bredfjord.dk\u202c", NAME),
        (f"https://bsky.app/profile/{DID}", DID),
        ("did:web:camilla.dk", "did:web:camilla.dk"),
    ],
)
def test_people_write_their_name_in_many_ways(typed: str, name: str) -> None:
    assert name_in(typed) == name


@pytest.mark.parametrize(
    "typed", ["", "@", "anna@", "ån.dk", "127.0.0.1", "localhost:2583", "a..dk", "x" * 250 + ".dk", "camilla dk.dk", "did:key:z1", "[::1]"]
)
def test_what_is_no_name_is_not_asked_for(typed: str) -> None:
    outside = Scripted({})
    with pytest.raises(NetworkRefused) as refused:
        resolve(typed, OURS, outside)
    assert refused.value.word == "name"
    assert not outside.calls


@pytest.mark.parametrize(
    "answers", [{SITE: says(DID + "\n")}, {VIEW: says({"did": DID})}, {SITE: says("<html>", 200), VIEW: says({"did": DID})}]
)
def test_a_name_is_found_on_its_own_site_or_through_the_public_view(answers: dict[str, Any]) -> None:
    found = resolve(NAME, OURS, Scripted({**answers, PLC: says(document())}))
    assert (found.did, found.handle, found.server) == (DID, NAME, SERVER)


def test_an_identity_that_does_not_point_back_is_refused() -> None:
    """Else somebody could take a colleague's name for a moment and connect an account of their own under it."""
    with pytest.raises(NetworkRefused) as refused:
        resolve(NAME, OURS, Scripted({SITE: says(DID), PLC: says(document(name="someone.else.dk"))}))
    assert refused.value.word == "unproven name"


def test_an_identity_may_be_written_but_its_name_must_point_back() -> None:
    answers = {PLC: says(document()), SITE: says(DID)}
    assert resolve(DID, OURS, Scripted(answers)).handle == NAME
    with pytest.raises(NetworkRefused):
        resolve(DID, OURS, Scripted({**answers, SITE: says("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa")}))


def test_an_identity_may_live_on_a_site_of_its_own() -> None:
    did = "did:web:camilla.bredfjord.dk"
    answers = {SITE: says(did), "https://camilla.bredfjord.dk/.well-known/did.json": says(document(did))}
    assert resolve(NAME, OURS, Scripted(answers)).did == did


@pytest.mark.parametrize(
    ("answers", "word"),
    [
        ({}, "silent"),
        ({VIEW: says({}, 502)}, "silent"),
        ({VIEW: says({"error": "InvalidRequest"}, 400)}, "unknown name"),
        ({VIEW: says({"did": "did:plc:short"})}, "unknown name"),
        ({SITE: says(DID)}, "silent"),
        ({VIEW: says({}, 502), SITE: says("", 404)}, "silent"),
        ({VIEW: says({}, 404), SITE: says("did:plc:short")}, "unknown name"),
        ({SITE: says(DID), PLC: says({}, 404)}, "unknown name"),
        ({SITE: says(DID), PLC: says(document(did="did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"))}, "unknown name"),
        ({SITE: says(DID), PLC: says("[" * 50_000)}, "unknown name"),
        ({SITE: says(DID), PLC: says({**document(), "service": "x"})}, "no server"),
        ({SITE: says(DID), PLC: says(document(server="https://pds.example/path"))}, "no server"),
        ({SITE: says(DID), PLC: says(document(server="https://user@pds.example"))}, "no server"),
        ({SITE: says(DID), PLC: says(document(server="javascript:alert(1)"))}, "no server"),
    ],
)
def test_every_wrong_answer_has_its_refusal(answers: dict[str, Any], word: str) -> None:
    with pytest.raises(NetworkRefused) as refused:
        resolve(NAME, OURS, Scripted(answers))
    assert refused.value.word == word


@pytest.mark.parametrize(
    "server",
    ["https://127.0.0.1", "https://10.0.0.1", "https://localhost", "http://pds.example", "https://[::1]", "https://169.254.169.254"],
)
def test_no_identity_leads_us_into_the_house(server: str) -> None:
    """Attack rows F01 to F04: whoever owns a name chooses where its server is; the guarded way out judges that address like any other."""

    def outside(method: str, url: str, **named: Any) -> egress.Fetched:
        named.pop("limit_bytes", None)
        return egress.call(method, url, deadline_seconds=2, **named)

    with pytest.raises(NetworkRefused) as refused:
        find_gate(server, outside)
    assert refused.value.word == "silent"


RESOURCE = f"{SERVER}/.well-known/oauth-protected-resource"
GATE = "https://gate.example"
METADATA = f"{GATE}/.well-known/oauth-authorization-server"


def described(**changes: Any) -> dict[str, Any]:
    return {
        "issuer": GATE,
        "authorization_endpoint": f"{GATE}/oauth/authorize",
        "token_endpoint": f"{GATE}/oauth/token",
        "pushed_authorization_request_endpoint": f"{GATE}/oauth/par",
        "revocation_endpoint": f"{GATE}/oauth/revoke",
        "code_challenge_methods_supported": ["S256"],
        "dpop_signing_alg_values_supported": ["ES256"],
        "scopes_supported": ["atproto"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "authorization_response_iss_parameter_supported": True,
        "require_pushed_authorization_requests": True,
        "client_id_metadata_document_supported": True,
        **changes,
    }


def test_the_gate_is_found_through_the_server() -> None:
    answers = {RESOURCE: says({"resource": SERVER, "authorization_servers": [GATE]}), METADATA: says(described())}
    assert find_gate(SERVER, Scripted(answers)).token == f"{GATE}/oauth/token"


@pytest.mark.parametrize(
    ("resource", "metadata", "word"),
    [
        ({"resource": "https://other.example", "authorization_servers": [GATE]}, described(), "protected resource"),
        ({"resource": SERVER, "authorization_servers": []}, described(), "protected resource"),
        ({"resource": SERVER, "authorization_servers": [GATE, GATE]}, described(), "protected resource"),
        ({"resource": SERVER, "authorization_servers": [GATE + "/x"]}, described(), "issuer"),
        ({"resource": SERVER, "authorization_servers": [GATE]}, described(issuer="https://bsky.social"), "profile"),
        ({"resource": SERVER, "authorization_servers": [GATE]}, described(code_challenge_methods_supported=["plain"]), "profile"),
        ({"resource": SERVER, "authorization_servers": [GATE]}, described(require_pushed_authorization_requests=False), "profile"),
        ({"resource": SERVER, "authorization_servers": [GATE]}, described(authorization_response_iss_parameter_supported="yes"), "profile"),
        ({"resource": SERVER, "authorization_servers": [GATE]}, described(dpop_signing_alg_values_supported=None), "profile"),
        ({"resource": SERVER, "authorization_servers": [GATE]}, described(authorization_endpoint="javascript:alert(1)"), "endpoints"),
        ({"resource": SERVER, "authorization_servers": [GATE]}, described(token_endpoint="http://gate.example/token"), "endpoints"),
        ({"resource": SERVER, "authorization_servers": [GATE]}, described(revocation_endpoint=7), "endpoints"),
    ],
)
def test_a_gate_that_breaks_a_rule_is_refused(resource: dict[str, Any], metadata: dict[str, Any], word: str) -> None:
    with pytest.raises(NetworkRefused) as refused:
        find_gate(SERVER, Scripted({RESOURCE: says(resource), METADATA: says(metadata)}))
    assert refused.value.word == word
