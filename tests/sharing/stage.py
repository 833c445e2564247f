"""How the tests of sharing press, and how they follow links."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from advocacy.accounts import services as accounts
from advocacy.accounts.queries import actor_for
from advocacy.foundation.database import db
from advocacy.links.models import Visit
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.people.models import Person
from advocacy.sharing.models import Share
from advocacy.sharing.presses import new_press
from advocacy.sharing.services import press_share
from advocacy.stories.models import StoryVersion
from tests.links.stage import load_now

BROWSER = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36"
LINKEDIN_BOT = "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)"


def hidden_value(page: str, name: str) -> str:
    """What a hidden field of the page carries."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)
    assert found, f"no {name} on the page"
    return unescape(found[1])


def facts_on(page: str, name: str = "compose") -> dict[str, Any]:
    """What the page tells its script."""
    found = re.search(rf'data-{name}="([^"]*)"', page)
    assert found
    return dict(json.loads(unescape(found[1])))


def compose(client: FlaskClient, story: str, network: str = "linkedin", **query: str) -> str:
    """The page for writing."""
    answer = client.get(f"/sharing/story/{story}/{network}", query_string=query)
    assert answer.status_code == 200, answer.text
    return answer.text


def press(client: FlaskClient, page: str, **changes: str) -> TestResponse:
    """Presses the button of a page for writing, as the browser does."""
    sent = {name: hidden_value(page, name) for name in ("seal", "language", "is_copied")}
    return client.post("/sharing/press", data={**sent, **changes})


def pressed(person: Person, version_id: int, network: NetworkKind = NetworkKind.LINKEDIN) -> Share:
    """A share made by the service itself; asks for an open application context, and the caller commits."""
    actor = actor_for(db.session.get_one(Person, person.id))
    version = db.session.get_one(StoryVersion, version_id)
    return press_share(actor, new_press(actor, version, network), language="da")


def shares(app: Flask) -> list[Share]:
    """Every share there is."""
    with app.app_context():
        found = list(db.session.scalars(select(Share).order_by(Share.id)))
        db.session.expunge_all()
        return found


def visits(app: Flask) -> list[Visit]:
    """Every visit there is, in order, those of this moment too."""
    load_now(app)
    with app.app_context():
        found = list(db.session.scalars(select(Visit).order_by(Visit.id)))
        db.session.expunge_all()
        return found


def follow(client: FlaskClient, code: str, *, agent: str = BROWSER, method: str = "GET", **headers: str) -> TestResponse:
    """Follows a link as this kind of agent; like every browser it says in which language its reader would like the page."""
    named = {"Accept-Language": "da"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return client.open(f"/r/{code}", method=method, headers={"User-Agent": agent, **named})


def token_for(app: Flask, person: Person, *scopes: str) -> dict[str, str]:
    """The header of a program that acts for somebody."""
    with app.app_context():
        secret = accounts.issue_token(db.session.get_one(Person, person.id), "program", list(scopes))
        db.session.commit()
    return {"Authorization": f"Bearer {secret}"}
