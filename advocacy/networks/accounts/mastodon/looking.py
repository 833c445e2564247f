"""Looks for a message on a Mastodon server, and at how it fares there: as a stranger wherever strangers may look."""

from __future__ import annotations

from html import unescape
from urllib.parse import quote

from advocacy.foundation.egress import Fetched
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.networks.accounts.account import Draft, NetworkRefused, Posted, Reactions
from advocacy.networks.accounts.mastodon.talking import Talk, is_at, next_page, not_known, number_of, object_of, objects_of, word_of

#: A message we are unsure of is minutes old; two pages go back further than that.
_PAGES_BACK, _PAGES_OF_LIKES = 2, 5
_CLOSED = frozenset({401, 403, 422})


def find_message(talk: Talk, number: str, draft: Draft) -> Posted | None:
    """The newest message of this account that has the draft's link in it."""
    path: str | None = f"/api/v1/accounts/{quote(number, safe='')}/statuses?limit=40&exclude_reblogs=true"
    for _page in range(_PAGES_BACK):
        answer = _seen(talk, path)
        if answer is None or answer.status != 200:
            raise NetworkRefused("cannot look", _("We could not see whether your message is there. Look there before you post it again."))
        for told in objects_of(answer):
            name, address = word_of(told, "id"), word_of(told, "url", 2_000)
            if name and is_at(address, talk.url) and _has_link(told.get("content"), draft.card.link):
                return Posted(name, address)
        path = next_page(answer, talk.url)
        if path is None:
            break
    return None


def look_at_message(talk: Talk, posted: Posted, *, account: str) -> Reactions | None:
    """Counts as the server gives them; None when the message is not there any more, or is not this account's."""
    path = f"/api/v1/statuses/{quote(posted.name, safe='')}"
    answer = _seen(talk, path)
    if answer is None:
        raise NetworkRefused("signed out", _("Your server does not let us in any more. Connect your account again."), is_signed_out=True)
    if answer.status in {404, 410}:
        return None
    told = object_of(answer)
    if answer.status != 200 or word_of(told, "id") != posted.name:
        raise not_known(answer)
    if not _is_by(told, account):
        return None
    likes = number_of(told, "favourites_count")
    liked_by = _liked_by(talk, path) if likes != 0 else frozenset()
    return Reactions(_replies(talk, path, told), likes, number_of(told, "reblogs_count"), liked_by)


def _seen(talk: Talk, path: str | None) -> Fetched | None:
    """What a stranger sees, else what the account itself sees; None where it may not look either."""
    answer = talk.get(path or "", is_stranger=True)
    if answer.status in _CLOSED or (answer.status in {404, 410} and talk.token):
        # Some servers say 404 to strangers for what they do not show them; where we may not ask, that stands.
        again = talk.get(path or "")
        if again.status in _CLOSED:
            return None if answer.status in _CLOSED else answer
        answer = again
    if answer.status >= 500:
        raise not_known(answer)
    return answer


def _replies(talk: Talk, path: str, told: dict[str, object]) -> int | None:
    """The server's own count; one that does not give it shows the answers themselves."""
    count = number_of(told, "replies_count")
    if count:
        return count
    answer = _seen(talk, f"{path}/context")
    if answer is None or answer.status != 200:
        return count
    found = object_of(answer).get("descendants")
    direct = (
        [each for each in found if isinstance(each, dict) and each.get("in_reply_to_id") == told.get("id")]
        if isinstance(found, list)
        else []
    )
    return len(direct)


def _liked_by(talk: Talk, path: str) -> frozenset[str]:
    """The addresses of the accounts that liked it, as far as the server names them."""
    names: set[str] = set()
    page: str | None = f"{path}/favourited_by?limit=80"
    for _page in range(_PAGES_OF_LIKES):
        answer = _seen(talk, page)
        if answer is None or answer.status != 200:
            break
        names |= {word_of(each, "url", 2_000) for each in objects_of(answer)}
        page = next_page(answer, talk.url)
        if page is None:
            break
    return frozenset(names - {""})


def _is_by(told: dict[str, object], account: str) -> bool:
    """Whether the account that is connected wrote it; an old name that redirects here has no address to compare."""
    author = told.get("account")
    return isinstance(author, dict) and word_of(author, "url") in {account, ""}


def _has_link(content: object, link: str) -> bool:
    """In the address of a link, or in the words where the server wrote it as it came; a longer link is another one."""
    text = unescape(content) if isinstance(content, str) else ""
    after = text.partition(link)[2][:1] if link and link in text else None
    return after is not None and (not after or not (after.isalnum() or after in "-_/"))
