"""What a campaign needs before it can be kicked off, and what is still missing, each in one sentence."""

from __future__ import annotations

from advocacy.campaigns.models import Campaign
from advocacy.campaigns.queries.campaigns import live_stories
from advocacy.foundation import clock
from advocacy.foundation.i18n import LOCALES, LazyString
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.programmes.queries import Readiness, Step


def readiness_of(campaign: Campaign) -> Readiness:
    """What is in place and what is not, asked of the database now."""
    return Readiness(
        (
            Step("purpose", _("Purpose"), None if campaign.purpose else _("Choose which of the programme's purposes it serves.")),
            Step("days", _("First and last day"), _days_missing(campaign)),
            Step(
                "goal", _("Goal"), None if campaign.goal_kind and campaign.goal_number else _("Choose what to count, and how much is good.")
            ),
            Step("stories", _("Stories"), _stories_missing(campaign)),
            Step("message", _("Kick-off message"), _message_missing(campaign)),
            Step("programme", _("Programme"), None if campaign.programme.is_launched else _("The programme itself is not running.")),
        )
    )


def _days_missing(campaign: Campaign) -> LazyString | None:
    if campaign.starts_on is None or campaign.ends_on is None:
        return _("Say from which day until which day it runs.")
    if campaign.starts_on < clock.today():
        return _("The first day has passed. Choose today or a later day, so that nothing is counted from before the kick-off.")
    return None


def _stories_missing(campaign: Campaign) -> LazyString | None:
    if live_stories(campaign):
        return None
    if campaign.stories:
        return _("None of its stories is in the library just now. Choose at least one that is.")
    return _("Choose at least one story from the library.")


def _message_missing(campaign: Campaign) -> LazyString | None:
    written = [locale for locale in LOCALES if campaign.message.get(locale)]
    if len(written) == len(LOCALES):
        return None
    if written:
        return _("It is written in one language only; colleagues read both Danish and English.")
    return _("Write the message that those who take part get at the kick-off.")
