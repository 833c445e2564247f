"""What a giver does with a tip: leaves it, follows it, changes their mind about being named, and takes it back."""

from __future__ import annotations

from dataclasses import dataclass

from advocacy.accounts.access import Actor
from advocacy.files.models import Picture
from advocacy.files.queries import find_picture
from advocacy.files.services import bring_picture
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput, Missing, Refusal
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import clean, clean_line
from advocacy.foundation.working_days import add_working_days
from advocacy.history import services as history
from advocacy.tips import events
from advocacy.tips.access import can_take_back_tip, is_giver
from advocacy.tips.models import PeopleInPicture, Tip
from advocacy.tips.queries import ANSWER_WITHIN
from advocacy.tips.services.naming import CHANGING, add_credit, remove_picture, strike_credit

SHORTEST_TIP, LONGEST_TIP = 3, 2000
LONGEST_CONTACT = 200


@dataclass(frozen=True)
class SentTip:
    """What somebody typed and chose. ``picture`` is the name of one they have brought already."""

    words: str
    picture: str = ""
    people_in_picture: PeopleInPicture | None = None
    may_contact: bool = False
    contact: str = ""
    wants_credit: bool = False


def give_tip(actor: Actor, sent: SentTip, *, picture_file: bytes | None = None) -> Tip:
    """Keeps a tip and starts the clock: the board answers within five working days. Raises InvalidInput, each sentence at its field."""
    person = actor.person
    problems = _problems(sent, person.email, has_picture=picture_file is not None or bool(sent.picture))
    if problems:
        raise InvalidInput(problems)
    picture = bring_picture(picture_file, by=person.id) if picture_file is not None else _own_picture(sent.picture, actor)
    tip = Tip(
        given_by_id=person.id,
        given_at=clock.now(),
        unit_id=person.unit_id,
        language=person.locale,
        words=clean(sent.words),
        picture=picture,
        people_in_picture=sent.people_in_picture if picture else None,
        contact=(clean_line(sent.contact) or person.email or "") if sent.may_contact else "",
        wants_credit=sent.wants_credit,
        answer_due_on=add_working_days(clock.today(), ANSWER_WITHIN),
    )
    db.session.add(tip)
    db.session.flush()
    history.record("tips.tip.given", tip, by=person.id, is_private=True, has_picture=picture is not None)
    events.tip_given.announce(tip=tip)
    return tip


def wish_for_credit(tip: Tip, actor: Actor, *, is_wished: bool) -> None:
    """The giver would like to be named beside the story, or would rather not be: then their name goes from it at once."""
    if not is_giver(actor, tip):
        raise Missing
    if tip.wants_credit == is_wished:
        return
    tip.wants_credit = is_wished
    if is_wished:
        add_credit(tip, actor.person)
    else:
        strike_credit(tip, actor.person)
    history.record("tips.credit.wished" if is_wished else "tips.credit.declined", tip, by=actor.person.id, is_private=True)


def see_news(tip: Tip, actor: Actor) -> None:
    """The giver has seen how far it has come."""
    if not is_giver(actor, tip):
        raise Missing
    if tip.has_news:
        tip.seen_at = clock.now()


def take_back_tip(tip: Tip, actor: Actor) -> None:
    """Everything in it is removed, as long as it has not become a story; the board is not asked."""
    if not is_giver(actor, tip):
        raise Missing
    db.session.refresh(tip, CHANGING, with_for_update=True)
    if not can_take_back_tip(actor, tip):
        raise Refusal(_("It has become a story by now, so it can no longer be taken back. You can still choose not to be named."))
    history.record("tips.tip.taken_back", tip, by=actor.person.id, is_private=True)
    picture = tip.picture
    db.session.delete(tip)
    db.session.flush()
    remove_picture(picture)


def _problems(sent: SentTip, email: str | None, *, has_picture: bool) -> dict[str, object]:
    problems: dict[str, object] = {}
    length = len(clean(sent.words))
    if length < SHORTEST_TIP:
        problems["words"] = _("Write a few words about what you have seen or heard.")
    elif length > LONGEST_TIP:
        problems["words"] = _("At most %(max)d characters, please.", max=LONGEST_TIP)
    if has_picture and sent.people_in_picture is None:
        problems["people_in_picture"] = _("Say whether anybody can be seen in the picture, and whether they said yes.")
    if len(sent.contact) > LONGEST_CONTACT:
        problems["contact"] = _("At most %(max)d characters, please.", max=LONGEST_CONTACT)
    elif sent.may_contact and not clean_line(sent.contact) and not email:
        problems["contact"] = _("Write how we can reach you, for example a telephone number.")
    return problems


def _own_picture(name: str, actor: Actor) -> Picture | None:
    """A picture the giver brought a moment ago; anybody else's is as good as none that exists."""
    if not name:
        return None
    picture = find_picture(name)
    if picture is None or picture.brought_by_id != actor.person.id:
        raise InvalidInput({"picture_file": _("This picture is not here any more. Please bring it again.")})
    return picture
