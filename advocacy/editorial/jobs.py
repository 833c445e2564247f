"""What the board does in the background: its letters, and asking links whether they answer."""

from __future__ import annotations

from datetime import date, timedelta

import structlog

from advocacy.editorial.services import letters, links
from advocacy.foundation import jobs
from advocacy.foundation.database import db
from advocacy.foundation.jobs import job
from advocacy.foundation.pages import settings
from advocacy.people.models import Person
from advocacy.stories.models import StoryVersion

log = structlog.get_logger()
#: Enough to see that a page is there; nobody reads it.
LARGEST_PAGE = 2_000_000


@job(letters.ASK_REVIEWERS)
def ask_reviewers(version: int) -> None:
    """Letters to those who are asked to look at a version."""
    found = db.session.get(StoryVersion, version)
    if found is not None:
        letters.ask_reviewers(found)


@job(letters.TELL_WRITERS)
def tell_writers(version: int, note: int) -> None:
    """Letters to those who wrote what came back."""
    found = db.session.get(StoryVersion, version)
    if found is not None:
        letters.tell_writers(found, note)


@job(letters.TELL_OF_DUTY)
def tell_of_duty(person: int, by: int, key: str, week_on: str, in_return: str | None, is_relieved: bool) -> None:
    """One letter about a week of the rota."""
    somebody, whoever = db.session.get(Person, person), db.session.get(Person, by)
    if somebody is not None and whoever is not None:
        back = date.fromisoformat(in_return) if in_return else None
        letters.tell_of_duty(somebody, whoever, week_on=date.fromisoformat(week_on), in_return=back, is_relieved=is_relieved, key=key)


@job(links.ASK_LINKS, every=timedelta(days=1), lease_seconds=300)
def ask_links(after: int = 0) -> None:
    """Every day: a job for each address that has not been asked lately, a piece of the library at a time."""
    following = links.ask_all_links_later(after=after)
    if following is not None:
        jobs.ask_for(links.ASK_LINKS, after=following)


@job(links.ASK_LINK, lease_seconds=60, tries=3)
def ask_link(address: str) -> None:
    """Asks one address through the guarded way out. Nothing is locked while another machine takes its time."""
    from advocacy.foundation import egress  # Web workers know this job but never do it: they start without the way out.

    db.session.commit()
    try:
        answer = egress.fetch(
            address, accept="text/html, */*;q=0.5", limit_bytes=LARGEST_PAGE, own_hosts=settings().own_hosts
        )
    except egress.EgressRefused as error:
        log.info("link_not_asked", reason=error.reason)
        links.keep_answer(address, None, is_refused=True)
    except egress.EgressFailed as error:
        log.info("link_silent", reason=error.reason)
        # A page that is larger than we care to read has answered.
        links.keep_answer(address, 200 if error.reason == "too big" else None)
    else:
        links.keep_answer(address, answer.status)
