"""Pages of a full library: 10,000 stories and 2,000 drafts that feeds have brought, beside a bare view and a library of 1,000.

What grows is compared within one run: no page may take more than three times as long for ten times the stories. Each page is
asked of the application in this process, in turns with a view that does nothing, so that a busy machine disturbs all of them.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import insert, select

from advocacy.config import load_settings
from advocacy.factory import create_app
from advocacy.foundation import clock
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.guards import EVERYONE, allow
from advocacy.library.services import mend_index
from advocacy.stories.models import Caption, Story, StoryKind, StoryVersion, VersionStatus
from benchmarks.measuring import SECRET, middle_ratio, tell
from benchmarks.municipality import build

FEW, MANY, DRAFTS = 1_000, 10_000, 2_000
ROUNDS, AT_ONCE = 41, 500
#: Ten times the stories may take three times as long at most.
TARGET_GROWTH = 3.0
#: A page may take so many times as long as a view that does nothing.
TARGET_RATIO = 40.0
WORDS = """
    børnehave skole hjemmepleje nattevagt natur skov å sti cykel brev borger kollega makker elev lærer pædagog sygeplejerske køkken vinter
    sne vej lys have bibliotek musik idræt svømmehal klima regn rør vand kaffe samtale plan møde tid ro hænder hus nøgle
"""
TITLE_WORDS = WORDS.split()
#: As Danish does it: "skolekøkken", "skovsti".
BODY_WORDS = [*TITLE_WORDS, *(one + other for one in TITLE_WORDS for other in TITLE_WORDS if one != other)]
PAGES = {
    "first": "/library/",
    "list": "/library/?page=3",
    "topic": "/library/?topic={topic}",
    "filters": "/library/?kind=praise&network=linkedin&language=da",
    "search_rare": "/library/?q=unikornstien",
    "search_some": "/library/?q=børnehaver+cykler",
    "search_many": "/library/?q=hverdagen",
    "beginning": "/library/?q=skov",
}


def main() -> None:
    with tempfile.TemporaryDirectory() as few, tempfile.TemporaryDirectory() as many:
        small, large = _library(Path(few), FEW, 0), _library(Path(many), MANY, DRAFTS)
        for name, path in PAGES.items():
            _measure(name, path, small, large)


def _library(folder: Path, stories: int, drafts: int) -> tuple[FlaskClient, str, str]:
    """A client signed in to a library of so many stories, its cookie, and one of the topics."""
    cookie, _codes = build(folder, people=200, stories=stories, shares=2_000)
    app = create_app(load_settings({}, mode="production", secret_key=SECRET, instance_dir=str(folder), log_level="ERROR"))
    app.add_url_rule("/bare/", "bare", allow(EVERYONE)(lambda: "bare"))
    with app.app_context():
        _tell_apart(stories)
        _add_drafts(drafts)
        db.session.commit()
        begun, count = time.perf_counter(), 0
        while mended := mend_index(at_most=AT_ONCE):
            db.session.commit()
            count += mended
        tell(f"library.index_{stories}", (time.perf_counter() - begun) / count * 1_000, "ms a story")
        db.session.execute(db.text("ANALYZE"))
        db.session.commit()
        topic = db.session.scalars(select(StoryVersion)).first()
        assert topic is not None
        assert topic.topic is not None
        return app.test_client(use_cookies=False), cookie, topic.topic.public_id


def _tell_apart(count: int) -> None:
    """Words of its own for each story, and a suggested wording for most; one story alone holds the rare word."""
    choice = random.Random(17)
    kinds = list(StoryKind)
    for version in db.session.scalars(select(StoryVersion)):
        said = {language: " ".join(choice.choices(TITLE_WORDS, k=4)) for language in ("da", "en")}
        version.title = {language: f"{words} {version.id}" for language, words in said.items()}
        version.body = {language: " ".join(choice.choices(BODY_WORDS, k=120)) + " i hverdagen" for language in ("da", "en")}
        version.kind = kinds[version.id % len(kinds)]
        if version.id == count // 2:
            version.body = {**version.body, "da": version.body["da"] + " unikornstien"}
    db.session.flush()
    said = {"position": 0, "language": "da", "text": "Tekst"}
    captions = [{"version_id": n, "network": ("linkedin", "facebook")[n % 2], **said} for n in range(1, count + 1)]
    db.session.execute(insert(Caption), captions)


def _add_drafts(count: int) -> None:
    """What feeds have brought and nobody has read yet: it must not be in anybody's way."""
    last = db.session.scalar(select(db.func.max(Story.id))) or 0
    pattern = db.session.get_one(StoryVersion, 1)
    names = ("title", "gain", "body", "address", "purpose_id", "topic_id", "audience_id", "alt", "author_id")
    shared = {name: getattr(pattern, name) for name in names} | {"number": 1, "status": VersionStatus.DRAFT, "changed_at": clock.now()}
    programme, author = pattern.story.programme_id, pattern.author_id
    for number in range(last + 1, last + count + 1):
        db.session.add(Story(id=number, programme_id=programme, created_by_id=author))
        db.session.add(StoryVersion(id=number, public_id=new_public_id(), story_id=number, **shared))
    db.session.flush()


def _measure(name: str, path: str, small: tuple[FlaskClient, str, str], large: tuple[FlaskClient, str, str]) -> None:
    bare, few, many = [], [], []
    asked = [_asking(*each, path) for each in (small, large)]
    for ask in asked:
        ask()
        ask()
    nothing = _asking(*large, "/bare/")
    nothing()
    for _round in range(ROUNDS):
        bare.append(nothing())
        few.append(asked[0]())
        many.append(asked[1]())
    tell(f"library.{name}", median(many), "ms", baseline=median(bare), ratio=middle_ratio(many, bare), target=TARGET_RATIO)
    tell(f"library.{name}_growth", median(many), "ms", baseline=median(few), ratio=middle_ratio(many, few), target=TARGET_GROWTH)


def _asking(client: FlaskClient, cookie: str, topic: str, path: str) -> Callable[[], float]:
    """Asks once, and answers with the milliseconds it took."""
    address, headers = path.format(topic=topic), {"Cookie": cookie}

    def ask() -> float:
        begun = time.perf_counter()
        answer: Any = client.get(address, headers=headers)
        took = (time.perf_counter() - begun) * 1_000
        assert answer.status_code == 200, (address, answer.status_code)
        return took

    return ask


if __name__ == "__main__":
    main()
