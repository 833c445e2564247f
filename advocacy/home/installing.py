"""What lets the application be put on a phone's front page, and say so when there is no connection. Nothing here is anybody's own."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import current_app, render_template, url_for

from advocacy.foundation.i18n import LOCALES, in_language
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.pages import asset

#: What the page without connection is drawn with, and what the page for writing goes on with when the line drops.
_SHEETS = ("vendor/bootstrap/bootstrap.min.css", *(f"css/{name}.css" for name in (
    "tokens", "base", "shell", "forms", "cards", "lists", "networks", "public", "sharing")))
_SCRIPTS = tuple(f"js/{name}.js" for name in (
    "theme", "components", "device", "offline", "sharing", "counts", "windows", "hashtags", "drafts", "previews", "writing"))
_DRAWINGS = ("images/favicon.svg", "vendor/lucide/sprite.svg")
_FONTS = tuple(f"/static/vendor/ibm-plex-sans/ibm-plex-sans-latin-{weight}-normal.woff2" for weight in ("400", "600"))
#: The application's own ground, in light.
GROUND = "#f6f2ea"


def service_worker() -> str:
    """The script that keeps these files on a device, with one line in front that names them and this version of the house."""
    pages = {locale: url_for("home.offline", locale=locale) for locale in LOCALES}
    files = [asset(name) for name in (*_SHEETS, *_SCRIPTS, *_DRAWINGS)] + list(_FONTS)
    script = _script()
    said = "".join(offline_page(locale) for locale in LOCALES)
    version = sha256(json.dumps([pages, files, said, script]).encode()).hexdigest()[:12]
    return f"const HOUSE = {json.dumps({'version': version, 'pages': pages, 'files': files})};\n{script}"


def offline_page(locale: str) -> str:
    """The page for when there is no connection, the same for everybody who reads that language."""
    with in_language(locale):
        return render_template("home/offline.html", locale=locale)


def manifest(house: str, locale: str) -> dict[str, Any]:
    """Name, icons and the three things people come for, in the reader's language."""
    return {
        "id": "/", "lang": locale, "name": f"Genlyd, {house}", "short_name": "Genlyd",
        "description": _("Tell about your work, in your own words."),
        "start_url": "/", "scope": "/", "display": "standalone", "background_color": GROUND, "theme_color": GROUND,
        "categories": ["business", "social"], "icons": list(_icons()),
        "shortcuts": [
            _shortcut(_("Stories"), url_for("library.feed")),
            _shortcut(_("My shares"), url_for("sharing.mine")),
            _shortcut(_("Leave a tip"), url_for("tips.add")),
        ],
    }


def _script() -> str:
    return (Path(current_app.static_folder or "") / "js/service_worker.js").read_text(encoding="utf-8")


def _icons() -> list[dict[str, str]]:
    whole = [{"src": asset("images/favicon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}]
    for size in (192, 512):
        for purpose, name in (("any", f"images/icon-{size}.png"), ("maskable", f"images/icon-maskable-{size}.png")):
            whole.append({"src": asset(name), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose})
    return whole


def _shortcut(name: str, address: str) -> dict[str, Any]:
    icon = {"src": asset("images/icon-192.png"), "sizes": "192x192", "type": "image/png"}
    return {"name": name, "url": address, "icons": [icon]}
