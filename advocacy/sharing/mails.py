"""The letters of sharing. Nobody's own words are ever in them."""

from __future__ import annotations

from advocacy.foundation.letters import Letter, compose
from advocacy.foundation.pages import public_address
from advocacy.networks.catalogue.listing import network
from advocacy.people.models import Person
from advocacy.sharing.holds import SENTENCES, PlanHold
from advocacy.sharing.models import PlannedShare, Share, TakeDownRequest


def take_down_letter(request: TakeDownRequest, person: Person) -> Letter:
    """Would you take it down? Kind, once, and without the name of whoever has changed their mind."""
    version = request.story.published_version
    return compose(
        "sharing/mail/take_down",
        person.locale,
        person=person,
        title=version.title if version is not None else {},
        address=public_address("sharing.take_down", public_id=request.public_id),
    )


def reminder_letter(plan: PlannedShare, person: Person) -> Letter:
    """You wanted to share this now; the link leads to the page for writing."""
    return compose(
        "sharing/mail/reminder",
        person.locale,
        person=person,
        network=network(plan.network),
        title=plan.version.title,
        address=public_address("sharing.compose", public_id=plan.story.public_id, network=plan.network.value),
    )


def held_letter(plan: PlannedShare, person: Person) -> Letter:
    """Your planned share waits for you, and why."""
    return compose(
        "sharing/mail/not_posted",
        person.locale,
        person=person,
        network=network(plan.network),
        title=plan.version.title,
        reason=SENTENCES[PlanHold(plan.held_for)] if plan.held_for else None,
        address=public_address("sharing.planned", public_id=plan.public_id),
    )


def not_posted_letter(share: Share, person: Person) -> Letter:
    """Your planned share could not be posted. Why is told on the page only, since a network's reason may repeat the words."""
    return compose(
        "sharing/mail/not_posted",
        person.locale,
        person=person,
        network=network(share.network),
        title=share.version.title,
        reason=None,
        address=public_address("sharing.show", public_id=share.public_id),
    )
