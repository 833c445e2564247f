"""Do the links in our stories still answer? Each address is asked at most once in a while, however many stories it stands in."""

from __future__ import annotations

from datetime import timedelta

from advocacy.foundation import clock, jobs
from advocacy.stories.models import LinkStatus, StoryVersion
from advocacy.stories.queries import checking
from advocacy.stories.services.checking import keep_link_answer

ASK_LINK = "editorial.ask_link"
ASK_LINKS = "editorial.ask_links"
#: What has been asked so lately is not asked again.
FRESH = timedelta(hours=20)
#: Machines that must not be asked again soon are asked one after another, not all at once.
APART = timedelta(seconds=2)
#: A page that asks for a sign-in, or wants no programs or not so many questions, is there all the same.
_THERE = frozenset({401, 403, 405, 406, 429})


def ask_links_later(version: StoryVersion) -> int:
    """Asks for each address of a version that has not been asked lately; returns how many."""
    return _ask_later(checking.addresses_in(version))


def ask_all_links_later(*, after: int = 0) -> int | None:
    """As above for a piece of all stories that matter; returns the number to go on after, or None when all are through."""
    stories = checking.stories_with_links(after=after)
    for story in stories:
        for version in {each.id: each for each in (story.published_version, story.latest) if each is not None}.values():
            ask_links_later(version)
    return stories[-1].id if stories else None


def keep_answer(address: str, status: int | None, *, is_refused: bool = False) -> None:
    """Writes down what an address said: ``status`` is the number it answered with, None where it did not."""
    keep_link_answer(address, LinkStatus.NOT_ALLOWED if is_refused else told_by(status))


def told_by(status: int | None) -> LinkStatus:
    """What an answer says about a link."""
    if status is None or status >= 500:
        return LinkStatus.SILENT
    if status < 400 or status in _THERE:
        return LinkStatus.ANSWERED
    return LinkStatus.BROKEN


def _ask_later(addresses: list[str]) -> int:
    known, moment = checking.link_answers(addresses), clock.now()
    due = [each for each in addresses if each not in known or known[each].asked_at < moment - FRESH]
    for place, address in enumerate(due):
        key = f"{ASK_LINK}:{checking.key_of_address(address)}:{clock.local_day(moment)}"
        jobs.ask_for(ASK_LINK, unique_key=key, due_at=moment + place * APART, address=address)
    return len(due)
