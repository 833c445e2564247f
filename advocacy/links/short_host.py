"""The short domain: whatever is asked for under it is a link, except the page that says we live and the files that pages look good with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask

from advocacy.config import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: Served under the short domain as under the public address; everything else there is the code of a link, or leads nowhere.
AS_IT_IS = ("/r/", "/static/")
ALIVE = "/healthz"
PLACE = "/r"


class ShortHost:
    """Reads ``https://short/CODE`` as ``/r/CODE``. No other page can be reached under that name, so none can be imitated by a code."""

    def __init__(self, app: WSGIApplication, settings: Settings) -> None:
        self._app = app
        short, public = urlsplit(settings.short_url), urlsplit(settings.public_url)
        self._host, self._place = short.hostname, short.netloc.lower()
        #: Both may live under one name with two ports, on a machine where somebody tries this out.
        self._has_own_name = short.hostname != public.hostname

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if self._is_short(environ.get("HTTP_HOST", "").lower()):
            path: str = environ["PATH_INFO"]
            if path != ALIVE and not path.startswith(AS_IT_IS):
                environ["PATH_INFO"] = f"{PLACE}/{path.lstrip('/')}"
        return self._app(environ, start_response)

    def _is_short(self, asked: str) -> bool:
        return asked == self._place or (self._has_own_name and asked.partition(":")[0].rstrip(".") == self._host)


def init_short_host(app: Flask, settings: Settings) -> None:
    """Stands ahead of everything where the organisation has a short domain."""
    if settings.has_short_host:
        app.wsgi_app = ShortHost(app.wsgi_app, settings)  # type: ignore[method-assign]
