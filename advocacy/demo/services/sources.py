"""A feed of the demo: the municipality's own news, of which three wait for an editor and one was put away."""

from __future__ import annotations

from datetime import datetime, timedelta

from advocacy.demo.reading import words
from advocacy.foundation.database import db
from advocacy.people.models import Person
from advocacy.programmes.models import Programme
from advocacy.sources.models import Finding, FindingStatus, Source, SourceStatus
from advocacy.sources.queries import digest_of

SITE = "https://www.bredfjord.example/nyheder/"


def load_sources(programme: Programme, people: dict[str, Person], *, at: datetime) -> None:
    """The feed, paused because its website does not exist, and what it told before."""
    told = words("sources")
    feed, editor = told["feed"], people[told["feed"]["added_by"]]
    source = Source(
        programme=programme,
        address=feed["address"],
        name=feed["name"],
        language=feed["language"],
        status=SourceStatus.PAUSED,
        due_at=at,
        read_at=at - timedelta(hours=20),
        added_by_id=editor.id,
        created_at=at - timedelta(days=20),
    )
    db.session.add(source)
    for each in reversed(told["told"]):
        moment, is_away = at - timedelta(days=each["days_ago"], hours=3), each.get("is_put_away", False)
        address = SITE + each["path"]
        finding = Finding(
            source=source,
            digest=digest_of(address),
            title=each["title"],
            words=each["words"],
            address=address,
            told_at=moment,
            found_at=moment,
        )
        if is_away:
            finding.status, finding.decided_by_id, finding.decided_at = FindingStatus.PUT_AWAY, editor.id, moment + timedelta(hours=4)
        db.session.add(finding)
    db.session.flush()
