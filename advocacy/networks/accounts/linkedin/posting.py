"""Posts one message as an article on LinkedIn (Posts API): title, description and picture are ours to bring, for it reads no page."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote, urlsplit

import regex

from advocacy.foundation import clock
from advocacy.foundation.egress import EgressFailed, Fetched
from advocacy.foundation.text import shortened
from advocacy.networks.accounts.account import Account, Card, Draft, Ours, Outside, Posted
from advocacy.networks.accounts.answers import not_known, read_object, word_in
from advocacy.networks.accounts.linkedin import refusals
from advocacy.networks.accounts.linkedin.little_text import little_text
from advocacy.networks.accounts.linkedin.signing_in import interface_place
from advocacy.networks.counting import count_for_linkedin

_NAME = regex.compile(r"urn:li:(?:share|ugcPost|activity):\d{1,30}")
_PICTURE = regex.compile(r"urn:li:image:[A-Za-z0-9_-]{1,100}")
_LONGEST_TITLE, _LONGEST_DESCRIPTION = 400, 4000


def post(account: Account, draft: Draft, ours: Ours, outside: Outside) -> Posted:
    """Posts once. Where the answer is lost nobody can find out whether it stands, for LinkedIn lets no program read it."""
    if not count_for_linkedin(draft.words).is_within:
        raise refusals.too_long()
    if account.expires_at is not None and account.expires_at <= clock.now():
        raise refusals.signed_out("expired")
    try:
        picture = _brought(account, draft.card, ours, outside)
    except EgressFailed as error:
        raise refusals.silent() from error  # Nothing has been posted yet, so the whole may be tried again.
    body = json.dumps(_message(account, draft, picture)).encode()
    answer = outside("POST", f"{interface_place(ours)}/rest/posts", headers=_headers(account, ours), body=body)
    if answer.status >= 500:
        raise not_known(answer)
    if answer.status != 201:
        raise refusals.refused(answer)
    name = answer.headers.get("x-restli-id", "")
    if not _NAME.fullmatch(name):
        raise EgressFailed("posted without a name")
    return Posted(name, f"https://www.linkedin.com/feed/update/{name}")


def _headers(account: Account, ours: Ours) -> dict[str, str]:
    return {
        "Authorization": f"Bearer {account.secrets['access']}",
        "Content-Type": "application/json",
        "LinkedIn-Version": ours.version,
        "X-Restli-Protocol-Version": "2.0.0",
    }


def _message(account: Account, draft: Draft, picture: str) -> dict[str, Any]:
    message: dict[str, Any] = {
        "author": account.account,
        "commentary": little_text(draft.words),
        "visibility": "PUBLIC",
        "distribution": {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []},
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": False,
    }
    if draft.card.link:
        message["content"] = {"article": _article(draft.card, picture)}
    return message


def _article(card: Card, picture: str) -> dict[str, str]:
    article = {
        "source": card.link,
        "title": shortened(card.title, _LONGEST_TITLE),
        "description": shortened(card.description, _LONGEST_DESCRIPTION),
    }
    return {**article, "thumbnail": picture} if picture else article


def _brought(account: Account, card: Card, ours: Ours, outside: Outside) -> str:
    """Brings the card's picture (Images API); what LinkedIn calls it then, or nothing where there is none."""
    if not card.picture or not card.link:
        return ""
    body = json.dumps({"initializeUploadRequest": {"owner": account.account}}).encode()
    url = f"{interface_place(ours)}/rest/images?action=initializeUpload"
    told = _value(outside("POST", url, headers=_headers(account, ours), body=body))
    place, name = word_in(told, "uploadUrl"), word_in(told, "image")
    if not _PICTURE.fullmatch(name) or not _is_linkedins(place, ours):
        raise refusals.silent()
    headers = {"Authorization": f"Bearer {account.secrets['access']}", "Content-Type": card.picture_type}
    answer = outside("PUT", place, headers=headers, body=card.picture)
    if answer.status not in (200, 201):
        raise refusals.refused(answer)
    return name


def _value(answer: Fetched) -> dict[str, Any]:
    if answer.status != 200:
        raise refusals.refused(answer)
    value = read_object(answer).get("value")
    return value if isinstance(value, dict) else {}


def _is_linkedins(url: str, ours: Ours) -> bool:
    """The token goes to LinkedIn's own machines only, whatever address an answer names."""
    if ours.place:
        return url.startswith(ours.place + "/")
    parts = urlsplit(url)
    return parts.scheme == "https" and (parts.hostname or "").endswith(".linkedin.com") and quote(parts.netloc, safe=".-") == parts.netloc
