"""A large municipality in a SQLite file, written in bulk: 40,000 people, 2,000 published stories, 500,000 shares."""

from __future__ import annotations

import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import insert

from advocacy.accounts import services as accounts
from advocacy.config import load_settings
from advocacy.factory import create_app
from advocacy.foundation import clock
from advocacy.foundation.database import db, new_public_id
from advocacy.organisation.services import Identity, found_organisation
from advocacy.people.models import Person, Unit
from advocacy.people.services import add_person, add_unit
from advocacy.programmes.models import Audience, Enrolment, Invitation, Programme, ProgrammeStatus, Purpose, Topic
from advocacy.stories.models import PictureChoice, Story, StoryKind, StoryVersion, VersionStatus
from benchmarks.measuring import SECRET

PEOPLE, STORIES, SHARES, UNITS = 40_000, 2_000, 500_000, 200
AT_ONCE = 50_000


def build(folder: Path, *, people: int = PEOPLE, stories: int = STORIES, shares: int = SHARES, url: str = "") -> tuple[str, list[str]]:
    """Makes the database of the settings in ``clean_environ``, or another; returns a reader's cookie and the codes of some share links."""
    app = create_app(load_settings({}, mode="production", secret_key=SECRET, instance_dir=str(folder), database_url=url, log_level="ERROR"))
    with app.app_context():
        upgrade()
        root, units = _units()
        reader = add_person("Camilla Møller", units[0], email="camilla@example.dk")
        programme = _programme(root, reader)
        db.session.execute(insert(Person), [_person(n, units) for n in range(people)])
        numbers = _stories(programme, reader, stories)
        db.session.commit()
        codes = _shares(numbers, shares, people)
        cookie = _cookie(app, accounts.open_sign_in(reader))
        db.session.commit()
        db.session.execute(db.text("ANALYZE"))
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return cookie, codes


def _units() -> tuple[Unit, list[Unit]]:
    found_organisation(Identity(name="Storby Kommune", short_name="Storby", motto={}, disclosure={"da": "Jeg arbejder i Storby Kommune."},
                                link_domains=["example.dk"]))
    root = add_unit("Storby Kommune")
    return root, [add_unit(f"Enhed {n}", root) for n in range(UNITS)]


def _programme(root: Unit, reader: Person) -> Programme:
    programme = Programme(
        name={"da": "Vi er Storby", "en": "We are Storby"}, initiator=reader, owner=reader, units=[root], status=ProgrammeStatus.LAUNCHED,
        launched_at=clock.now(), purposes=[Purpose(position=0, text={"da": "Flere kolleger", "en": "More colleagues"})],
        topics=[Topic(position=n, text={"da": f"Emne {n}", "en": f"Topic {n}"}) for n in range(5)],
        audiences=[Audience(position=0, text={"da": "Borgere", "en": "Citizens"})],
    )
    db.session.add(programme)
    db.session.flush()
    db.session.add(Invitation(programme_id=programme.id, person_id=reader.id, invited_at=clock.now()))
    db.session.add(Enrolment(programme_id=programme.id, person_id=reader.id, joined_at=clock.now()))
    return programme


def _person(number: int, units: list[Unit]) -> dict[str, Any]:
    return {
        "public_id": new_public_id(), "name": f"Medarbejder {number}", "title": "", "email": f"m{number}@example.dk",
        "email_key": f"m{number}@example.dk", "employee_number": str(number), "unit_id": units[number % len(units)].id, "locale": "da",
        "has_own_pc": True, "is_active": True, "created_at": clock.now(),
    }


def _stories(programme: Programme, author: Person, count: int) -> list[tuple[int, int]]:
    """Numbers of each story and its published version."""
    moment = clock.now()
    for number in range(1, count + 1):
        written = moment - timedelta(hours=number)
        db.session.add(Story(id=number, programme_id=programme.id, created_by_id=author.id, created_at=written, published_at=written,
                             expires_on=clock.today() + timedelta(days=30)))
    db.session.flush()
    db.session.execute(insert(StoryVersion), [_version(number, programme, author) for number in range(1, count + 1)])
    db.session.execute(db.text("UPDATE story SET published_version_id = id"))
    return [(number, number) for number in range(1, count + 1)]


def _version(number: int, programme: Programme, author: Person) -> dict[str, Any]:
    moment, last_day = clock.now(), clock.today() + timedelta(days=30)
    words = f"Historie {number} fra hverdagen: hvorfor vi gør, som vi gør, og hvem det hjælper"
    return {
        "id": number, "public_id": new_public_id(), "story_id": number, "number": 1, "status": VersionStatus.APPROVED, "edit_count": 0,
        "kind": StoryKind.BEHIND_THE_SCENES, "title": {"da": words, "en": words}, "body": {"da": words * 10, "en": words * 10},
        "gain": {"da": f"Indsigt nummer {number}", "en": f"Insight number {number}"}, "address": f"https://www.example.dk/h/{number}",
        "purpose_id": programme.purposes[0].id, "topic_id": programme.topics[number % 5].id, "audience_id": programme.audiences[0].id,
        "picture_choice": PictureChoice.NONE, "alt": {}, "expires_on": last_day, "author_id": author.id, "created_at": moment,
        "changed_at": moment, "approved_at": moment, "approved_by_id": author.id,
    }


def _shares(stories: list[tuple[int, int]], count: int, people: int) -> list[str]:
    """Written past the models, which would take a minute; every column is the same as theirs. Returns a thousand codes."""
    codes: list[str] = []
    link = ("INSERT INTO link (id, public_id, code, person_id, story_id, network, language, made_at)"
            " VALUES (?, ?, ?, ?, ?, 'linkedin', 'da', ?)")
    statement = ("INSERT INTO share (public_id, link_id, person_id, story_id, version_id, network, language, pressed_at, confirmed_at,"
                 " is_visible_to_leaders) VALUES (?, ?, ?, ?, ?, 'linkedin', 'da', ?, ?, ?)")
    now = clock.now()
    days = [(now - timedelta(days=n)).replace(tzinfo=None).isoformat(" ", "microseconds") for n in range(365)]
    for begin in range(0, count, AT_ONCE):
        rows, links = [], []
        for number in range(begin, min(begin + AT_ONCE, count)):
            story, version = stories[number % len(stories)]
            day, code = days[number % 365], secrets.token_urlsafe(12)
            links.append((number + 1, secrets.token_urlsafe(12), code, 1 + number % people, story, day))
            rows.append((secrets.token_urlsafe(12), number + 1, 1 + number % people, story, version, day, day, bool(number % 2)))
            if number % (count // 1_000 or 1) == 0:
                codes.append(code)
        connection = db.session.connection()
        for words, values in ((link, links), (statement, rows)):
            connection.exec_driver_sql(words if connection.dialect.name == "sqlite" else words.replace("?", "%s"), values)
    return codes


def _cookie(app: Flask, ticket: str) -> str:
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    assert signer is not None
    return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps({'_user_id': ticket, '_fresh': True})}"
