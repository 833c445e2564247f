"""Posts one message to a Mastodon server, once: its picture first, then the words."""

from __future__ import annotations

import secrets
import time

from advocacy.foundation.egress import Fetched
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import clean_line
from advocacy.networks.accounts.account import Card, Draft, NetworkRefused, Posted
from advocacy.networks.accounts.mastodon.talking import Talk, is_at, not_known, object_of, word_of

#: How long a server is given to make its own copies of a picture.
_POLLS, _SECONDS_BETWEEN = 12, 1.0
LONGEST_ALT = 1_500
_LONGEST_TOLD = 160
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/gif": "gif"}


def post_message(talk: Talk, draft: Draft) -> Posted:
    """Public and at once. ``scheduled_at`` is never sent: there are servers that ignore it and publish.

    A server that honours the key answers the second time with the first message; one that does not is looked at by
    ``find`` before anybody calls this again.
    """
    pairs = [("status", draft.words), ("visibility", "public"), ("language", draft.language)]
    if draft.card.picture:
        pairs.append(("media_ids[]", _picture(talk, draft.card)))
    answer = talk.post("/api/v1/statuses", pairs, Idempotency_Key=draft.key)
    if answer.status not in {200, 201, 202}:
        raise _refused(talk, answer)
    told = object_of(answer)
    name, address = word_of(told, "id"), word_of(told, "url", 2_000)
    if not name or not is_at(address, talk.url):
        raise not_known(answer)
    return Posted(name, address)


def _picture(talk: Talk, card: Card) -> str:
    """The name of a picture that the server has taken and is done with."""
    kind, body = _form(card)
    answer = talk.send("/api/v2/media", kind, body)
    if answer.status == 404:
        answer = talk.send("/api/v1/media", kind, body)
    if answer.status not in {200, 201, 202}:
        raise _refused(talk, answer, is_picture=True)
    name = word_of(object_of(answer), "id")
    if not name:
        raise not_known(answer)
    if answer.status == 202:
        _wait_for(talk, name)
    return name


def _wait_for(talk: Talk, name: str) -> None:
    for _poll in range(_POLLS):
        status = talk.get(f"/api/v1/media/{name}").status
        if status == 200:
            return
        if status != 206:
            break
        time.sleep(_SECONDS_BETWEEN)
    raise NetworkRefused("picture not ready", _("Your server was not done with the picture. Try again in a moment."), is_final=False)


def _form(card: Card) -> tuple[str, bytes]:
    """A picture and its alternative text as ``multipart/form-data`` (RFC 7578)."""
    line, name = f"advocacy-{secrets.token_hex(16)}", f"picture.{_ENDINGS.get(card.picture_type, 'jpg')}"
    head = f'--{line}\r\nContent-Disposition: form-data; name="description"\r\n\r\n{clean_line(card.alt)[:LONGEST_ALT]}\r\n'
    head += f'--{line}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: {card.picture_type}\r\n\r\n'
    return f"multipart/form-data; boundary={line}", head.encode() + (card.picture or b"") + f"\r\n--{line}--\r\n".encode()


def _refused(talk: Talk, answer: Fetched, *, is_picture: bool = False) -> Exception:
    """Why the server did not take it. A server that has failed may have taken it all the same, but never a picture alone."""
    if answer.status >= 500 and not is_picture:
        return not_known(answer)
    if answer.status >= 500:
        return NetworkRefused(f"picture {answer.status}", _("Your server could not take the picture just now."), is_final=False)
    if answer.status == 401 or not _is_let_in(talk):
        return NetworkRefused("signed out", _("Your server does not let us in any more. Connect your account again."), is_signed_out=True)
    if answer.status == 403:
        return NetworkRefused("forbidden", _("Your server does not let this account post just now. Look there for why."))
    said = clean_line(word_of(object_of(answer), "error"))[:_LONGEST_TOLD]
    told = _("Your server did not take it. It says: %(words)s", words=said) if said else _("Your server did not take it.")
    return NetworkRefused(f"refused {answer.status}", told)


def _is_let_in(talk: Talk) -> bool:
    """There are servers that answer a token they do not know as if the words were wrong."""
    return talk.get("/api/v1/accounts/verify_credentials").status not in {401, 403, 422}
