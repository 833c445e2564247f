"""A website on this machine that says what a test wants it to say and counts who calls, and an editor who brings stories in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from advocacy.foundation import jobs
from advocacy.foundation.database import db, new_public_id
from advocacy.programmes.models import Programme
from advocacy.sources.models import Finding, Source
from advocacy.stories.models import Story, StoryVersion
from tests.factories.pictures import picture_bytes
from tests.foundation.outside import say, web_server
from tests.people import Cast
from tests.signing_in import Visitor

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """``pages`` by path; ``calls`` is every call with its headers, in order."""

    port: int = 0
    pages: dict[str, Answer] = field(default_factory=dict)
    calls: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.place}{path}"

    def asked(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(each == path for each, _headers in self.calls)

    def puts(self, path: str, body: bytes | str, content_type: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> None:
        """Puts a page there."""
        raw = body.encode() if isinstance(body, str) else body
        self.pages[path] = lambda call: say(call, status, raw, content_type=content_type, **headers)

    def puts_picture(self, path: str = "/picture.jpg", **making: Any) -> None:
        self.puts(path, picture_bytes(**making), "image/jpeg")

    def puts_feed(self, path: str, *entries: str, title: str = "News", **headers: str) -> None:
        """An RSS feed; each entry is the inside of an ``item``."""
        body = "".join(f"<item>{entry}</item>" for entry in entries)
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{body}</channel></rss>'
        self.puts(path, feed, "application/rss+xml; charset=utf-8", **headers)

    def answer(self, call: BaseHTTPRequestHandler) -> None:
        self.calls.append((call.path, {name.lower(): value for name, value in call.headers.items()}))
        page = self.pages.get(call.path.partition("?")[0])
        page(call) if page else say(call, 404, b"nothing")


@contextmanager
def website(app: Flask) -> Iterator[Site]:
    """A site that the configuration allows (attack row F22)."""
    site, named = Site(), app.extensions["advocacy.settings"]
    with web_server(site.answer) as port:
        site.port = port
        app.extensions["advocacy.settings"] = replace(named, egress_allow=site.place)
        try:
            yield site
        finally:
            app.extensions["advocacy.settings"] = named


def told(title: str = "A night at Fjordglimt", path: str = "/story", guid: str = "", words: str = "", day: str = "") -> str:
    """The inside of one item of an RSS feed."""
    parts = [f"<title>{title}</title>", f"<link>{path}</link>" if path else "", f"<guid>{guid}</guid>" if guid else ""]
    parts += [f"<description>{words}</description>" if words else "", f"<pubDate>{day}</pubDate>" if day else ""]
    return "".join(parts)


PAGE = """<!doctype html><html lang="da-DK"><head><title>Fjordglimt - Bredfjord</title>
<meta property="og:title" content="Natten har sin egen tone">
<meta property="og:description" content="Kl. 02.40 er der stille på Fjordglimt.">
<meta property="og:image" content="/picture.jpg"><meta property="og:site_name" content="Bredfjord Kommune">
</head><body><h1>Natten</h1></body></html>"""


@dataclass
class Desk:
    """The editors' side."""

    app: Flask
    cast: Cast
    programme: str
    topic: str

    def client(self, person: Any = None, *, locale: str = "en") -> FlaskClient:
        return Visitor(self.app)(person or self.cast.lone, locale=locale)

    def follow(self, url: str, *, person: Any = None, **changes: Any) -> Any:
        """Sends the form that follows a feed."""
        data = {"address": url, "language": "da", "topic": "", "programme": self.programme, **changes}
        return self.client(person).post("/sources/feeds", data=data)

    def followed(self, url: str, **changes: Any) -> str:
        """A feed that is followed; returns its public name."""
        answer = self.follow(url, **changes)
        assert answer.status_code == 303, answer.text
        return str(answer.headers["Location"].split("/")[3])

    def run_jobs(self) -> None:
        with self.app.app_context():
            jobs.run_due_jobs()

    def reads(self) -> None:
        """The feed's next turn has come."""
        with self.app.app_context():
            number = db.session.query(Source.id).order_by(Source.id.desc()).scalar()
            jobs.ask_for("sources.read_feed", unique_key=new_public_id(), source=number)
            db.session.commit()
            jobs.run_due_jobs()

    def findings(self) -> list[Finding]:
        with self.app.app_context():
            found = list(db.session.query(Finding).order_by(Finding.id))
            db.session.expunge_all()
        return found

    def source(self) -> Source:
        with self.app.app_context():
            found = db.session.query(Source).order_by(Source.id.desc()).first()
            db.session.expunge_all()
        assert found is not None
        return found

    def stories(self) -> list[dict[str, Any]]:
        """What each story there is says in its newest version."""
        with self.app.app_context():
            versions = db.session.query(StoryVersion).order_by(StoryVersion.id)
            return [
                {
                    "title": version.title,
                    "body": version.body,
                    "address": version.address,
                    "status": version.status.value,
                    "picture": version.picture.public_id if version.picture else None,
                    "topic": version.topic.public_id if version.topic else None,
                    "gain": version.gain,
                    "kind": version.kind.value,
                    "expires_on": version.expires_on,
                    "story": version.story.public_id,
                }
                for version in versions
            ]

    def published(self) -> int:
        """How many stories anybody but editors can read."""
        with self.app.app_context():
            return db.session.query(Story).filter(Story.published_version_id.is_not(None)).count()

    @classmethod
    def of(cls, app: Flask, cast: Cast, programme: Programme) -> Desk:
        return cls(app, cast, programme.public_id, programme.topics[0].public_id)
