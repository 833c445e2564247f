"""LinkedIn as its documentation describes it, on this machine: sign-in, pictures and posts; whatever breaks a rule is refused as there.

Recorded from learn.microsoft.com/linkedin: "Authorization Code Flow", "Sign In with LinkedIn using OpenID Connect", "Posts API",
"Article Post API", "Images API", "little Text Format", "API Rate Limiting", "Error Handling". No account there is needed for the tests.
"""

from __future__ import annotations

import json
import re
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

CLIENT_ID, CLIENT_SECRET, VERSION = "86vhj2q7ukf83q", "DontTellAnybody+/=", "202610"
REDIRECT = "http://127.0.0.1:8000/networks/back"
MEMBER = "782bbtaQ"
_SUNSET = "202507"
_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"
#: In little text a reserved sign that is not escaped begins an element, or cuts the text off.
_RESERVED = "|{}@[]()<>#*_~"
_HASHTAG = re.compile(r"\{hashtag\|\\#\|(\w+)\}")
_PAGE = """<!doctype html><html lang="en"><title>LinkedIn</title><form method="post"><h1>{client} would like to</h1><p>{scope}</p>
<button name="answer" value="allow">Allow</button><button name="answer" value="cancel">Cancel</button></form></html>"""


class Wrong(Exception):
    """What LinkedIn would not take, and its answer."""

    def __init__(self, status: int, code: str, message: str, **more: Any) -> None:
        super().__init__(message)
        self.status, self.told = status, {"status": status, "code": code, "message": message, **more}


@dataclass
class LittleLinkedIn:
    """What it knows. ``next_failure`` is the status that the next call for posts answers with."""

    url: str = ""
    redirect: str = REDIRECT
    scope: str = "openid,profile,w_member_social"
    codes: dict[str, str] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    pictures: dict[str, bytes] = field(default_factory=dict)
    posts: dict[str, dict[str, Any]] = field(default_factory=dict)
    next_failure: int = 0
    #: Takes the next post and hangs up instead of answering.
    hangs_up: bool = False
    calls: list[tuple[str, str]] = field(default_factory=list)

    def words_of(self, name: str) -> str:
        """The words of a post as readers see them."""
        return read_little_text(self.posts[name]["commentary"])

    def token(self) -> str:
        """A token as sign-in gives it."""
        made = "AQ" + secrets.token_urlsafe(200)
        self.tokens.add(made)
        return made


