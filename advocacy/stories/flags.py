"""What an editor says of a story beside its words, and what each of these asks for before another editor is asked to read it."""

from __future__ import annotations

from collections.abc import Iterator

from advocacy.foundation import clock
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.stories.captions import ADVERTISING, caption_field, leads_with_label
from advocacy.stories.models import LICENCES_THAT_NAME, StoryVersion


def flag_problems(version: StoryVersion) -> Iterator[tuple[str, object]]:
    """Every field at which something is missing that a flag asks for."""
    if version.is_ai_used and version.ai_editor is None:
        yield "ai_editor", _("Name the person who has read every word and answers for it.")
    if version.licence in LICENCES_THAT_NAME and not version.credit:
        yield "credit", _("Say who is to be named when somebody uses it again.")
    if version.is_commercial:
        yield from _unlabelled(version)
    yield from _embargo_problems(version)


def _unlabelled(version: StoryVersion) -> Iterator[tuple[str, object]]:
    """Readers must see at once that they look at advertising (the Danish Marketing Practices Act, section 6(4))."""
    for caption in version.captions:
        if not leads_with_label(caption.text, caption.language):
            field = caption_field(caption.network, caption.language, caption.position)
            yield field, _("Advertising says so first: begin with %(word)s.", word=ADVERTISING[caption.language])


def _embargo_problems(version: StoryVersion) -> Iterator[tuple[str, object]]:
    begins, ends = version.visible_from, version.expires_on
    if begins is not None and ends is not None and clock.local_day(begins) > ends:
        yield "visible_from", _("It would be visible only after its last day. Choose an earlier moment, or a later last day.")
