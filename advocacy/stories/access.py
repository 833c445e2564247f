"""Who may read, write, review and share a story.

Reading. A story in the library is for everybody who may see its programme, once that is launched; one that is for some units or
roles only, for them. Drafts, stories under embargo, stories whose last day is over, paused ones and those taken out are for the
editors of the programme; to everybody else they do not exist (404, attack row Z05).
Sharing. Everything in the library but what is for reading in the house only.
Writing and reviewing. Editors whose unit and the programme meet. Nobody approves a version they have written in or sent to
review themselves (attack row Z11).
"""

from __future__ import annotations

from advocacy.accounts.access import LEADING, Actor
from advocacy.foundation import clock
from advocacy.foundation.i18n import LazyString
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.people.models import Person
from advocacy.programmes.access import can_edit_for_programme, can_see_programme
from advocacy.programmes.models import Programme
from advocacy.stories.models import Story, StoryVersion, VersionStatus


def can_read_story(actor: Actor, story: Story) -> bool:
    """See the top of this file."""
    if can_edit_story(actor, story):
        return True
    return is_in_library(story) and is_meant_for(actor, story) and can_see_programme(actor, story.programme)


def is_in_library(story: Story) -> bool:
    """True while readers see it: approved, its embargo over, neither paused nor taken out nor expired, its programme running."""
    return story.is_live_at(clock.now()) and story.programme.is_launched


def is_shareable(story: Story) -> bool:
    """True while it is in the library and not for reading in the house only."""
    version = story.published_version
    return is_in_library(story) and version is not None and not version.is_internal


def is_meant_for(actor: Actor, story: Story) -> bool:
    """Whom it is for: as ``queries.targeting.is_for``, asked of one story."""
    version = story.published_version
    if not story.is_targeted or version is None:
        return True
    led = [grant.unit for grant in actor.grants if grant.role in LEADING]
    is_in_units = any(unit.holds(actor.person.unit) or any(unit.holds(mine) or mine.holds(unit) for mine in led) for unit in version.units)
    return (is_in_units or not version.units) and (actor.holds(*version.roles) or not version.roles)


def can_write_for_programme(actor: Actor, programme: Programme) -> bool:
    """The programme's editors."""
    return can_edit_for_programme(actor, programme)


def can_edit_story(actor: Actor, story: Story) -> bool:
    """The editors of its programme, whoever wrote it."""
    return can_edit_for_programme(actor, story.programme)


def can_review_story(actor: Actor, story: Story) -> bool:
    """True for an editor who had no hand in the version that waits."""
    return can_edit_story(actor, story) and why_not_review(actor, story.latest) is None


def why_not_review(actor: Actor, version: StoryVersion) -> LazyString | None:
    """What keeps an editor from approving this version, in a sentence; None when nothing does."""
    if version.status is not VersionStatus.IN_REVIEW:
        return _("This version does not wait for a review.")
    if actor.person.id == version.submitted_by_id:
        return _("You sent this version to review, so another editor must look at it.")
    if has_written(actor.person, version):
        return _("You have written in this version, so another editor must look at it.")
    return None


def has_written(person: Person, version: StoryVersion) -> bool:
    """True for its author and everybody else who has saved it."""
    return person.id == version.author_id or any(writer.id == person.id for writer in version.writers)
