"""The same application with one page more: the same twenty stories, found by the same query, through a template without any care."""

from __future__ import annotations

from flask import Flask
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from jinja2 import ChoiceLoader, FileSystemLoader

from advocacy.factory import create_app
from advocacy.foundation.guards import SIGNED_IN, acting, allow
from advocacy.foundation.i18n import current_locale
from advocacy.foundation.pages import page
from advocacy.stories import queries
from benchmarks.measuring import ROOT

NETWORKS = ("LinkedIn", "Facebook", "X", "Bluesky", "Mastodon")


@allow(SIGNED_IN)
def naive() -> ResponseReturnValue:
    """Twenty cards, each with five forms."""
    actor = acting()
    programmes = queries.readable_programmes(actor)
    library = queries.library_for(actor, among=programmes)
    versions = queries.versions_for_cards([entry.version_id for entry in library.entries])
    return page("naive/feed.html", versions=versions, networks=NETWORKS, language=current_locale(), sentence=gettext)


def naive_app() -> Flask:
    """What Granian serves as the baseline."""
    made = create_app()
    loaders = [loader for loader in (made.jinja_loader,) if loader is not None]
    made.jinja_loader = ChoiceLoader([*loaders, FileSystemLoader(ROOT / "benchmarks" / "templates")])  # type: ignore[misc]
    made.add_url_rule("/naive/", "naive", naive)
    return made


app = naive_app()
