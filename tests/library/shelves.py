"""A library to search in: the demo's ten stories by their numbers, and a few more that are hard to tell apart."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from advocacy.demo.reading import words
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.library.services import mend_index
from advocacy.programmes.models import Programme
from advocacy.stories.models import StoryKind
from tests.factories.stories import make_story
from tests.people import Cast

#: Title, gain, text; in Danish unless it begins with "en:".
MORE: dict[str, tuple[str, str, str]] = {
    "a": ("Børnehaven Solstrålen flytter", "Du ved, hvor børnene er fra mandag.", "Vi pakker legetøjet, og pædagogerne tager bussen."),
    "b": ("Et nyt tag", "Du ser, hvad et hus kan.", "Taget ligger på en børnehave ved havnen. Sne og regn gør ingenting."),
    "c": ("Ålborg og Aabenraa på besøg", "Du møder kolleger fra to byer.", "Borgmesteren fra Ærø kom også. Vi spiste rødgrød."),
    "d": ("Sosu-hjælperen og elcyklen", "Du får en god grund til at cykle.", "80 % af turene er under 3 km. Cyklerne lader om natten."),
    "e": ("Café Krone åbner", "Du får kaffe.", "Frivillige brygger. Emojis på tavlen: 🌻☕. O'Brien kommer fra Cork."),
    "f": ("en:A nursery by the sea", "You learn what children find.", "Children's boots and nurses' shoes dry side by side."),
}


def fill_shelves(app: Flask, cast: Cast, programme: str) -> dict[str, str]:
    """Publishes everything, the demo's story 1 first and "f" last; returns the key of each public name."""
    keys = {}
    with app.app_context():
        found = db.session.query(Programme).filter_by(public_id=programme).one()
        told = [(str(each["number"]), each["title"], each["gain"], each["body"], each["kind"]) for each in words("stories")["story"]]
        for key, (title, gain, body) in MORE.items():
            language = "en" if title.startswith("en:") else "da"
            told.append((key, *({language: text.removeprefix("en:")} for text in (title, gain, body)), "learned"))
        moment = clock.now() - timedelta(days=30)
        for n, (key, title, gain, body, kind) in enumerate(told):
            story = make_story(cast, found, title=key)
            version = story.published_version
            assert version is not None
            version.title, version.gain, version.body, version.kind = title, gain, body, StoryKind(kind)
            version.topic = found.topics[1] if key == "7" else None
            story.published_at = moment + timedelta(hours=n)
            keys[story.public_id] = key
        mend_index(at_most=100)
        db.session.commit()
    return keys
