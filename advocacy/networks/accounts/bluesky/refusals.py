"""Every way in which Bluesky says no, with the sentence a person is told."""

from __future__ import annotations

from advocacy.foundation.egress import Fetched
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.networks.accounts.account import NetworkRefused
from advocacy.networks.accounts.answers import read_object, seconds_to_wait, word_in

_GONE = _("Bluesky no longer lets us post for you. Connect your account again.")


def not_a_name() -> NetworkRefused:
    return NetworkRefused("name", _("Write your name on Bluesky, for example camilla.bsky.social."))


def unknown_name() -> NetworkRefused:
    return NetworkRefused("unknown name", _("Nobody on Bluesky has this name. Check how it is spelled."))


def unproven_name() -> NetworkRefused:
    return NetworkRefused(
        "unproven name", _("This name and this account do not point at each other. Check the name in your Bluesky settings.")
    )


def unfit_server(word: str) -> NetworkRefused:
    """The person's own server does not say what Bluesky's rules ask of it."""
    return NetworkRefused(word, _("The server of this account cannot be connected. You can still share with copy and paste."))


def unread_description(word: str) -> NetworkRefused:
    """The gate could not read our own description, which stands at our public address: that is for us to mend."""
    return NetworkRefused(word, _("Bluesky could not read who is asking. Tell the people who run this site."))


def silent_server() -> NetworkRefused:
    return NetworkRefused("silent", _("Bluesky does not answer just now. Try again in a little while."), is_final=False)


def said_no() -> NetworkRefused:
    return NetworkRefused("access_denied", _("You said no at Bluesky, so nothing was connected."))


def not_this_return(word: str) -> NetworkRefused:
    """What came back does not belong to what was begun."""
    return NetworkRefused(
        word, _("This answer from Bluesky does not belong to the account you began with. Nothing was connected. Begin again.")
    )


def other_account() -> NetworkRefused:
    return NetworkRefused("other account", _("You signed in with another account than the one you named. Nothing was connected."))


def too_few_rights() -> NetworkRefused:
    return NetworkRefused("scope", _("Bluesky did not give the right to create posts. Nothing was connected."))


def signed_out(word: str) -> NetworkRefused:
    return NetworkRefused(word, _GONE, is_signed_out=True)


def too_long() -> NetworkRefused:
    return NetworkRefused("length", _("This text is longer than Bluesky takes: 300 characters with the link."))


def not_now(word: str, seconds: int) -> NetworkRefused:
    return NetworkRefused(word, _("Bluesky asks us to wait a little."), is_final=False, after_seconds=seconds)


def not_taken(word: str) -> NetworkRefused:
    return NetworkRefused(word, _("Bluesky did not take this message."))


def refused(answer: Fetched) -> NetworkRefused:
    """The refusal that an answer of a person's own server stands for."""
    word = word_in(read_object(answer), "error")[:100] or str(answer.status)
    if answer.status == 429:
        return not_now("busy", seconds_to_wait(answer))
    if answer.status in (401, 403) or word in ("invalid_grant", "InvalidToken", "ExpiredToken", "ScopeMissingError"):
        return signed_out(word)
    if answer.status >= 500:
        return not_now(word, 60)
    return not_taken(word)
