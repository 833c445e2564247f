"""How the tests of stories write, press and look things up."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from advocacy.foundation import clock
from advocacy.foundation.database import db, new_public_id
from advocacy.history.models import HistoryEntry
from advocacy.programmes.models import Programme
from advocacy.stories.models import Story
from advocacy.stories.queries import get_story
from tests.factories.pictures import picture_bytes
from tests.factories.stories import make_story
from tests.people import Cast
from tests.signing_in import Visitor

#: Questions every page asks: who is signed in, and whose house this is.
FRAME_TABLES = ("sign_in", "role_grant", "organisation")


@dataclass(frozen=True)
class Desk:
    """A programme's editorial desk; everything in it is named, so that no test holds a row across requests."""

    app: Flask
    cast: Cast
    programme: str
    purpose: str
    topics: tuple[str, ...]
    audience: str

    @classmethod
    def of(cls, app: Flask, cast: Cast, programme: Programme) -> Desk:
        return cls(
            app,
            cast,
            programme.public_id,
            programme.purposes[0].public_id,
            tuple(topic.public_id for topic in programme.topics),
            programme.audiences[0].public_id,
        )

    def client(self, person: Any, *, locale: str = "en") -> FlaskClient:
        return Visitor(self.app)(person, locale=locale)

    def form(self, **changes: Any) -> dict[str, Any]:
        """What a complete story in English sends; ``None`` leaves a field out."""
        filled = {
            "kind": "learned",
            "title_en": "The night has its own tone",
            "gain_en": "Insight into a night shift.",
            "body_en": "At 2.40 it is **quiet**.",
            "purpose": self.purpose,
            "topic": self.topics[0],
            "audience": self.audience,
            "address": "https://bredfjord.example/h/01",
            "picture_choice": "none",
            "expires_on": (clock.today() + timedelta(days=60)).isoformat(),
            "caption_linkedin_en": "The night is quiet. I work for Bredfjord Municipality.",
            "request_key": new_public_id(),
        }
        return {name: value for name, value in {**filled, **changes}.items() if value is not None}

    def write(self, person: Any, *, then: str = "draft", **changes: Any) -> str:
        """A new story by this editor, through the form; returns its public name."""
        answer = self.client(person).post("/stories/add", data=self.form(then=then, **changes))
        assert answer.status_code == 303, problems_on(answer)
        return answer.headers["Location"].split("/")[2]

    def change(self, person: Any, story: str, *, then: str = "draft", base: dict[str, Any] | None = None, **changes: Any) -> TestResponse:
        """Saves the story again; on top of what is there now, unless another base is named."""
        return self.client(person).post(f"/stories/{story}/edit", data=self.form(then=then, **(base or self.base(story)), **changes))

    def base(self, story: str) -> dict[str, Any]:
        """The state an editor begins from who opens the story now."""
        with self.app.app_context():
            latest = get_story(story).latest
            return {"version": latest.public_id, "edit_count": latest.edit_count}

    def press(self, person: Any, story: str, deed: str, **sent: Any) -> TestResponse:
        """Presses submit, approve, send-back or retire."""
        filled = {"edit_count": self.base(story)["edit_count"], "request_key": new_public_id(), **sent}
        return self.client(person).post(f"/stories/{story}/{deed}", data=filled)

    def published(self, **changes: Any) -> str:
        """A story by Lone that Tine has approved."""
        with self.app.app_context():
            programme = db.session.query(Programme).filter_by(public_id=self.programme).one()
            name = make_story(self.cast, programme, **changes).public_id
            db.session.commit()
        return name

    @contextmanager
    def story(self, name: str) -> Iterator[Story]:
        """The story as it is in the database."""
        with self.app.app_context():
            yield get_story(name)

    def state(self, name: str) -> list[tuple[int, str]]:
        """Number and state of every version."""
        with self.story(name) as story:
            return [(version.number, version.status.value) for version in story.versions]

    def deeds(self, name: str) -> list[str]:
        """What the history of the story says."""
        with self.app.app_context():
            entries = db.session.query(HistoryEntry).filter_by(subject=f"story:{name}").order_by(HistoryEntry.id)
            return [entry.deed.rpartition(".")[2] for entry in entries]


def picture(name: str = "cat.jpg", **making: Any) -> tuple[io.BytesIO, str]:
    """A file as a browser sends it."""
    return io.BytesIO(picture_bytes(**making)), name


def problems_on(answer: TestResponse) -> dict[str, str]:
    """The sentences beside the fields of a form, by the name of the field."""
    found = re.findall(r'id="([\w-]+)-errors">(.*?)</p>', answer.text, re.DOTALL)
    return {name: unescape(re.sub(r"<[^>]+>", "", words)).replace("Please look at this:", "").strip() for name, words in found}


@contextmanager
def questions(app: Flask) -> Iterator[list[str]]:
    """Collects what is asked of the database, apart from what every page asks."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        is_frame = any(f"FROM {table}" in statement for table in FRAME_TABLES)
        if statement.lstrip().upper().startswith("SELECT") and not is_frame:
            asked.append(statement)

    with app.app_context():
        engine = db.engine.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)
