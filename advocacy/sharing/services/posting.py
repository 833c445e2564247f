"""Asking for a post through one's own account: the words are checked and sealed, and a job posts them in a moment."""

from __future__ import annotations

from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput, Refusal
from advocacy.foundation.i18n import LOCALES, LazyString, in_language
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.history import services as history
from advocacy.networks.catalogue.listing import network
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.networks.catalogue.written_addresses import with_link
from advocacy.networks.models import Connection
from advocacy.networks.queries import find_connection, find_server, limits_of
from advocacy.people.models import Person
from advocacy.sharing.models import Posting, PostingStatus, Share
from advocacy.sharing.queries import find_posting
from advocacy.sharing.waiting_words import LONGEST_WORDS, WaitingWords, opened_words, sealed_words

POST_WORDS = "sharing.post_words"
WITHDRAWN = _("You have taken this share back.")


def usable_connection(person: Person, kind: NetworkKind) -> Connection:
    """The account somebody posts through; raises Refusal where none is connected and in order."""
    connection = find_connection(person, kind)
    if connection is None or connection.broken_at is not None:
        raise Refusal(_("Your account on %(network)s is not connected any more. Connect it again, or share the ordinary way.",
                        network=network(kind).label))
    return connection


def words_to_post(typed: str, link: str, connection: Connection) -> str:
    """The words as they are posted: nothing is changed, and the link comes at the end unless it stands in them. Raises InvalidInput."""
    if "\x00" in typed or len(typed) > LONGEST_WORDS:
        raise InvalidInput({"words": _("This text cannot be posted. Please write it again.")})
    if not typed.strip():
        raise InvalidInput({"words": _("Write a few words first. The link comes by itself.")})
    words, kind = with_link(typed, link), connection.network
    limits = limits_of(find_server(connection.host)) if kind is NetworkKind.MASTODON else None
    if not network(kind).count(words, "", limits).is_within:
        raise InvalidInput({"words": _("Your text is too long for %(network)s. Make it a little shorter.", network=network(kind).label)})
    return words


def ask_posting(share: Share, words: str, *, connection: str, let_leaders_see: bool) -> Posting:
    """Keeps the words, sealed, and asks for the job that posts them; once for each share."""
    moment = clock.now()
    posting = Posting(
        share_id=share.id, connection=connection, status=PostingStatus.WAITING, due_at=moment, asked_at=moment,
        sealed_words=sealed_words(words), let_leaders_see=let_leaders_see, key="", tries=0,
    )
    db.session.add(posting)
    db.session.flush()
    ask_for_try(posting, share)
    history.record("sharing.posting.asked", share, by=share.person_id, is_private=True, network=share.network.value)
    return posting


def ask_for_try(posting: Posting, share: Share) -> None:
    """The next try, when it is due and nobody else is at it."""
    due = max(posting.due_at, posting.busy_until or posting.due_at)
    jobs.ask_for(POST_WORDS, unique_key=f"{POST_WORDS}:{share.public_id}:{due:%Y%m%d%H%M%S%f}", due_at=due, posting=posting.id)


def try_again(share: Share, person: Person) -> Posting:
    """What surely is not there is tried once more on the person's press. What may be there never is."""
    posting = find_posting(share)
    box = opened_words(posting.sealed_words) if posting is not None else None
    if posting is None or box is None or posting.status is not PostingStatus.FAILED or share.withdrawn_at is not None:
        raise Refusal(_("There is nothing to try again. Open the story and share it anew."))
    posting.connection = usable_connection(person, share.network).public_id
    posting.status, posting.sealed_words = PostingStatus.WAITING, sealed_words(box.words)
    posting.due_at = posting.asked_at = clock.now()
    posting.given_up_at, posting.busy_until, posting.tries, posting.key = None, None, 0, ""
    ask_for_try(posting, share)
    return posting


def stop_posting(share: Share) -> None:
    """The share was taken back: what has not been sent yet never is, and the words are not kept. What is under way is let go on."""
    posting = find_posting(share)
    if posting is None or posting.status is PostingStatus.SENDING:
        return
    if posting.status is PostingStatus.WAITING:
        posting.status, posting.given_up_at = PostingStatus.FAILED, clock.now()
    posting.sealed_words = None


def forget_words(share: Share) -> None:
    """The person has copied their words, or needs them no more."""
    posting = find_posting(share)
    if posting is not None and posting.status in {PostingStatus.FAILED, PostingStatus.UNSURE}:
        posting.sealed_words = None


def words_kept(posting: Posting | None) -> WaitingWords | None:
    """The words that could not be posted, for their writer to copy, and why."""
    is_over = posting is not None and posting.status in {PostingStatus.FAILED, PostingStatus.UNSURE}
    return opened_words(posting.sealed_words) if posting is not None and is_over else None


def give_up(posting: Posting, share: Share, status: PostingStatus, sentence: object) -> None:
    """No further tries. The words stay for a few days, sealed together with the reason; nothing is kept for a share taken back."""
    box = opened_words(posting.sealed_words)
    posting.status, posting.given_up_at = status, clock.now()
    is_kept = box is not None and share.withdrawn_at is None and share.person_id is not None
    posting.sealed_words = sealed_words(box.words, in_both_languages(sentence)) if box is not None and is_kept else None
    history.record(f"sharing.posting.{status.value}", share, by=share.person_id, is_private=True, network=share.network.value)


def in_both_languages(sentence: object) -> dict[str, str]:
    """A sentence that is told later, in whatever language is read then."""
    told: dict[str, str] = {}
    for locale in LOCALES:
        with in_language(locale):
            told[locale] = str(sentence) if isinstance(sentence, LazyString | str) else str(sentence or "")
    return told
