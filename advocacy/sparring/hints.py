"""What a writer may like to know about their own text: told to them alone, when they look, and kept nowhere.

It is help and nothing else: no hint keeps anybody from anything, and neither the partner nor anybody else ever sees one.
"""

from __future__ import annotations

from advocacy.foundation.i18n import LazyString
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.sparring.models import OwnStory
from advocacy.stories.queries.self_checks import HARD, holds_cpr_number, lix_of


def hints_on(own_story: OwnStory) -> list[LazyString]:
    """At most two sentences."""
    hints: list[LazyString] = []
    if holds_cpr_number(f"{own_story.title}\n{own_story.words}"):
        hints.append(_("Some figures in it look like a CPR number. Take them out before anybody else reads it."))
    lix = lix_of(own_story.words)
    if lix is not None and lix > HARD:
        hints.append(_("It is a little hard to read. Would a long sentence become two?"))
    return hints
