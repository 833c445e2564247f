"""The letters of campaigns."""

from __future__ import annotations

from advocacy.campaigns.models import Campaign
from advocacy.campaigns.queries import has_told_first_share, live_stories
from advocacy.foundation.letters import Letter, compose
from advocacy.foundation.pages import public_address
from advocacy.people.models import Person


def kick_off_letter(campaign: Campaign, locale: str) -> Letter:
    """The kick-off message in one language, with the stories; the message is the director's own words, the same for every reader."""
    # One that is for some units only is not named to all the others.
    for_all = [story for story in live_stories(campaign) if not story.is_targeted]
    return compose(
        "campaigns/mail/kick_off",
        locale,
        campaign=campaign,
        titles=[story.published_version.title for story in for_all if story.published_version is not None],
        has_shared=has_told_first_share(campaign),
        address=public_address("campaigns.show", public_id=campaign.public_id),
    )


def end_letter(campaign: Campaign, person: Person) -> Letter:
    """To those who ran it: it has ended, and here is the page on which to write what was learnt."""
    return compose(
        "campaigns/mail/end",
        person.locale,
        campaign=campaign,
        person=person,
        address=public_address("campaigns.summary", public_id=campaign.public_id),
    )
