"""Bringing stories in through the JSON API: pages, feeds and rows, by the same services as the pages."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint

from advocacy.accounts.access import EDITORS, Actor
from advocacy.foundation.database import db
from advocacy.foundation.errors import Missing
from advocacy.foundation.guards import acting
from advocacy.foundation.operations import operation
from advocacy.programmes.models import Programme
from advocacy.sources import outside, queries, services
from advocacy.sources.models import Finding, FindingStatus, SheetImport, Source
from advocacy.sources.planning import Outcome
from advocacy.sources.reading import SheetRow
from advocacy.sources.schemas import (
    DraftAnswer,
    FeedAnswer,
    FeedsAnswer,
    FeedSent,
    FoundAnswer,
    FoundAsked,
    FoundPageAnswer,
    ImportAnswer,
    ImportSent,
    PageAnswer,
    PageAsked,
    PlannedRowAnswer,
)
from advocacy.stories.queries import writable_programmes

bp = Blueprint("api_sources", __name__)


@operation(bp, "POST", "/sources/pages", who=EDITORS, scope="stories:write")
def look_at_page(body: PageAsked) -> PageAnswer:
    """What the page behind an address says of itself; asked at most once a day."""
    actor: Actor = acting()
    url = services.readable_address(body.address)
    found = queries.find_fresh_preview(url)
    if found is None:
        services.count_asking(actor, url)
        db.session.commit()  # Nothing is locked while the other side takes its time.
        found = services.keep_preview(url, outside.look_at_page(url), actor)
        db.session.commit()
    return PageAnswer(
        address=found.address,
        title=found.title,
        words=found.words,
        language=found.language,
        site=found.site,
        picture=found.picture.public_id if found.picture else None,
        fetched_at=found.fetched_at,
    )


@operation(bp, "GET", "/sources/feeds", who=EDITORS, scope="stories:read")
def list_feeds() -> FeedsAnswer:
    """Every feed of the programmes one writes for."""
    return _feeds(queries.sources_of(acting()))


@operation(bp, "POST", "/sources/feeds", who=EDITORS, scope="stories:write", status=201)
def follow_feed(body: FeedSent) -> FeedAnswer:
    """Reads a feed for the first time and follows it from then on."""
    actor: Actor = acting()
    _programme(actor, body.programme)
    url = services.readable_address(body.address)
    services.count_asking(actor, url)
    db.session.commit()
    read = outside.look_at_feed(url)
    source = services.follow_feed(_programme(actor, body.programme), actor, read, language=body.language, topic=body.topic)
    db.session.commit()
    return _feeds([source]).feeds[0]


@operation(bp, "POST", "/sources/feeds/<public_id>/pause", who=EDITORS, scope="stories:write")
def pause_feed(public_id: str) -> FeedAnswer:
    """It is not read until somebody resumes it."""
    actor: Actor = acting()
    source = services.pause_feed(queries.get_source(actor, public_id), actor)
    db.session.commit()
    return _feeds([source]).feeds[0]


@operation(bp, "POST", "/sources/feeds/<public_id>/resume", who=EDITORS, scope="stories:write")
def resume_feed(public_id: str) -> FeedAnswer:
    """It is read again, from now on."""
    actor: Actor = acting()
    source = services.resume_feed(queries.get_source(actor, public_id), actor)
    db.session.commit()
    return _feeds([source]).feeds[0]


@operation(bp, "GET", "/sources/found", who=EDITORS, scope="stories:read")
def list_found(query: FoundAsked) -> FoundPageAnswer:
    """What the feeds told, the newest first."""
    actor: Actor = acting()
    sources = [queries.get_source(actor, query.feed)] if query.feed else queries.sources_of(actor)
    listed = queries.found_page(sources, FindingStatus(query.status), page=query.page)
    return FoundPageAnswer(
        found=[_found(each) for each in listed.findings], total=listed.total, page=listed.page, page_count=listed.page_count
    )


@operation(bp, "POST", "/sources/found/<public_id>/draft", who=EDITORS, scope="stories:write", status=201)
def draft_found(public_id: str) -> DraftAnswer:
    """Makes a draft of something a feed told."""
    actor: Actor = acting()
    picture_address = queries.get_finding(actor, public_id).picture_address
    db.session.commit()
    picture = outside.picture_at(picture_address)
    story = services.draft_finding(queries.get_finding(actor, public_id), actor, picture=picture)
    db.session.commit()
    return DraftAnswer(story=story.public_id)


@operation(bp, "POST", "/sources/found/<public_id>/put-away", who=EDITORS, scope="stories:write")
def put_away_found(public_id: str) -> FoundAnswer:
    """Takes something a feed told off the list."""
    actor: Actor = acting()
    finding = services.put_away_finding(queries.get_finding(actor, public_id), actor)
    db.session.commit()
    return _found(finding)


@operation(bp, "POST", "/sources/imports", who=EDITORS, scope="stories:write", status=201)
def try_import(body: ImportSent) -> ImportAnswer:
    """Says row by row what an import would do, and changes nothing."""
    actor: Actor = acting()
    rows = [SheetRow(number, {str(column): cell for column, cell in row.items()}) for number, row in enumerate(body.rows, start=1)]
    brought = services.try_sheet(_programme(actor, body.programme), rows, actor)
    db.session.commit()
    return _import(brought)


@operation(bp, "POST", "/sources/imports/<public_id>/run", who=EDITORS, scope="stories:write")
def run_import(public_id: str) -> ImportAnswer:
    """Makes a draft of every row that is new: all of them, or none when a row is wrong."""
    actor: Actor = acting()
    brought = queries.get_import(actor, public_id)
    services.import_sheet(brought, actor)
    db.session.commit()
    return _import(brought)


def _programme(actor: Actor, public_id: str) -> Programme:
    found = next((each for each in writable_programmes(actor) if each.public_id == public_id), None)
    if found is None:
        raise Missing
    return found


def _feeds(sources: Sequence[Source]) -> FeedsAnswer:
    counts = queries.new_finding_counts(sources)
    return FeedsAnswer(
        feeds=[
            FeedAnswer(
                id=source.public_id,
                programme=source.programme.public_id,
                address=source.address,
                name=source.name,
                language=source.language,
                topic=source.topic.public_id if source.topic else None,
                status=source.status.value,
                read_at=source.read_at,
                failure_count=source.failure_count,
                new_count=counts.get(source.id, 0),
            )
            for source in sources
        ]
    )


def _found(finding: Finding) -> FoundAnswer:
    return FoundAnswer(
        id=finding.public_id,
        feed=finding.source.public_id,
        status=finding.status.value,
        title=finding.title,
        words=finding.words,
        address=finding.address,
        told_at=finding.told_at,
        found_at=finding.found_at,
        story=finding.story.public_id if finding.story else None,
    )


def _import(brought: SheetImport) -> ImportAnswer:
    rows = services.plan_sheet(brought) if brought.done_at is None else []
    return ImportAnswer(
        id=brought.public_id,
        is_done=brought.done_at is not None,
        draft_count=brought.drafted_count if brought.done_at else sum(row.outcome is Outcome.NEW for row in rows),
        rows=[
            PlannedRowAnswer(
                number=row.number,
                outcome=row.outcome.value,
                problems=[str(sentence) for sentence in row.problems],
                story=row.story or None,
                same_as=row.same_as or None,
            )
            for row in rows
        ],
    )
