"""What a programme needs before it can be launched, and what is still missing, each in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advocacy.foundation import clock
from advocacy.foundation.i18n import LOCALES, LazyString
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.people.models import Person
from advocacy.programmes.models import Programme
from advocacy.programmes.queries.guidelines import current_guideline

LEAST_TOPICS, MOST_TOPICS = 3, 6
MOST_PURPOSES = 3


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


def readiness_of(programme: Programme) -> Readiness:
    """What is in place and what is not, asked of the database now."""
    return Readiness(
        (
            Step("owner", _("Owner"), _person_missing(programme.owner, _("Choose the one person who has the overall responsibility."))),
            Step("purposes", _("Purposes"), None if programme.purposes else _("Write one to three purposes, the most important first.")),
            Step("topics", _("Topics"), _topics_missing(len(programme.topics))),
            Step("audiences", _("Audiences"), None if programme.audiences else _("Say whom it is for: at least one audience.")),
            Step("networks", _("Networks"), None if programme.networks else _("Choose at least one network and say what it is for.")),
            Step(
                "awareness",
                _("How people hear of it"),
                _texts_missing(programme.awareness_plan, _("Write how colleagues will hear of it.")),
            ),
            Step("mandate", _("Mandate with the political leadership"), _mandate_missing(programme)),
            Step(
                "sparring_partner",
                _("Sparring partner"),
                _person_missing(programme.sparring_partner, _("Choose somebody in communications whom people can turn to.")),
            ),
            Step("guideline", _("Guideline"), None if current_guideline(programme) else _("Read the guideline and adopt it.")),
            Step("units", _("Who is invited"), None if programme.units else _("Choose the units whose people are invited.")),
            Step(
                "kick_off",
                _("Kick-off message"),
                _texts_missing(programme.kick_off, _("Write the message that everybody gets at the launch.")),
            ),
        )
    )


def _person_missing(person: Person | None, sentence: LazyString) -> LazyString | None:
    if person is not None and not person.is_active:
        return _("%(name)s no longer works here. Choose somebody else.", name=person.name)
    return None if person else sentence


def _topics_missing(count: int) -> LazyString | None:
    if LEAST_TOPICS <= count <= MOST_TOPICS:
        return None
    if count == 0:
        return _("Write three to six topics that matter most to your organisation.")
    return _("There are %(count)s so far. Three to six are needed.", count=count)


def _mandate_missing(programme: Programme) -> LazyString | None:
    if not _is_in_both(programme.mandate):
        return _("Write down what has been agreed with the political leadership.")
    if programme.mandate_agreed_on is None:
        return _("Say on which day it was agreed.")
    if programme.mandate_review_on is None or programme.mandate_review_on <= programme.mandate_agreed_on:
        return _("Choose a day after the agreement on which it will be looked at again.")
    if programme.mandate_review_on <= clock.today():
        return _("The day for looking at it again has passed. Agree a new one.")
    return None


def _texts_missing(texts: Mapping[str, str] | None, sentence: LazyString) -> LazyString | None:
    if _is_in_both(texts):
        return None
    return _("It is written in one language only; colleagues read both Danish and English.") if any((texts or {}).values()) else sentence


def _is_in_both(texts: Mapping[str, str] | None) -> bool:
    return all((texts or {}).get(locale) for locale in LOCALES)
