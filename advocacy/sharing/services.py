"""Every way shares change. Nobody's own words come this far: there is no argument for them and no column."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from advocacy.accounts.access import Actor
from advocacy.files.models import Picture
from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.foundation.errors import Forbidden, InvalidInput, Missing, Refusal
from advocacy.foundation.i18n import LOCALES
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.history import services as history
from advocacy.links import services as links
from advocacy.links.queries import places_of
from advocacy.mail import services as mail
from advocacy.sharing import events, mails
from advocacy.sharing.access import can_see_share, why_not_share
from advocacy.sharing.evidence import LONGEST_ADDRESS, clean_post_address, is_post_address
from advocacy.sharing.models import Share, TakeDownRequest
from advocacy.sharing.presses import Press
from advocacy.sharing.queries import (
    find_share_by_code,
    find_share_with_post,
    get_story_to_share,
    requests_about,
    shares_with_picture,
    unwritten_requests,
)
from advocacy.stories.models import StoryVersion

WRITE_LETTERS = "sharing.write_take_down_letters"
_CHANGING = ("confirmed_at", "post_address", "is_visible_to_leaders", "withdrawn_at")


def press_share(actor: Actor, press: Press, *, language: str) -> Share:
    """Stores the share whose link the page has shown already; a second press of the same page is the same share.

    Raises Missing or Gone for the story, Forbidden with what would open the share tools, Refusal when it was taken back.
    """
    version = db.session.get(StoryVersion, press.version_id)
    if version is None or press.person_id != actor.person.id:
        raise Missing
    story = get_story_to_share(actor, version.story.public_id)
    if (why_not := why_not_share(actor, story)) is not None:
        raise Forbidden(why_not)
    is_new = _store(press, version, language if language in LOCALES else LOCALES[0])
    share = find_share_by_code(press.code)
    if share is None or not can_see_share(actor, share):
        raise Missing
    _require_kept(share)
    if is_new:
        history.record("sharing.share.pressed", share, by=actor.person.id, is_private=True,
                       story=story.public_id, network=press.network.value)
    return share


def confirm_share(share: Share, actor: Actor, *, post_address: str, let_leaders_see: bool) -> Share:
    """The person says that it is posted, where if they like, and who may see it; later the same corrects it.

    The address is looked at by its form only and never fetched (attack row L03). Without "let my leaders see this"
    no leader ever learns of it (attack row L04).
    """
    _hold(share, actor)
    address = _checked_address(share, post_address)
    is_first = share.confirmed_at is None
    share.confirmed_at = share.confirmed_at or clock.now()
    share.post_address, share.is_visible_to_leaders = address, let_leaders_see
    try:
        with db.session.begin_nested():
            db.session.flush()
    except IntegrityError as error:
        raise InvalidInput({"post_address": TAKEN_ADDRESS}) from error
    history.record("sharing.share.confirmed" if is_first else "sharing.share.corrected", share, by=actor.person.id,
                   is_private=True, has_address=address is not None, is_visible_to_leaders=let_leaders_see)
    if is_first:
        events.share_confirmed.announce(share=share)
    return share


def withdraw_share(share: Share, actor: Actor) -> Share:
    """Takes a share back: its link is gone at once, no leader sees it, the post's address is forgotten (attack rows R14, L07)."""
    if share.withdrawn_at is not None and can_see_share(actor, share):
        return share
    _hold(share, actor)
    share.withdrawn_at = clock.now()
    links.close(share.link)
    share.post_address, share.is_visible_to_leaders = None, False
    history.record("sharing.share.withdrawn", share, by=actor.person.id, is_private=True)
    events.share_withdrawn.announce(share=share)
    return share


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


def forget_sharer(person_id: int) -> None:
    """Somebody has left: their links go on working for readers, without a name (attack row Z16)."""
    db.session.execute(
        update(Share).where(Share.person_id == person_id)
        .values(person_id=None, post_address=None, is_visible_to_leaders=False)
    )
    db.session.execute(update(TakeDownRequest).where(TakeDownRequest.person_id == person_id).values(person_id=None))


TAKEN_ADDRESS = _("This post has been given for another share already. Each post counts once, for the person who wrote it.")


def _checked_address(share: Share, typed: str) -> str | None:
    """The post's address as it is kept (attack rows L02, L03); None when the person would rather not say."""
    if not typed.strip():
        return None
    if not is_post_address(typed, share.network):
        raise InvalidInput({"post_address": _(
            "This does not look like the address of a post there. Open your post, copy its address and paste it here, "
            "or leave this empty.")})
    address = clean_post_address(typed)
    if len(address) > LONGEST_ADDRESS:
        raise InvalidInput({"post_address": _("This address is too long to be kept. You may leave it out.")})
    other = find_share_with_post(address)
    if other is not None and other.id != share.id:
        raise InvalidInput({"post_address": TAKEN_ADDRESS})
    return address


def _hold(share: Share, actor: Actor) -> None:
    """Reads the share afresh and keeps it for this change alone, so that a withdrawal at the same moment is seen."""
    if not can_see_share(actor, share):
        raise Missing
    db.session.refresh(share, _CHANGING, with_for_update=True)
    _require_kept(share)


def _require_kept(share: Share) -> None:
    if share.withdrawn_at is not None:
        raise Refusal(_("You have taken this share back. Open the story and share it again for a new link."))


def _store(press: Press, version: StoryVersion, language: str) -> bool:
    """True when this press is the first of its page: link and share are written together or not at all."""
    link = links.mint(press.code, story_id=version.story_id, person_id=press.person_id, network=press.network, language=language)
    if link is None:
        return False
    db.session.add(Share(
        public_id=press.public_id, link=link, person_id=press.person_id, story_id=version.story_id, version_id=version.id,
        network=press.network, language=language, pressed_at=clock.now(), is_visible_to_leaders=False))
    db.session.flush()
    return True
