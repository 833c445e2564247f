"""Letters over a real mail server: one each, with one recipient, and patience when the server is away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage, Message

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from flask import Flask
from sqlalchemy import select

from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.foundation.letters import Letter
from advocacy.mail import services
from advocacy.mail.models import LetterStatus, OutboxLetter
from advocacy.mail.transport import written
from tests.people import Cast
from tests.ports import free_port

LETTER = Letter("Natten har sin egen tone", "Hej Camilla\n", "<p>Hej Camilla</p>")


class Postbox(MessageHandler):
    """What arrived; ``answer`` is what the server says instead of taking a letter."""

    def __init__(self) -> None:
        super().__init__(EmailMessage)
        self.letters: list[Message] = []
        self.answer = ""

    async def handle_RCPT(self, server: object, session: object, envelope: object, address: str, options: list[str]) -> str:  # noqa: N802
        if self.answer:
            return self.answer
        envelope.rcpt_tos.append(address)  # type: ignore[attr-defined]
        return "250 OK"

    def handle_message(self, message: Message) -> None:
        self.letters.append(message)


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


def post(cast: Cast, key: str = "k", **changes: object) -> None:
    services.post(LETTER, person_id=cast.camilla.id, address=cast.camilla.email, unique_key=key, **changes)  # type: ignore[arg-type]
    db.session.commit()


def status() -> LetterStatus:
    return db.session.scalars(select(OutboxLetter).execution_options(populate_existing=True)).one().status


def test_a_letter_arrives_once(app: Flask, cast: Cast, postbox: Postbox) -> None:
    with app.app_context():
        post(cast)
        post(cast)
        jobs.run_due_jobs()
        assert status() is LetterStatus.SENT
    assert len(postbox.letters) == 1
    letter = postbox.letters[0]
    assert letter["To"] == cast.camilla.email
    assert letter["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in letter.walk()] == ["multipart/alternative", "text/plain", "text/html"]


def test_a_server_that_is_away_is_tried_again(app: Flask, cast: Cast, postbox: Postbox) -> None:
    """Fault FX11: the page never waits, the letter does."""
    with app.app_context():
        postbox.answer = "450 try later"
        post(cast)
        jobs.run_due_jobs()
        assert postbox.letters == []
        postbox.answer = ""
        with time_machine.travel(clock.now() + timedelta(hours=1)):
            jobs.run_due_jobs()
            assert status() is LetterStatus.SENT
    assert len(postbox.letters) == 1


def test_an_address_that_is_refused_for_good_is_left_alone(app: Flask, cast: Cast, postbox: Postbox) -> None:
    with app.app_context():
        postbox.answer = "550 no such person"
        post(cast)
        jobs.run_due_jobs()
        assert status() is LetterStatus.REFUSED


@pytest.mark.parametrize(("is_repeatable", "wanted"), [(True, LetterStatus.SENT), (False, LetterStatus.UNKNOWN)])
def test_after_a_crash_only_letters_people_wait_for_are_sent_again(
    app: Flask, cast: Cast, postbox: Postbox, is_repeatable: bool, wanted: LetterStatus
) -> None:
    """Attack row E10: the worker died between handing the letter over and writing that down."""
    with app.app_context():
        post(cast, is_repeatable=is_repeatable)
        letter = db.session.scalars(select(OutboxLetter)).one()
        assert services.begin_delivery(letter.id) is letter
        db.session.commit()
        jobs.run_due_jobs()
        assert status() is wanted


def test_who_has_left_gets_no_letter(app: Flask, cast: Cast, postbox: Postbox) -> None:
    """Attack row E07: posted before, delivered after."""
    with app.app_context():
        post(cast)
        services.drop_letters_to(cast.camilla.id)
        db.session.commit()
        jobs.run_due_jobs()
        assert status() is LetterStatus.DROPPED
    assert postbox.letters == []


def test_no_address_no_letter(app: Flask, cast: Cast) -> None:
    with app.app_context():
        assert services.post(LETTER, person_id=cast.kim.id, address=None, unique_key="k") is False


@pytest.mark.parametrize("subject", ["Hej\r\nBcc: evil@example.dk", "Hej\nX-Evil: 1", "Hej\x00"])
def test_a_subject_cannot_smuggle_a_header(subject: str) -> None:
    """Attack row E01: cleaned first, so that the letter still goes."""
    letter = written("a@b.dk", "c@d.dk", subject, "x", "<p>x</p>", "r")
    assert letter["Bcc"] is None
    assert letter["X-Evil"] is None
    assert "\n" not in letter["Subject"]
