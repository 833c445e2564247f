"""A story from an address: how often somebody may ask, what is kept of a page, and the draft that is begun with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Role
from advocacy.files import services as files
from advocacy.files.models import Picture
from advocacy.foundation import clock
from advocacy.foundation.addresses import read_address
from advocacy.foundation.database import db, new_public_id
from advocacy.foundation.errors import InvalidInput
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import shortened
from advocacy.foundation.throttle import check_tries, count_try
from advocacy.history import services as history
from advocacy.programmes.models import Programme
from advocacy.sources.addresses import web_address
from advocacy.sources.models import PagePreview, SheetImport
from advocacy.sources.outside import Looked
from advocacy.sources.queries import PREVIEW_KEPT_FOR, digest_of
from advocacy.stories import services as stories
from advocacy.stories.models import PictureChoice, Story
from advocacy.stories.services import Wording

#: A minute's worth: for one person, and for one site whoever asks (attack row F16).
TRIES_A_PERSON, TRIES_A_HOST = 10, 6
LONGEST_TITLE = 200
SHEETS_KEPT_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Beginning:
    """What a draft begins with, in one language."""

    language: str
    title: str = ""
    words: str = ""
    address: str = ""
    #: The public name of a picture that has been brought, or nothing.
    picture: str = ""
    #: The public name of a topic of the programme, or nothing.
    topic: str = ""


def readable_address(typed: str) -> str:
    """The address as it will be called, from what somebody pasted; raises InvalidInput for what is none."""
    address = web_address(typed)
    if address is None:
        raise InvalidInput({"address": _("This is not a web address. It begins with https:// or http://.")})
    return str(address)


def count_asking(actor: Actor, url: str) -> None:
    """Counts one question to the world outside; raises TooManyTries for the eleventh of a person or the seventh to a site in a minute.

    Counted first and looked at then: of many at once, none slips through.
    """
    address = read_address(url)
    host = address.host if address else ""
    for key, most in ((f"sources person {actor.person.id}", TRIES_A_PERSON), (f"sources host {host}", TRIES_A_HOST)):
        count_try(key, 1)
        check_tries(key, most + 1)


def keep_preview(url: str, looked: Looked, actor: Actor) -> PagePreview:
    """Keeps what a page said of itself for a day, with its picture made ours."""
    picture = bring_found_picture(looked.picture, actor)
    page = looked.page
    values = {
        "public_id": new_public_id(),
        "address": page.address,
        "title": page.title,
        "words": page.words,
        "language": page.language,
        "site": page.site,
        "picture_id": picture.id if picture else None,
        "fetched_at": clock.now(),
    }
    digest = digest_of(url)
    try:
        with db.session.begin_nested():
            db.session.add(PagePreview(digest=digest, **values))
    except IntegrityError:  # An older one, or a colleague's of the same moment.
        db.session.execute(update(PagePreview).where(PagePreview.digest == digest).values(values))
    found = select(PagePreview).where(PagePreview.digest == digest).execution_options(populate_existing=True)
    return db.session.scalars(found).one()


def bring_found_picture(data: bytes, actor: Actor) -> Picture | None:
    """A picture from outside, decoded and made anew like any other; one that cannot be used is left where it is."""
    if not data:
        return None
    try:
        return files.bring_picture(data, by=actor.person.id)
    except InvalidInput:
        return None


def draft_page(programme: Programme, actor: Actor, beginning: Beginning) -> Story:
    """A draft from a page that was looked at, or from what somebody typed because it could not be read."""
    story = begin_draft(programme, actor, beginning)
    history.record("sources.page.drafted", story, by=actor.person.id, role=actor.role_word(Role.EDITOR))
    return story


def begin_draft(programme: Programme, actor: Actor, beginning: Beginning) -> Story:
    """A story as a draft, with what was found put where it belongs. What is kept is a copy: nobody asks the other side again (row M23)."""
    language = beginning.language
    wording = Wording(
        title={language: shortened(beginning.title, LONGEST_TITLE)},
        body={language: beginning.words},
        address=beginning.address,
        topic=beginning.topic,
        picture=beginning.picture,
        picture_choice=PictureChoice.DESCRIBED if beginning.picture else None,
    )
    return stories.write_story(programme, wording, actor)


def forget_old() -> None:
    """Previews that are over, and the rows of spreadsheets nobody imported."""
    db.session.execute(delete(PagePreview).where(PagePreview.fetched_at < clock.now() - PREVIEW_KEPT_FOR))
    db.session.execute(update(SheetImport).where(SheetImport.created_at < clock.now() - SHEETS_KEPT_FOR).values(rows=[]))
