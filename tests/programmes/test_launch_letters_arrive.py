"""Launch letters over a real mail server: one to each, in the language they read, whatever happens to the worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from flask import Flask
from sqlalchemy import select, update

from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.mail.models import LetterStatus, OutboxLetter
from advocacy.people.models import Person
from advocacy.people.services import say_goodbye
from advocacy.programmes.queries import get_programme
from advocacy.programmes.services import launching
from tests.factories.programmes import make_programme
from tests.people import Cast, gather_cast
from tests.ports import free_port
from tests.signing_in import Visitor

ROOT = Path(__file__).resolve().parent.parent.parent


class Postbox:
    """What arrived."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:  # noqa: N802
        self.letters.append(message_from_bytes(envelope.content or b"", policy=policy.default))  # type: ignore[arg-type]
        return "250 OK"


@pytest.fixture
def postbox(app: Flask) -> Iterator[Postbox]:
    """A mail server on this machine that the application is told to use."""
    box = Postbox()
    port = free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    before = app.extensions["advocacy.settings"]
    app.extensions["advocacy.settings"] = replace(
        before, mail_url=f"smtp://127.0.0.1:{port}", mail_from="Bredfjord <no-reply@bredfjord.example>"
    )
    yield box
    app.extensions["advocacy.settings"] = before
    server.stop()


def words_of(letter: EmailMessage, kind: str) -> str:
    part = letter.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_everybody_with_an_address_gets_one_letter_in_their_language(
    app: Flask, cast: Cast, visit: Visitor, ready: str, postbox: Postbox
) -> None:
    """Attack rows E01, E03, E05 and E09: one recipient, our own address, escaped, no picture from elsewhere."""
    with app.app_context():
        programme = get_programme(ready)
        programme.name = {"da": "Vi er <b>Bredfjord</b>", "en": "We are <b>Bredfjord</b>\r\nBcc: evil@example.org"}
        programme.kick_off = {"da": "Kære kollega\n\nNu <script>begynder</script> vi.", "en": "Dear colleague\n\nNow we begin.\nBirgitte"}
        db.session.get_one(Person, cast.jonas.id).locale = "da"
        db.session.commit()
    visit(cast.birgitte).post(f"/programmes/{ready}/launch", headers={"X-Forwarded-Host": "evil.example"})
    with app.app_context():
        jobs.run_due_jobs()
        people = db.session.scalars(select(Person).where(Person.email.is_not(None), Person.is_active)).all()
        assert Counter(letter["To"] for letter in postbox.letters) == Counter({person.email: 1 for person in people})
    by_address = {letter["To"]: letter for letter in postbox.letters}
    danish, english = by_address[cast.jonas.email], by_address[cast.camilla.email]
    assert "Vi er" in danish["Subject"]
    assert "Nu <script>begynder</script> vi." in words_of(danish, "plain")
    assert "<script" not in words_of(danish, "html")
    assert 'lang="da"' in words_of(danish, "html")
    assert "We are" in english["Subject"]
    assert english["Bcc"] is None
    assert "Now we begin." in words_of(english, "plain")
    for letter in postbox.letters:
        assert f"http://127.0.0.1:8000/programmes/{ready}" in words_of(letter, "plain")
        assert f"http://127.0.0.1:8000/programmes/{ready}" in words_of(letter, "html")
        assert "evil.example" not in words_of(letter, "html")
        assert "<img" not in words_of(letter, "html")


def test_the_job_done_twice_writes_one_letter_each(
    app: Flask, cast: Cast, visit: Visitor, ready: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Attack row E10."""
    monkeypatch.setattr(launching, "LETTERS_AT_ONCE", 2)
    visit(cast.birgitte).post(f"/programmes/{ready}/launch")
    with app.app_context():
        jobs.run_due_jobs()
        db.session.execute(update(jobs.Job).values(status=jobs.JobStatus.WAITING, finished_at=None))
        db.session.commit()
        jobs.run_due_jobs()
        letters = db.session.scalars(select(OutboxLetter)).all()
        assert Counter(letter.person_id for letter in letters).most_common(1)[0][1] == 1
        assert len(letters) == 9
        assert cast.kim.id not in {letter.person_id for letter in letters}


def test_somebody_who_leaves_meanwhile_gets_none(app: Flask, cast: Cast, visit: Visitor, ready: str) -> None:
    """Attack row E07."""
    visit(cast.birgitte).post(f"/programmes/{ready}/launch")
    with app.app_context():
        say_goodbye(db.session.get_one(Person, cast.camilla.id))
        db.session.commit()
        jobs.run_due_jobs()
        assert cast.camilla.id not in set(db.session.scalars(select(OutboxLetter.person_id)))


def test_a_worker_killed_between_batches_writes_one_letter_each(own_app: Flask, tmp_path: Path) -> None:
    """Attack row E10: the worker dies by SIGKILL with a batch half written; the next one finishes the work."""
    with own_app.app_context():
        cast = gather_cast()
        db.session.commit()
        name = make_programme(cast, is_launched=False).public_id
        db.session.commit()
        birgitte = cast.birgitte.id
        url = own_app.extensions["advocacy.settings"].database_url
    assert Visitor(own_app)(birgitte).post(f"/programmes/{name}/launch").status_code == 303
    ended = subprocess.run(
        [sys.executable, "-m", "tests.programmes.dying_worker", str(tmp_path), url],
        cwd=ROOT,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    with own_app.app_context():
        assert len(db.session.scalars(select(OutboxLetter)).all()) == 2
        db.session.rollback()
        with time_machine.travel(clock.now() + timedelta(minutes=10)):
            jobs.run_due_jobs()
        letters = db.session.scalars(select(OutboxLetter)).all()
        assert len({letter.person_id for letter in letters}) == len(letters) == 9
        assert {letter.status for letter in letters} == {LetterStatus.SENT}
    assert len(list((tmp_path / "letters").glob("*.eml"))) == 9
