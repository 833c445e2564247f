"""What campaigns do in the background: letters after the kick-off, and their own end."""

from __future__ import annotations

from advocacy.campaigns import services
from advocacy.campaigns.models import Campaign
from advocacy.foundation.database import db
from advocacy.foundation.jobs import job


@job(services.WRITE_LETTERS, lease_seconds=180, tries=20)
def write_kick_off_letters(campaign: int, after: int) -> None:
    """Writes some letters and asks for the next ones."""
    services.write_kick_off_letters(db.session.get_one(Campaign, campaign), after=after)


@job(services.END, tries=20)
def end_campaign(campaign: int) -> None:
    """Ends a campaign whose last day is over; one that was prolonged or thrown away is left alone."""
    found = db.session.get(Campaign, campaign)
    if found is not None:
        services.end_when_over(found)


@job(services.TELL_OF_END)
def tell_of_end(campaign: int) -> None:
    """Writes to those who ran it."""
    services.tell_of_end(db.session.get_one(Campaign, campaign))
