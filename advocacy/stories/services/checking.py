"""What editors say about the findings of the software, what they list as political, and what addresses answered."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Role
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput, Refusal
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import clean_line, key_of
from advocacy.history import services as history
from advocacy.organisation.queries import get_organisation
from advocacy.stories.addresses import LONGEST_ADDRESS
from advocacy.stories.checks import Severity, findings_of
from advocacy.stories.checks.cpr import holds_cpr_number
from advocacy.stories.models import LinkAnswer, LinkStatus, Story, StoryVersion, VersionStatus, WatchedPhrase
from advocacy.stories.queries import locked_story
from advocacy.stories.queries.checking import key_of_address
from advocacy.stories.services.writing import check_in_use

LONGEST_REASON = 300
LONGEST_PHRASE = 100
MOST_PHRASES_AT_ONCE = 200


def give_reason(story: Story, actor: Actor, *, check: str, reason: str) -> StoryVersion:
    """An editor says why what the software stopped at is no harm. The reason is kept on the version, what was found is not."""
    fresh = locked_story(story)
    check_in_use(fresh)
    version, reason = fresh.latest, clean_line(reason)
    if version.status is not VersionStatus.DRAFT or check not in _stops_of(version):
        raise Refusal(_("There is nothing here that needs a reason."))
    if not reason:
        raise InvalidInput({"reason": _("Say what it is instead, so that the reviewer knows.")})
    if len(reason) > LONGEST_REASON:
        raise InvalidInput({"reason": _("At most %(max)d characters, please.", max=LONGEST_REASON)})
    if holds_cpr_number(reason):
        raise InvalidInput({"reason": _("Say it without repeating the number.")})
    version.reasons = {**(version.reasons or {}), check: reason}
    history.record(
        "stories.story.reasoned", fresh, by=actor.person.id, role=actor.role_word(Role.EDITOR), version=version.number, check=check
    )
    db.session.flush()
    return version


def watch_phrases(typed: str, actor: Actor) -> list[WatchedPhrase]:
    """Adds names and words to the organisation's list, one on each line; what stands there already stays as it is."""
    # Of two writings of one name the first one stays, so the last line goes in first.
    lines = list({key_of(line): clean_line(line) for line in reversed(typed.splitlines()) if clean_line(line)}.items())[::-1]
    if not lines:
        raise InvalidInput({"phrases": _("Write at least one name or word.")})
    if len(lines) > MOST_PHRASES_AT_ONCE or any(len(text) > LONGEST_PHRASE or len(key) > LONGEST_PHRASE for key, text in lines):
        raise InvalidInput(
            {
                "phrases": _(
                    "At most %(many)d lines of at most %(max)d characters each, please.", many=MOST_PHRASES_AT_ONCE, max=LONGEST_PHRASE
                )
            }
        )
    listed = set(db.session.scalars(select(WatchedPhrase.key)))
    added = [WatchedPhrase(text=text, key=key, added_by_id=actor.person.id) for key, text in lines if key not in listed]
    db.session.add_all(added)
    db.session.flush()
    for each in added:
        history.record("stories.phrase.listed", each, by=actor.person.id, role=actor.role_word(Role.EDITOR), phrase=each.text)
    return added


def forget_phrase(phrase: WatchedPhrase, actor: Actor) -> None:
    """Takes a name or a word off the list."""
    history.record("stories.phrase.struck", phrase, by=actor.person.id, role=actor.role_word(Role.EDITOR), phrase=phrase.text)
    db.session.delete(phrase)
    db.session.flush()


def keep_link_answer(address: str, status: LinkStatus) -> None:
    """Writes down what an address said just now, in place of what it said before."""
    if len(address) > LONGEST_ADDRESS:
        return
    insert = sqlite.insert if db.session.get_bind().dialect.name == "sqlite" else postgresql.insert
    said = {"status": status, "asked_at": clock.now()}
    statement = insert(LinkAnswer).values(key=key_of_address(address), address=address, **said)
    db.session.execute(statement.on_conflict_do_update(index_elements=["key"], set_=said))


def _stops_of(version: StoryVersion) -> set[str]:
    return {each.check for each in findings_of(version, get_organisation()) if each.severity is Severity.STOP and each.check == "cpr"}