def read_little_text(text: str) -> str:
    """What LinkedIn shows: escapes resolved, hashtags as such, and everything from an unescaped sign on cut off."""
    shown, position = "", 0
    while position < len(text):
        hashtag = _HASHTAG.match(text, position)
        if hashtag:
            shown, position = f"{shown}#{hashtag[1]}", hashtag.end()
        elif text[position] == "\\" and position + 1 < len(text):
            shown, position = shown + text[position + 1], position + 2
        elif text[position] in _RESERVED:
            return shown
        else:
            shown, position = shown + text[position], position + 1
    return shown


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    linkedin: LittleLinkedIn

    def do_GET(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def do_PUT(self) -> None:
        self._answer("PUT")

    def log_message(self, format: str, *args: object) -> None:
        """A test that fails says so itself."""

    def _answer(self, method: str) -> None:
        parts = urlsplit(self.path)
        self.asked = dict(parse_qsl(parts.query))
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.linkedin.calls.append((method, self.path))
        doors = {
            ("GET", "/oauth/v2/authorization"): self._ask,
            ("POST", "/oauth/v2/authorization"): self._asked,
            ("POST", "/oauth/v2/accessToken"): self._token,
            ("POST", "/oauth/v2/revoke"): self._revoke,
            ("GET", "/v2/userinfo"): self._userinfo,
            ("POST", "/rest/images"): self._begin_picture,
            ("POST", "/rest/posts"): self._post,
        }
        try:
            door = doors.get((method, parts.path)) or (self._picture if parts.path.startswith("/dms-uploads/") else None)
            if door is None:
                raise Wrong(404, "RESOURCE_NOT_FOUND", f"No virtual resource found for {parts.path}")
            door()
        except Wrong as wrong:
            self._say(wrong.status, wrong.told)

    # Signing in

    def _ask(self) -> None:
        self._check_request()
        self._say(200, _PAGE.format(client="Advocacy", scope=self.asked["scope"]).encode(), kind="text/html; charset=utf-8")

    def _asked(self) -> None:
        self._check_request()
        if dict(parse_qsl(self.body.decode())).get("answer") != "allow":
            told = {"error": "user_cancelled_authorize", "error_description": "The user cancelled the authorization"}
        else:
            told = {"code": "AQT" + secrets.token_urlsafe(60)}
            self.linkedin.codes[told["code"]] = self.asked["redirect_uri"]
        self._say(302, b"", location=f"{self.asked['redirect_uri']}?{urlencode({**told, 'state': self.asked['state']})}")

    def _check_request(self) -> None:
        wanted = {
            "response_type": "code",
            "client_id": CLIENT_ID,
            "redirect_uri": self.linkedin.redirect,
            "scope": "openid profile w_member_social",
        }
        wrong = [name for name, value in wanted.items() if self.asked.get(name) != value]
        if wrong or len(self.asked.get("state", "")) < 20:
            raise Wrong(400, "invalid_request", f"wrong: {wrong or 'state'}")

    def _token(self) -> None:
        told = self._form()
        self._check_client(told)
        if told.get("grant_type") != "authorization_code" or self.linkedin.codes.pop(told.get("code", ""), None) != told.get(
            "redirect_uri"
        ):
            self._say(
                400, {"error": "invalid_request", "error_description": "Unable to retrieve access token: authorization code not found"}
            )
            return
        self._say(
            200, {"access_token": self.linkedin.token(), "expires_in": 5_183_999, "scope": self.linkedin.scope, "token_type": "Bearer"}
        )

    def _revoke(self) -> None:
        told = self._form()
        self._check_client(told)
        self.linkedin.tokens.discard(told.get("token", ""))
        self._say(200, b"")

    def _check_client(self, told: dict[str, str]) -> None:
        if (told.get("client_id"), told.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
            raise Wrong(401, "invalid_client", "Client authentication failed")

    def _form(self) -> dict[str, str]:
        if self.headers.get("Content-Type") != _FORM:
            raise Wrong(400, "invalid_request", f"Content-Type must be {_FORM}")
        return dict(parse_qsl(self.body.decode(), strict_parsing=True))

    def _userinfo(self) -> None:
        self._check_token()
        self._say(200, {"sub": MEMBER, "name": "Camilla Rønne", "given_name": "Camilla", "family_name": "Rønne", "locale": "da-DK"})

    # Pictures and posts

    def _begin_picture(self) -> None:
        told = self._rest()
        if self.asked != {"action": "initializeUpload"} or told != {"initializeUploadRequest": {"owner": f"urn:li:person:{MEMBER}"}}:
            raise Wrong(400, "ILLEGAL_ARGUMENT", "owner")
        name = f"urn:li:image:C5610AQ{secrets.token_hex(6)}"
        place = f"{self.linkedin.url}/dms-uploads/{name.rsplit(':', 1)[1]}/uploaded-image/0?ca=vector_feedshare"
        self._say(200, {"value": {"uploadUrlExpiresAt": 1_790_000_000_000, "uploadUrl": place, "image": name}})

    def _picture(self) -> None:
        self._check_token()
        if self.body[:3] != b"\xff\xd8\xff" and self.body[:4] != b"\x89PNG":
            raise Wrong(400, "MEDIA_ASSET_PROCESSING_FAILED", "neither JPG nor PNG")
        self.linkedin.pictures[f"urn:li:image:{self.path.split('/')[2]}"] = self.body
        self._say(201, b"")

    def _post(self) -> None:
        told = self._rest()
        self._check_post(told)
        name = f"urn:li:share:{7_000_000_000_000_000_000 + len(self.linkedin.posts)}"
        for former, post in self.linkedin.posts.items():
            if post["commentary"] == told["commentary"]:
                details = {"inputErrors": [{"description": "Duplicate post is detected", "input": {}, "code": "DUPLICATE_POST"}]}
                raise Wrong(422, "UNPROCESSABLE_ENTITY", f"Content is a duplicate of {former}", errorDetails=details)
        self.linkedin.posts[name] = told
        if self.linkedin.hangs_up:
            self.linkedin.hangs_up, self.close_connection = False, True
            return
        self._say(201, b"", **{"x-restli-id": name})

    def _rest(self) -> dict[str, Any]:
        """Checks what every call of the versioned interface must bring."""
        self._check_token()
        version = self.headers.get("LinkedIn-Version", "")
        if self.headers.get("X-Restli-Protocol-Version") != "2.0.0" or self.headers.get("Content-Type") != _JSON:
            raise Wrong(400, "ILLEGAL_ARGUMENT", "X-Restli-Protocol-Version or Content-Type")
        if not re.fullmatch(r"20\d{4}", version):
            raise Wrong(
                400, "VERSION_MISSING", "A version must be present. Please specify a version by adding the LinkedIn-Version header."
            )
        if version <= _SUNSET:
            raise Wrong(426, "NONEXISTENT_VERSION", f"Requested version {version}01 is not active")
        if self.linkedin.next_failure:
            status, self.linkedin.next_failure = self.linkedin.next_failure, 0
            codes = {429: "TOO_MANY_REQUESTS", 403: "ACCESS_DENIED"}
            raise Wrong(
                status, codes.get(status, "INTERNAL_SERVER_ERROR"), "Resource level throttle limit for calls to this resource is reached."
            )
        told = json.loads(self.body)
        assert isinstance(told, dict)
        return told

    def _check_post(self, told: dict[str, Any]) -> None:
        fixed = {
            "author": f"urn:li:person:{MEMBER}",
            "visibility": "PUBLIC",
            "distribution": {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []},
            "lifecycleState": "PUBLISHED",
            "isReshareDisabledByAuthor": False,
        }
        wrong = [name for name, value in fixed.items() if told.get(name) != value]
        wrong += sorted(set(told) - set(fixed) - {"commentary", "content"})
        article = told.get("content", {}).get("article", {"source": "x", "title": "x"})
        wrong += sorted(set(article) - {"source", "title", "description", "thumbnail"})
        wrong += [name for name in ("source", "title") if not article.get(name)]
        if wrong:
            raise Wrong(422, "MISSING_FIELD", f"ERROR :: {wrong[0]} :: field is required but not found or not as it should be")
        if article.get("thumbnail") and article["thumbnail"] not in self.linkedin.pictures:
            raise Wrong(400, "INVALID_URN_ID", f"{article['thumbnail']} was never uploaded")
        if len(read_little_text(told["commentary"])) > 3000:
            raise Wrong(422, "FIELD_LENGTH_TOO_LONG", "commentary")

    def _check_token(self) -> None:
        kind, _space, token = self.headers.get("Authorization", "").partition(" ")
        if kind != "Bearer" or token not in self.linkedin.tokens:
            raise Wrong(401, "REVOKED_ACCESS_TOKEN", "The token used in the request has been revoked by the user", serviceErrorCode=65601)

    def _say(self, status: int, told: dict[str, Any] | bytes, *, kind: str = _JSON, **headers: str) -> None:
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        self.send_response(status)
        for name, value in {"Content-Type": kind, **headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def little_linkedin() -> Iterator[LittleLinkedIn]:
    """The server, started; it answers this machine only."""
    linkedin = LittleLinkedIn()
    handler = type("Handler", (_Handler,), {"linkedin": linkedin})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    linkedin.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield linkedin
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def linkedin() -> Iterator[LittleLinkedIn]:
    """A LinkedIn of this test's own."""
    with little_linkedin() as started:
        yield started
