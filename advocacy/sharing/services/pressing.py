"""Pressing a share button, saying that it is posted, and taking a share back. Nobody's own words come this far."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from advocacy.accounts.access import Actor
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Forbidden, InvalidInput, Missing, Refusal
from advocacy.foundation.i18n import LOCALES
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.pages import settings
from advocacy.history import services as history
from advocacy.links import services as links
from advocacy.links.models import Link
from advocacy.links.queries import link_to
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.sharing import events
from advocacy.sharing.access import can_see_share, why_not_share
from advocacy.sharing.models import Share
from advocacy.sharing.post_addresses import LONGEST_ADDRESS, clean_post_address, is_post_address
from advocacy.sharing.presses import Press
from advocacy.sharing.queries import find_posting, find_share_by_code, find_share_with_post, get_story_to_share
from advocacy.sharing.services import looking, posting
from advocacy.stories.models import StoryVersion

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
        # Two pages that were open at the same time carried the same link by chance (docs/decisions/0010).
        raise Refusal(_("The link of this page has been taken in the meantime. Open the page once more for a new link."))
    _require_kept(share)
    if is_new:
        history.record("sharing.share.pressed", share, by=actor.person.id, is_private=True,
                       story=story.public_id, network=press.network.value)
    return share


def post_from_here(actor: Actor, press: Press, *, language: str, words: str, let_leaders_see: bool) -> Share:
    """The press on "Post": the share is stored, the words are sealed, and a job posts them in a moment. A second press posts nothing more.

    Raises as ``press_share``, and InvalidInput for words the network would not take.
    """
    connection = posting.usable_connection(actor.person, press.network)
    checked = posting.words_to_post(words, link_to(press.code, settings().link_base), connection)
    share = press_share(actor, press, language=language)
    if find_posting(share) is None:
        posting.ask_posting(share, checked, connection=connection.public_id, let_leaders_see=let_leaders_see)
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
    looking.find_later(share)
    return share


def confirm_by_posting(share: Share, *, address: str, let_leaders_see: bool) -> None:
    """It was posted from here on the person's own press, which says as much as "I have posted it"; nothing they have said is changed."""
    if share.withdrawn_at is not None or share.person_id is None:
        return
    if share.post_address is None and is_post_address(address, share.network):
        kept = clean_post_address(address)
        share.post_address = kept if len(kept) <= LONGEST_ADDRESS and find_share_with_post(kept) is None else None
    if share.confirmed_at is None:
        share.confirmed_at, share.is_visible_to_leaders = clock.now(), let_leaders_see
        events.share_confirmed.announce(share=share)


def withdraw_share(share: Share, actor: Actor) -> Share:
    """Takes a share back: its link is gone at once, no leader sees it, the post's address is forgotten (attack rows R14, L07)."""
    if share.withdrawn_at is not None and can_see_share(actor, share):
        return share
    _hold(share, actor)
    share.withdrawn_at = clock.now()
    links.close(share.link)
    share.post_address, share.is_visible_to_leaders = None, False
    posting.stop_posting(share)
    history.record("sharing.share.withdrawn", share, by=actor.person.id, is_private=True)
    events.share_withdrawn.announce(share=share)
    return share


PLANNED_ALREADY = _("This share is planned for later. Change or cancel it under My shares, or open the story again and share it now.")
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


def write_share(link: Link, version: StoryVersion, *, public_id: str, person_id: int, network: NetworkKind, language: str) -> Share:
    """The row of a share whose link is there."""
    share = Share(
        public_id=public_id, link=link, person_id=person_id, story_id=version.story_id, version_id=version.id,
        network=network, language=language, pressed_at=clock.now(), is_visible_to_leaders=False)
    db.session.add(share)
    db.session.flush()
    return share


def _store(press: Press, version: StoryVersion, language: str) -> bool:
    """True when this press is the first of its page: link and share are written together or not at all."""
    link = links.mint(press.code, story_id=version.story_id, person_id=press.person_id, network=press.network, language=language)
    if link is None:
        return False
    write_share(
        link, version, public_id=press.public_id, person_id=press.person_id, network=press.network, language=language)
    return True
