"""Asking sharers kindly to take a post down, because somebody in its picture has changed their mind."""

from __future__ import annotations

from advocacy.accounts.access import Actor
from advocacy.files.models import Picture
from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.history import services as history
from advocacy.links.queries import places_of
from advocacy.mail import services as mail
from advocacy.sharing import mails
from advocacy.sharing.models import TakeDownRequest
from advocacy.sharing.queries import requests_about, shares_with_picture, unwritten_requests

WRITE_LETTERS = "sharing.write_take_down_letters"


def ask_to_take_down(picture: Picture, lost: frozenset[str]) -> int:
    """Asks everybody who shared a story with this picture where it may be shown no more; returns how many were asked.

    Each person is asked once for each story. Who has answered, or was asked before, is asked again only about a later share.
    """
    known, asked = requests_about(picture.id), 0
    for share in shares_with_picture(picture.id):
        request = known.get((share.person_id, share.story_id))
        if not lost & places_of(share.network) or (request is not None and share.pressed_at <= request.asked_at):
            continue
        if request is None:
            request = TakeDownRequest(person_id=share.person_id, story_id=share.story_id, picture_id=picture.id)
            db.session.add(request)
        request.asked_at, request.written_at, request.answered_at = clock.now(), None, None
        known[(share.person_id, share.story_id)] = request
        asked += 1
    if asked:
        db.session.flush()
        jobs.ask_for(WRITE_LETTERS, unique_key=f"{WRITE_LETTERS}:{picture.public_id}:{clock.now().isoformat()}", picture=picture.id)
    return asked


def write_take_down_letters(picture_id: int) -> int:
    """Puts the letters of open requests into the outbox, a hundred at a time; returns how many requests were looked at."""
    waiting = unwritten_requests(picture_id)
    for request in waiting:
        request.written_at = clock.now()
        person = request.person
        if person is not None and person.is_active:
            letter = mails.take_down_letter(request, person)
            key = f"take-down:{request.public_id}:{request.asked_at.isoformat()}"
            mail.post(letter, person_id=person.id, address=person.email, unique_key=key)
    return len(waiting)


def answer_take_down(request: TakeDownRequest, actor: Actor) -> TakeDownRequest:
    """I have taken it down. A second press changes nothing."""
    if request.person_id != actor.person.id:
        raise Missing
    if request.answered_at is None:
        request.answered_at = clock.now()
        history.record("sharing.take_down.answered", request, by=actor.person.id, is_private=True)
    return request
