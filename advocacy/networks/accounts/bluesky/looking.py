"""How a post fares: counted by Bluesky's public view, which everybody may ask; whether it stands, said by its own server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

from advocacy.foundation.egress import EgressFailed
from advocacy.networks.accounts.account import Account, Ours, Outside, Posted, Reactions
from advocacy.networks.accounts.answers import number_in, read_object, word_in
from advocacy.networks.accounts.bluesky import identity
from advocacy.networks.accounts.bluesky.posting import stands

_PAGE, _MOST_PAGES = 100, 10


def look(account: Account, posted: Posted, ours: Ours, outside: Outside) -> Reactions | None:
    """The figures; all unknown where the view does not know the post yet, None where the post is gone."""
    if not _still_stands(account, posted, ours, outside):
        return None
    counts = _counts(posted, ours, outside)
    if counts is None:
        return None if _is_closed(account, outside) else Reactions()
    likes = number_in(counts, "likeCount")
    liked_by = frozenset(_liked_by(posted, ours, outside)) if likes else frozenset[str]()
    return Reactions(number_in(counts, "replyCount"), likes, number_in(counts, "repostCount"), liked_by)


def _still_stands(account: Account, posted: Posted, ours: Ours, outside: Outside) -> bool:
    """Asked where the account lived, and where it lives now when it is not found there."""
    did, _collection, key = posted.name.removeprefix("at://").split("/")
    if stands(account.secrets["server"], did, key, outside):
        return True
    server = identity.server_of(did, ours, outside)
    return server != account.secrets["server"] and stands(server, did, key, outside)


def _is_closed(account: Account, outside: Outside) -> bool:
    """Whether the account has been closed: its server then goes on showing what others have kept of it."""
    asked = urlencode({"did": account.account})
    answer = outside("GET", f"{account.secrets['server']}/xrpc/com.atproto.sync.getRepoStatus?{asked}")
    return answer.status == 200 and read_object(answer).get("active") is False


def _counts(posted: Posted, ours: Ours, outside: Outside) -> dict[str, Any] | None:
    found = _asked("app.bsky.feed.getPosts", {"uris": posted.name}, ours, outside).get("posts")
    first = found[0] if isinstance(found, list) and found else None
    return first if isinstance(first, dict) and first.get("uri") == posted.name else None


def _liked_by(posted: Posted, ours: Ours, outside: Outside) -> Iterator[str]:
    """The identities of those who like it, page by page."""
    cursor = ""
    for _page in range(_MOST_PAGES):
        asked = {"uri": posted.name, "limit": str(_PAGE), **({"cursor": cursor} if cursor else {})}
        page = _asked("app.bsky.feed.getLikes", asked, ours, outside)
        likes = page.get("likes")
        for like in likes if isinstance(likes, list) else []:
            actor = like.get("actor") if isinstance(like, dict) else None
            if isinstance(actor, dict) and word_in(actor, "did"):
                yield word_in(actor, "did")
        cursor = word_in(page, "cursor")
        if not cursor:
            return


def _asked(name: str, asked: dict[str, str], ours: Ours, outside: Outside) -> dict[str, Any]:
    """What the public view answers; nothing where there is none, where it is silent, or where it does not know the post yet."""
    if not ours.appview:
        return {}
    try:
        answer = outside("GET", f"{ours.appview}/xrpc/{name}?{urlencode(asked, quote_via=quote)}", limit_bytes=1_000_000)
    except EgressFailed:
        return {}
    return read_object(answer) if answer.status == 200 else {}
