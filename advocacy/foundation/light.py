"""Light pages: text goes over the line compressed, so that a phone on a thin connection has a page soon.

Pages are compressed as they are answered; files below /static once for each process, ahead of Flask. What is compressed beside
words from the address could be guessed by its length (BREACH), so the forgery token looks different in every answer
(foundation.forgery), and every answer has a few random bytes more. ``docs/decisions/0008`` says why it is done so.
"""

from __future__ import annotations

import gzip
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, Response, request
from werkzeug.security import safe_join
from werkzeug.wrappers import Request
from werkzeug.wrappers import Response as PlainResponse

from advocacy.foundation.ready_made import ReadyMade

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: A page at level 1 is a tenth larger than at level 5, and takes less than half the time.
PAGE_LEVEL, FILE_LEVEL = 1, 9
SMALLEST = 1_000
LONGEST_PADDING = 64
SECONDS_KEPT = 31_536_000
_PAGES = frozenset({"text/html", "application/json", "application/problem+json", "application/manifest+json", "text/css", "text/plain"})
_FILES = frozenset({".css", ".js", ".svg"})


def init_light(app: Flask) -> None:
    """Compresses what goes out, for those who take it."""
    app.after_request(_compress)
    app.wsgi_app = StaticLane(app.wsgi_app, Path(app.static_folder or ""))  # type: ignore[method-assign]


def _compress(response: Response) -> Response:
    if isinstance(response, ReadyMade) or response.mimetype not in _PAGES or response.direct_passthrough:
        return response
    response.vary.add("Accept-Encoding")
    if response.is_streamed or "Content-Encoding" in response.headers or not _takes_gzip(request):
        return response
    page = response.get_data()
    if len(page) < SMALLEST:
        return response
    response.set_data(_gzipped(page))
    response.content_encoding = "gzip"
    return response


def _gzipped(page: bytes) -> bytes:
    """Compressed, with a name of random length in its head: the length of the whole says nothing exact about what is inside."""
    name = secrets.token_urlsafe(LONGEST_PADDING)[: secrets.randbelow(LONGEST_PADDING) + 1]
    packed = BytesIO()
    with gzip.GzipFile(name, "wb", PAGE_LEVEL, packed, mtime=0) as file:
        file.write(page)
    return packed.getvalue()


def _takes_gzip(asked: Request) -> bool:
    return asked.accept_encodings.quality("gzip") > 0


@dataclass(frozen=True)
class _Packed:
    """A file, compressed, as it was at a moment."""

    changed: int
    body: bytes
    kind: str
    mark: str


class StaticLane:
    """Answers for style sheets, scripts and drawings from memory, compressed, before Flask is asked; everything else goes on."""

    def __init__(self, app: WSGIApplication, folder: Path) -> None:
        self._app = app
        self._folder = folder
        self._packed: dict[str, _Packed] = {}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path: str = environ.get("PATH_INFO", "")
        if path.startswith("/static/") and environ["REQUEST_METHOD"] in {"GET", "HEAD"} and _takes_gzip(Request(environ)):
            found = self._find(path.removeprefix("/static/"))
            if found is not None:
                return _answer(found).make_conditional(environ)(environ, start_response)
        return self._app(environ, start_response)

    def _find(self, name: str) -> _Packed | None:
        place = safe_join(str(self._folder), name)
        if place is None or Path(place).suffix not in _FILES or not Path(place).is_file():
            return None
        known, changed = self._packed.get(place), Path(place).stat().st_mtime_ns
        if known is None or known.changed != changed:
            body = gzip.compress(Path(place).read_bytes(), FILE_LEVEL, mtime=0)
            known = self._packed[place] = _Packed(changed, body, _kind_of(place), sha256(body).hexdigest()[:20])
        return known


def _kind_of(place: str) -> str:
    return guess_type(place)[0] or "application/octet-stream"


def _answer(found: _Packed) -> PlainResponse:
    answer = PlainResponse(found.body, content_type=f"{found.kind}; charset=utf-8")
    answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Vary"] = "Accept-Encoding"
    answer.headers["Cache-Control"] = f"public, max-age={SECONDS_KEPT}, immutable"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.set_etag(found.mark)
    return answer
