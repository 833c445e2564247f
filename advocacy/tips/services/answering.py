"""What the editorial board does with a tip: takes it, makes it a draft of a story, or declines it with kind words."""

from __future__ import annotations

from datetime import datetime

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Role
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput, Missing, Refusal
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import clean, clean_line, shortened
from advocacy.history import services as history
from advocacy.programmes.models import Programme
from advocacy.stories.access import can_write_for_programme
from advocacy.stories.models import PictureChoice, Story
from advocacy.stories.services import Wording, write_story
from advocacy.tips.access import can_decline_tip, can_draft_tip, can_take_tip
from advocacy.tips.models import PeopleInPicture, Tip, TipStatus
from advocacy.tips.queries import get_desk_tip
from advocacy.tips.services.naming import CHANGING, credit_line
from advocacy.tips.services.telling import tell_later

LONGEST_ANSWER = 2000
LONGEST_TITLE = 80


def take_tip(tip: Tip, actor: Actor, *, words: str = "") -> Tip:
    """An editor says "I have it"; the giver is told, with the words if there are any. Of two editors at once the first has it."""
    _hold(tip, actor)
    if not can_take_tip(tip):
        raise Refusal(_already(tip))
    tip.status, tip.answer = TipStatus.TAKEN, _checked(words, "words")
    _answered(tip, actor, clock.now())
    _record("tips.tip.taken", tip, actor)
    return tip


def draft_story_from_tip(tip: Tip, actor: Actor, programme: Programme) -> Story:
    """One press: the giver's words and picture become a draft for the programme, which goes the way of every story from there.

    The picture comes along unless somebody in it has not said yes; then it stays with the tip until they have.
    """
    _hold(tip, actor)
    if not can_draft_tip(tip):
        raise Refusal(_already(tip))
    if not can_write_for_programme(actor, programme):
        raise Missing
    story = write_story(programme, _wording_of(tip), actor)
    tip.status, tip.story, tip.drafted_at = TipStatus.DRAFTED, story, clock.now()
    _answered(tip, actor, tip.drafted_at)
    _record("tips.tip.drafted", tip, actor, story=story.public_id)
    return story


def decline_tip(tip: Tip, actor: Actor, *, reason: str) -> Tip:
    """The board does not use it, and says why in words the giver can be glad of."""
    _hold(tip, actor)
    if not can_decline_tip(tip):
        raise Refusal(_already(tip))
    reason = _checked(reason, "reason")
    if not reason:
        raise InvalidInput({"reason": _("Write a few kind words. Somebody took the time to tell you.")})
    tip.status, tip.answer, tip.declined_at = TipStatus.DECLINED, reason, clock.now()
    _answered(tip, actor, tip.declined_at)
    _record("tips.tip.declined", tip, actor)
    return tip


def _hold(tip: Tip, actor: Actor) -> None:
    """The tip as it is now, until the transaction ends; raises Missing for an editor it is not for."""
    get_desk_tip(actor, tip.public_id)
    db.session.refresh(tip, CHANGING, with_for_update=True)


def _already(tip: Tip) -> object:
    if tip.status is TipStatus.TAKEN and tip.taken_by is not None:
        return _("%(name)s has it already.", name=tip.taken_by.name)
    return _("This tip has been answered already.")


def _answered(tip: Tip, actor: Actor, moment: datetime) -> None:
    tip.taken_by_id, tip.answered_at, tip.news_at = actor.person.id, tip.answered_at or moment, moment
    db.session.flush()
    tell_later(tip, tip.status)


def _checked(words: str, field: str) -> str:
    words = clean(words)
    if len(words) > LONGEST_ANSWER:
        raise InvalidInput({field: _("At most %(max)d characters, please.", max=LONGEST_ANSWER)})
    return words


def _wording_of(tip: Tip) -> Wording:
    has_picture = tip.picture is not None and tip.people_in_picture is not PeopleInPicture.NO
    giver = tip.given_by if tip.wants_credit else None
    return Wording(
        title={tip.language: shortened(clean_line(tip.words.split("\n")[0]), LONGEST_TITLE)},
        body={tip.language: tip.words},
        picture_choice=PictureChoice.DESCRIBED if has_picture else None,
        picture=tip.picture.public_id if has_picture and tip.picture else "",
        credit=credit_line(giver) if giver else "",
    )


def _record(deed: str, tip: Tip, actor: Actor, *, story: str = "") -> None:
    history.record(deed, tip, by=actor.person.id, role=actor.role_word(Role.EDITOR), story=story)
