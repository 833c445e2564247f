"""Who is told what, and when: the giver of every step that matters to them, and the board before its promise runs out."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.foundation.quiet_hours import by_day, is_quiet
from advocacy.foundation.working_days import is_working_day
from advocacy.history import services as history
from advocacy.mail import services as mail
from advocacy.people.models import Person
from advocacy.stories.models import Story
from advocacy.tips.mails import answer_letter, reminder_letter
from advocacy.tips.models import Tip, TipStatus
from advocacy.tips.queries import editors_for, find_tip_of, tips_about_to_be_late

TELL = "tips.tell_giver"
NOTE_PUBLISHED = "tips.note_published"
#: One letter says that there is an answer, whether the editor took the tip first or began to write at once.
_LETTERS = {TipStatus.TAKEN: "answered", TipStatus.DRAFTED: "answered", TipStatus.DECLINED: "declined", TipStatus.PUBLISHED: "published"}


def tell_later(tip: Tip, status: TipStatus) -> None:
    """Asks for the letter about a step, by day."""
    _tell_at(tip, status, by_day(clock.now()))


def tell_giver(tip: Tip, status: TipStatus) -> None:
    """Writes to the giver, once for each sort of news; not when they have seen it here already, and never at night."""
    person, moment = tip.given_by, clock.now()
    if person is None or not person.is_active or not tip.has_news:
        return
    if is_quiet(moment):  # A worker that was away comes back in the evening.
        _tell_at(tip, status, by_day(moment))
        return
    kind = _LETTERS[status]
    if kind == _LETTERS.get(tip.status):  # What has been overtaken by a later step is told with that one.
        mail.post(answer_letter(tip, person, kind), person_id=person.id, address=person.email, unique_key=f"tips:{tip.public_id}:{kind}")


def note_published(story: Story) -> None:
    """A story that grew from a tip is in the library: its giver hears of it. Under an embargo, once that is over."""
    tip = find_tip_of(story)
    if tip is None or tip.published_at is not None:
        return
    moment = clock.now()
    if story.published_at is not None and story.published_at > moment:
        key = f"{NOTE_PUBLISHED}:{story.public_id}:{story.published_at.isoformat()}"
        jobs.ask_for(NOTE_PUBLISHED, unique_key=key, due_at=story.published_at, story=story.id)
        return
    tip.status, tip.published_at, tip.news_at = TipStatus.PUBLISHED, moment, moment
    db.session.flush()
    history.record("tips.tip.published", tip, by=None, story=story.public_id)
    tell_later(tip, TipStatus.PUBLISHED)


def remind_board() -> int:
    """On the fourth working day: one letter to each editor who could answer, about all that wait. Returns how many tips those are."""
    moment = clock.now()
    if is_quiet(moment) or not is_working_day(clock.local_day(moment)):
        return 0
    waiting: dict[int, list[Tip]] = defaultdict(list)
    editors: dict[int, Person] = {}
    tips = tips_about_to_be_late()
    for tip in tips:
        tip.reminded_at = moment
        for editor in editors_for(tip.unit):
            editors[editor.id] = editor
            waiting[editor.id].append(tip)
    for number, theirs in waiting.items():
        _remind(editors[number], theirs)
    return len(tips)


def _remind(editor: Person, tips: list[Tip]) -> None:
    key = f"tips.reminder:{editor.public_id}:{max(tip.id for tip in tips)}"
    mail.post(reminder_letter(editor, tips), person_id=editor.id, address=editor.email, unique_key=key)


def _tell_at(tip: Tip, status: TipStatus, due: datetime) -> None:
    key = f"{TELL}:{tip.public_id}:{status.value}:{clock.local_day(due)}"
    jobs.ask_for(TELL, unique_key=key, due_at=due, tip=tip.id, status=status.value)
