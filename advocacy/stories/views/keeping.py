"""What is being typed is kept every few seconds; whoever comes back goes on with it or throws it away."""

from __future__ import annotations

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from advocacy.accounts.access import EDITORS, Actor
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.foundation.guards import acting, allow, require_visible
from advocacy.foundation.i18n import gettext as _
from advocacy.foundation.i18n import moment
from advocacy.foundation.pages import onward
from advocacy.organisation.queries import get_organisation
from advocacy.programmes.models import Programme
from advocacy.stories import queries
from advocacy.stories.access import can_edit_story
from advocacy.stories.forms import StoryForm
from advocacy.stories.models import KeptDraft, Story
from advocacy.stories.queries import find_kept_draft, place_of
from advocacy.stories.services import keeping
from advocacy.stories.views.blueprint import bp
from advocacy.stories.wording import kept, wording_of

#: What belongs to one sending of the form and not to its words.
_NOT_KEPT = frozenset({"csrf_token", "request_key", "picture_file"})


@bp.post("/keep")
@allow(EDITORS)
def keep() -> ResponseReturnValue:
    """Keeps what stands in the form now; static/js/stories.js sends it. Answers when, in words and as a moment."""
    actor: Actor = acting()
    thing = _place(actor, request.form.get("place", ""))
    names = StoryForm(formdata=None)._fields.keys() - _NOT_KEPT
    fields = {name: values for name, values in request.form.lists() if name in names}
    at = keeping.keep_draft(actor.person, place_of(thing), fields)
    db.session.commit()
    return jsonify(said=_("Kept %(when)s", when=moment(at, "short")), at=at.isoformat())


@bp.post("/keep/forget")
@allow(EDITORS)
def forget() -> ResponseReturnValue:
    """Throws away what was kept, and opens the form as it is saved."""
    actor: Actor = acting()
    thing = _place(actor, request.form.get("place", ""))
    keeping.forget_draft(actor.person, place_of(thing))
    db.session.commit()
    if isinstance(thing, Story):
        return onward("stories.edit", public_id=thing.public_id)
    return onward("stories.add", programme=thing.public_id)


def draft_to_offer(actor: Actor, thing: Story | Programme) -> KeptDraft | None:
    """What this person was typing here, unless it says what is saved already."""
    draft = find_kept_draft(actor.person, place_of(thing))
    if draft is not None and isinstance(thing, Story):
        typed = StoryForm(formdata=fields_of(draft), meta={"csrf": False}).wording
        if kept(typed, get_organisation()) == kept(wording_of(thing.latest), get_organisation()):
            return None
    return draft


def fields_of(draft: KeptDraft) -> MultiDict[str, str]:
    """The fields as a browser would send them."""
    return MultiDict([(name, value) for name, values in draft.fields.items() for value in values])


def _place(actor: Actor, named: str) -> Story | Programme:
    """A story this editor may change, or a programme they may write for; anything else is not there."""
    kind, _colon, public_id = named.partition(":")
    if kind == "story":
        story = queries.get_story(public_id)
        require_visible(can_edit_story(actor, story))
        return story
    found = next((each for each in queries.writable_programmes(actor) if kind == "programme" and each.public_id == public_id), None)
    if found is None:
        raise Missing
    return found
