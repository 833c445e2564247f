"""Every way sources are read: feeds and what they told, pages that were looked at, imports that were tried."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from advocacy.accounts.access import Actor
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.programmes.models import Programme
from advocacy.sources.models import Finding, FindingStatus, ImportedRow, PagePreview, SheetImport, Source, SourceStatus
from advocacy.stories.models import Story, StoryVersion
from advocacy.stories.queries import writable_programmes

PAGE_LENGTH = 20
#: How long what a page said of itself is shown again without asking it (attack row F16).
PREVIEW_KEPT_FOR = timedelta(hours=24)


@dataclass(frozen=True)
class FoundPage:
    """One page of what feeds told, the newest first."""

    findings: Sequence[Finding]
    total: int
    page: int

    @property
    def page_count(self) -> int:
        return max(1, -(-self.total // PAGE_LENGTH))


@dataclass(frozen=True)
class StandingStory:
    """A story there is already, as far as an import must know it."""

    name: str
    address: str
    titles: tuple[str, ...]


def digest_of(address: str) -> str:
    """What an address is known by."""
    return sha256(address.encode()).hexdigest()


def find_fresh_preview(address: str) -> PagePreview | None:
    """What a page said of itself within the last day."""
    since = clock.now() - PREVIEW_KEPT_FOR
    statement = select(PagePreview).where(PagePreview.digest == digest_of(address), PagePreview.fetched_at > since)
    return db.session.scalar(statement.options(joinedload(PagePreview.picture)))


def get_preview(public_id: str) -> PagePreview:
    """Raises Missing, also for one that is older than a day."""
    statement = select(PagePreview).where(PagePreview.public_id == public_id, PagePreview.fetched_at > clock.now() - PREVIEW_KEPT_FOR)
    found = db.session.scalar(statement.options(joinedload(PagePreview.picture)))
    if found is None:
        raise Missing
    return found


def sources_of(actor: Actor) -> Sequence[Source]:
    """The feeds of the programmes somebody writes for, by name."""
    statement = select(Source).where(_is_theirs(actor)).order_by(Source.name, Source.id)
    return db.session.scalars(statement.options(joinedload(Source.programme), joinedload(Source.topic))).all()


def find_source(actor: Actor, public_id: str) -> Source | None:
    """A feed of a programme somebody writes for."""
    statement = select(Source).where(Source.public_id == public_id, _is_theirs(actor))
    return db.session.scalar(statement.options(joinedload(Source.programme), joinedload(Source.topic)))


def get_source(actor: Actor, public_id: str) -> Source:
    """As ``find_source``; raises Missing."""
    source = find_source(actor, public_id)
    if source is None:
        raise Missing
    return source


def sources_that_failed(programmes: Collection[Programme] | None = None) -> Sequence[Source]:
    """Feeds that have paused themselves and wait for an editor: of all programmes, or of these. The one that waits longest first."""
    statement = select(Source).where(Source.status == SourceStatus.FAILED).order_by(Source.failed_at, Source.id)
    if programmes is not None:
        statement = statement.where(Source.programme_id.in_([each.id for each in programmes]))
    return db.session.scalars(statement.options(joinedload(Source.programme))).all()


def due_sources(moment: datetime, *, limit: int = 200) -> Sequence[int]:
    """The numbers of the feeds whose turn it is."""
    statement = select(Source.id).where(Source.status == SourceStatus.READ, Source.due_at <= moment)
    return db.session.scalars(statement.order_by(Source.due_at).limit(limit)).all()


def new_finding_counts(sources: Collection[Source]) -> dict[int, int]:
    """How much of each feed waits for an editor, in one question."""
    numbers = [source.id for source in sources]
    statement = select(Finding.source_id, func.count()).where(Finding.source_id.in_(numbers), Finding.status == FindingStatus.NEW)
    return {number: count for number, count in db.session.execute(statement.group_by(Finding.source_id))}


def found_page(sources: Collection[Source], status: FindingStatus, *, page: int = 1) -> FoundPage:
    """A page of what these feeds told; raises Missing for a page that is not there."""
    numbers = [source.id for source in sources]
    conditions = (Finding.source_id.in_(numbers), Finding.status == status)
    total = db.session.scalar(select(func.count()).select_from(Finding).where(*conditions)) or 0
    parts = (joinedload(Finding.source).joinedload(Source.programme), joinedload(Finding.story), joinedload(Finding.decided_by))
    ordered = select(Finding).where(*conditions).options(*parts).order_by(Finding.id.desc())
    findings = db.session.scalars(ordered.limit(PAGE_LENGTH).offset((page - 1) * PAGE_LENGTH)).all()
    if not findings and page > 1:
        raise Missing
    return FoundPage(findings, total, page)


def status_counts(sources: Collection[Source]) -> dict[FindingStatus, int]:
    """How much is new, drafted and put away, in one question."""
    statement = select(Finding.status, func.count()).where(Finding.source_id.in_([source.id for source in sources]))
    counted = {status: count for status, count in db.session.execute(statement.group_by(Finding.status))}
    return {status: counted.get(status, 0) for status in FindingStatus}


def get_finding(actor: Actor, public_id: str) -> Finding:
    """Something a feed of theirs told; raises Missing."""
    statement = select(Finding).join(Source).where(Finding.public_id == public_id, _is_theirs(actor))
    found = db.session.scalar(statement.options(joinedload(Finding.source)))
    if found is None:
        raise Missing
    return found


def locked_finding(finding: Finding) -> Finding:
    """As it is now, held until the transaction ends: of two editors who press at once, one waits for the other."""
    statement = select(Finding).where(Finding.id == finding.id).with_for_update(of=Finding)
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()


def get_import(actor: Actor, public_id: str) -> SheetImport:
    """A spreadsheet this person has brought; raises Missing for anybody else's."""
    statement = select(SheetImport).where(SheetImport.public_id == public_id, SheetImport.brought_by_id == actor.person.id)
    found = db.session.scalar(statement.options(joinedload(SheetImport.programme)))
    if found is None:
        raise Missing
    return found


def standing_stories(programme: Programme) -> list[StandingStory]:
    """Every version of every story of a programme, by what an import could recognise it."""
    columns = select(Story.public_id, StoryVersion.address, StoryVersion.title).join(StoryVersion, StoryVersion.story_id == Story.id)
    rows = db.session.execute(columns.where(Story.programme_id == programme.id).order_by(Story.id))
    return [StandingStory(name, address, tuple(title.values())) for name, address, title in rows]


def imported_rows(programme: Programme) -> dict[str, str]:
    """Digests of the rows that were imported before, with the public name of the story each became."""
    statement = select(ImportedRow.digest, Story.public_id).join(Story, Story.id == ImportedRow.story_id)
    return {digest: name for digest, name in db.session.execute(statement.where(ImportedRow.programme_id == programme.id))}


def _is_theirs(actor: Actor) -> ColumnElement[bool]:
    return Source.programme_id.in_([each.id for each in writable_programmes(actor)])
