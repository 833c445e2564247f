"""What each number means, what it is counted from, and how it is known. Said once, shown everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from advocacy.foundation.i18n import LazyString
from advocacy.foundation.i18n import lazy_gettext as _


class Known(StrEnum):
    """How we know a number."""

    COUNTED = "counted"
    SAID = "said"


KNOWN_WORDS: dict[Known, LazyString] = {Known.COUNTED: _("Counted by us"), Known.SAID: _("Said by those who did it")}


@dataclass(frozen=True)
class Definition:
    """One number: its name, what stands above and below the line, and what it means."""

    key: str
    label: LazyString
    numerator: LazyString
    denominator: LazyString | None
    meaning: LazyString
    known: Known


DEFINITIONS: dict[str, Definition] = {
    each.key: each
    for each in (
        Definition(
            "invited",
            _("Invited"),
            _("People who have been invited"),
            _("people who work in the programme's units"),
            _("Everybody in the programme's units is invited at the launch."),
            Known.COUNTED,
        ),
        Definition(
            "enrolled",
            _("Take part"),
            _("People who take part"),
            _("people who have been invited"),
            _("They have accepted the guideline and have not stopped. Those who hold a pause are among them."),
            Known.COUNTED,
        ),
        Definition(
            "adoption",
            _("Take part, of all who work here"),
            _("People who take part"),
            _("people who work in the programme's units"),
            _("The same number, held against everybody rather than the invited."),
            Known.COUNTED,
        ),
        Definition(
            "licensed",
            _("Licensed"),
            _("People who take part and have a valid licence"),
            _("people who take part"),
            _("They have passed the course and the licence has not run out. No score is kept."),
            Known.COUNTED,
        ),
        Definition(
            "paused",
            _("On pause"),
            _("People who hold a pause"),
            _("people who take part"),
            _("They need no reason, and they are left out of what follows, so that nobody is punished for a pause."),
            Known.COUNTED,
        ),
        Definition(
            "activated",
            _("Came under way"),
            _("People who shared something within 30 days of joining"),
            _("people who joined at least 30 days ago"),
            _("Whether joining leads to anything. Those who joined later are not counted yet."),
            Known.SAID,
        ),
        Definition(
            "active",
            _("Active"),
            _("People who have said that they shared something, or thanked somebody"),
            _("people who take part and hold no pause"),
            _("Opening the application is not activity."),
            Known.SAID,
        ),
        Definition(
            "shares_each",
            _("Shares for each active person"),
            _("Shares that somebody has said are posted"),
            _("active people"),
            _("A few who share a lot pull it up; it is no target for anybody."),
            Known.SAID,
        ),
        Definition(
            "verified",
            _("Shares that led somebody on"),
            _("Shares said to be posted whose link a person has followed"),
            _("shares said to be posted"),
            _("A check on what we are told: the networks do not show us people's posts."),
            Known.COUNTED,
        ),
        Definition(
            "visits",
            _("Visits by people, for each share"),
            _("Visits by people"),
            _("shares said to be posted"),
            _("Robots, previews and mail scanners are not among them. We recognise nobody, so one person who comes again may count again."),
            Known.COUNTED,
        ),
        Definition(
            "acknowledged",
            _("Thanked within a week"),
            _("Shares that a leader has acknowledged within seven days"),
            _("shares said to be posted that leaders may see, and that are a week old or acknowledged"),
            _("The engine of the programme. What leaders say they did on the network is taken at their word."),
            Known.SAID,
        ),
        Definition(
            "spread",
            _("Units that were thanked"),
            _("Units in which a share was acknowledged"),
            _("units in which leaders may see a share"),
            _("Whether thanks reach everywhere. Units with fewer than five people who shared count with the others, never alone."),
            Known.SAID,
        ),
    )
}

#: What is left out on purpose, and why.
NEVER_SHOWN: tuple[tuple[LazyString, LazyString], ...] = (
    (
        _("Reach"),
        _("Adding up how many people each colleague knows counts the same neighbours again and again. Nobody knows how many saw a post."),
    ),
    (_("Advertising value"), _("What an advertisement would have cost is not what a conversation is worth.")),
    (_("Rankings"), _("A list of who shares most makes sharing a race and the others ashamed.")),
    (_("Who does not take part"), _("There is no such list, for anybody. Taking part is voluntary.")),
    (_("Anybody's own numbers"), _("What came of a share is shown to the one who shared, and to nobody else.")),
)
