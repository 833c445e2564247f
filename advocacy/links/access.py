"""Who may make links for posters, see what came of them, and close any link."""

from __future__ import annotations

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Role
from advocacy.links.models import Link
from advocacy.programmes.access import can_prepare_programme
from advocacy.stories.access import can_edit_story
from advocacy.stories.models import Story


def can_make_posters(actor: Actor, story: Story) -> bool:
    """The editors of its programme, and those who prepare the programme and its campaigns."""
    return can_edit_story(actor, story) or can_prepare_programme(actor, story.programme)


def can_see_poster(actor: Actor, link: Link) -> bool:
    """Those who make them; what came of a colleague's own link is none of anybody's business."""
    return link.is_poster and can_make_posters(actor, link.story)


def can_draw_link(actor: Actor, link: Link) -> bool:
    """Whose link it is, and for a poster those who make them."""
    return link.person_id == actor.person.id or can_see_poster(actor, link)


def can_close_link(actor: Actor, link: Link) -> bool:
    """Any link, a colleague's too: the programme's editors, those who prepare it, and administrators of one of its units."""
    is_theirs = any(actor.reaches(unit, Role.ADMINISTRATOR) for unit in link.story.programme.units)
    return is_theirs or can_make_posters(actor, link.story)
