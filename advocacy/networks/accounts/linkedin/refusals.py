"""Every way in which LinkedIn says no, with the sentence a person is told."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from advocacy.foundation import clock
from advocacy.foundation.egress import Fetched
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.networks.accounts.account import NetworkRefused
from advocacy.networks.accounts.answers import read_object, word_in


def not_this_return(word: str) -> NetworkRefused:
    return NetworkRefused(word, _("This answer from LinkedIn does not belong to what you began. Nothing was connected. Begin again."))


def said_no() -> NetworkRefused:
    return NetworkRefused("access_denied", _("You said no at LinkedIn, so nothing was connected."))


def too_few_rights() -> NetworkRefused:
    return NetworkRefused("scope", _("LinkedIn did not give the right to create posts. Nothing was connected."))


def silent() -> NetworkRefused:
    return NetworkRefused("silent", _("LinkedIn does not answer just now. Try again in a little while."), is_final=False)


def too_long() -> NetworkRefused:
    return NetworkRefused("length", _("This text is longer than LinkedIn takes: 3,000 characters with the link."))


def signed_out(word: str) -> NetworkRefused:
    return NetworkRefused(word, _("LinkedIn no longer lets us post for you. Connect your account again."), is_signed_out=True)


def cannot_look() -> NetworkRefused:
    """LinkedIn does not let programs read what a member has posted, so an unsure post stays unsure and is never sent again."""
    return NetworkRefused(
        "cannot look", _("LinkedIn does not tell us whether this was posted. Look at your own profile before you post it again.")
    )


def refused(answer: Fetched) -> NetworkRefused:
    """The refusal that an answer stands for (learn.microsoft.com/linkedin/shared/api-guide/concepts/error-handling)."""
    code = _code_in(answer)
    if answer.status == 401:
        return signed_out(code)
    if answer.status == 426:
        return NetworkRefused(
            code,
            _("LinkedIn has ended the version of its service that is set up here. Tell the people who run this site."),
            is_final=False,
            after_seconds=seconds_to_midnight(),
        )
    if answer.status == 429:
        word = _("LinkedIn takes no more posts from here today. Try again tomorrow.")
        return NetworkRefused(code, word, is_final=False, after_seconds=seconds_to_midnight())
    if code == "DUPLICATE_POST":
        return NetworkRefused(code, _("LinkedIn says that you have posted this already."))
    if answer.status >= 500:
        return NetworkRefused(code, _("LinkedIn does not answer just now. Try again in a little while."), is_final=False, after_seconds=60)
    return NetworkRefused(code, _("LinkedIn did not take this message."))


def seconds_to_midnight() -> int:
    """Until the next midnight in UTC, when LinkedIn counts anew."""
    now = clock.now()
    midnight = datetime.combine(now.date() + timedelta(days=1), time.min, tzinfo=UTC)
    return int((midnight - now).total_seconds()) + 1


def _code_in(answer: Fetched) -> str:
    """The most exact word for what is wrong, for the log."""
    told = read_object(answer)
    details = told.get("errorDetails")
    inputs = details.get("inputErrors") if isinstance(details, dict) else None
    first = inputs[0] if isinstance(inputs, list) and inputs and isinstance(inputs[0], dict) else {}
    return (word_in(first, "code") or word_in(told, "code") or word_in(told, "error") or str(answer.status))[:100]
