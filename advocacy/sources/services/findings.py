"""What an editor makes of something a feed told: a draft, or nothing."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import CursorResult, update

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Role
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Refusal
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.history import services as history
from advocacy.sources.models import Finding, FindingStatus, Source
from advocacy.sources.queries import locked_finding
from advocacy.sources.services.pages import Beginning, begin_draft, bring_found_picture
from advocacy.stories.models import Story


def draft_finding(finding: Finding, actor: Actor, *, picture: bytes = b"") -> Story:
    """A draft with what the feed told, as it stands in our list; raises Refusal when a colleague was quicker."""
    fresh = locked_finding(finding)
    if fresh.status is FindingStatus.DRAFTED:
        raise Refusal(_("A draft has been made of this already."))
    brought, source = bring_found_picture(picture, actor), fresh.source
    beginning = Beginning(
        language=source.language,
        title=fresh.title,
        words=fresh.words,
        address=fresh.address,
        picture=brought.public_id if brought else "",
        topic=source.topic.public_id if source.topic else "",
    )
    fresh.story = begin_draft(source.programme, actor, beginning)
    _decide(fresh, FindingStatus.DRAFTED, actor)
    history.record("sources.finding.drafted", fresh, by=actor.person.id, role=actor.role_word(Role.EDITOR), source=source.public_id)
    return fresh.story


def put_away_finding(finding: Finding, actor: Actor) -> Finding:
    """Off the list; it can be taken back."""
    fresh = locked_finding(finding)
    if fresh.status is not FindingStatus.NEW:
        raise Refusal(_("This is not on the list any more."))
    _decide(fresh, FindingStatus.PUT_AWAY, actor)
    return fresh


def put_away_findings(sources: Collection[Source], names: Collection[str], actor: Actor) -> int:
    """All of these at once; what a colleague has taken meanwhile is left alone. Says how many."""
    result = db.session.execute(
        update(Finding)
        .where(Finding.public_id.in_(names), Finding.source_id.in_([source.id for source in sources]), Finding.status == FindingStatus.NEW)
        .values(status=FindingStatus.PUT_AWAY, decided_by_id=actor.person.id, decided_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    assert isinstance(result, CursorResult)
    return result.rowcount


def take_back_finding(finding: Finding, actor: Actor) -> Finding:
    """Back on the list."""
    fresh = locked_finding(finding)
    if fresh.status is not FindingStatus.PUT_AWAY:
        raise Refusal(_("This has not been put away."))
    _decide(fresh, FindingStatus.NEW, actor)
    return fresh


def _decide(finding: Finding, status: FindingStatus, actor: Actor) -> None:
    finding.status, finding.decided_by_id, finding.decided_at = status, actor.person.id, clock.now()
    db.session.flush()
