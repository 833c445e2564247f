"""What every change of a campaign begins with: nobody else changes it meanwhile, and its texts are clean and in both languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Role
from advocacy.accounts.queries import grants_of
from advocacy.campaigns.access import can_kick_off_campaign, can_prepare_campaign
from advocacy.campaigns.models import Campaign, CampaignStatus
from advocacy.foundation.database import db
from advocacy.foundation.errors import Forbidden, Missing, Refusal
from advocacy.foundation.i18n import LOCALES, LazyString
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import clean
from advocacy.history import services as history

LONGEST_LINE, LONGEST_TEXT = 200, 5_000
ONLY_THE_INITIATOR = _("Only the initiator, as director for all of the programme's units, can do this.")

Texts = Mapping[str, str]
Problems = dict[str, object]

_EMPTY: dict[str, LazyString] = {
    "da": _("Write it in Danish too. Colleagues read both languages, and nobody should have to guess."),
    "en": _("Write it in English too. Colleagues read both languages, and nobody should have to guess."),
}


def hold(campaign: Campaign) -> None:
    """Reads the campaign afresh and keeps others from changing it until this transaction ends (attack row Z18)."""
    db.session.flush()  # Reading afresh would forget what an earlier step of the same call has changed.
    statement = select(Campaign).where(Campaign.id == campaign.id).with_for_update(of=Campaign)
    if db.session.scalar(statement.execution_options(populate_existing=True)) is None:
        raise Missing  # Somebody has just thrown it away.


def require_preparation(campaign: Campaign) -> None:
    """What was part of the kick-off stays as it was, so that a goal is not moved once it is known how it goes."""
    if campaign.status is not CampaignStatus.IN_PREPARATION:
        raise Refusal(_("The campaign has been kicked off with this, so it stays as it is."))


def require_running(campaign: Campaign) -> None:
    """For what only makes sense between kick-off and end."""
    if campaign.status is CampaignStatus.IN_PREPARATION:
        raise Refusal(_("The campaign has not been kicked off yet."))
    if campaign.is_ended:
        raise Refusal(_("The campaign has ended."))


def require_preparer(campaign: Campaign, actor: Actor) -> None:
    """Those who prepare the programme."""
    if not can_prepare_campaign(actor, campaign):
        raise Forbidden


def require_initiator(campaign: Campaign, actor: Actor) -> None:
    """The initiator, with the roles they hold at this moment (attack row Z18)."""
    if not can_kick_off_campaign(replace(actor, grants=grants_of(actor.person.id)), campaign):
        raise Forbidden(ONLY_THE_INITIATOR)


def record(deed: str, campaign: Campaign, actor: Actor | None, **facts: Any) -> None:
    """Writes down what was done to a campaign; never anybody's words. Without an actor it happened by itself."""
    role = actor.role_word(Role.DIRECTOR, Role.HR, Role.EDITOR, Role.ADMINISTRATOR) if actor else None
    history.record(f"campaigns.campaign.{deed}", campaign, by=actor.person.id if actor else None, role=role, **facts)


def tidied(written: Texts, name: str, problems: Problems, *, longest: int, tidy: Callable[[str], str] = clean) -> dict[str, str]:
    """The text in those languages in which there is one; adds to ``problems`` where it is too long."""
    texts = {locale: tidy(written.get(locale) or "") for locale in LOCALES}
    for locale, text in texts.items():
        if len(text) > longest:
            problems[f"{name}.{locale}"] = _("At most %(max)s characters, please.", max=longest)
    return texts


def required(written: Texts, name: str, problems: Problems, *, longest: int, tidy: Callable[[str], str] = clean) -> dict[str, str]:
    """As ``tidied``, and both languages must be there."""
    texts = tidied(written, name, problems, longest=longest, tidy=tidy)
    for locale, text in texts.items():
        if not text:
            problems[f"{name}.{locale}"] = _EMPTY[locale]
    return texts
