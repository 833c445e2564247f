"""What a campaign needs before it can be kicked off, and what is still missing, each in one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from advocacy.campaigns.models import Campaign
from advocacy.campaigns.queries.campaigns import live_stories
from advocacy.foundation import clock
from advocacy.foundation.i18n import LOCALES, LazyString
from advocacy.foundation.i18n import lazy_gettext as _


@dataclass(frozen=True)
class Step:
    """One thing to have in place; ``missing`` says in one sentence what is needed, and is empty when it is done."""

    key: str
    label: LazyString
    missing: LazyString | None

    @property
    def is_done(self) -> bool:
        return self.missing is None


@dataclass(frozen=True)
class Readiness:
    """All steps in the order in which they are best taken."""

    steps: tuple[Step, ...]

    @property
    def is_ready(self) -> bool:
        return not self.missing_steps

    @property
    def missing_steps(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if not step.is_done)

    @property
    def done_count(self) -> int:
        return len(self.steps) - len(self.missing_steps)


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
