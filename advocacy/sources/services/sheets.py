"""A spreadsheet of stories: tried row by row without changing anything, then imported as drafts, all of it or nothing."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import select

from advocacy.accounts.access import Actor
from advocacy.accounts.models import Role
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import Refusal
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.history import services as history
from advocacy.programmes.models import Programme
from advocacy.sources.models import ImportedRow, SheetImport
from advocacy.sources.planning import Outcome, PlannedRow, plan
from advocacy.sources.queries import imported_rows, standing_stories
from advocacy.sources.reading import SheetRow
from advocacy.stories import services as stories


def try_sheet(programme: Programme, rows: list[SheetRow], actor: Actor) -> SheetImport:
    """Keeps the rows of a file until somebody says that they shall be imported; nothing else changes."""
    brought = SheetImport(programme=programme, brought_by_id=actor.person.id, rows=[asdict(row) for row in rows])
    db.session.add(brought)
    db.session.flush()
    return brought


def plan_sheet(brought: SheetImport) -> list[PlannedRow]:
    """What would happen with each row, as things stand now."""
    rows = [SheetRow(row["number"], row["cells"]) for row in brought.rows]
    return plan(brought.programme, rows, standing_stories(brought.programme), imported_rows(brought.programme), today=clock.today())


def import_sheet(brought: SheetImport, actor: Actor) -> int:
    """Makes a draft of every row that is new and says how many; raises Refusal when a row is wrong. Nothing is ever overwritten.

    Rows are judged again now, with the programme held: of two who import the same file at once, the second finds that all is there.
    """
    db.session.execute(select(Programme.id).where(Programme.id == brought.programme_id).with_for_update())
    db.session.refresh(brought, with_for_update={"of": SheetImport})
    if brought.done_at is not None:
        raise Refusal(_("This file has been imported already."))
    if not brought.rows:
        raise Refusal(_("This file was brought too long ago. Please choose it again."))
    planned = plan_sheet(brought)
    if any(row.outcome is Outcome.WRONG for row in planned):
        raise Refusal(_("Some rows need mending first. Mend them in the file and choose it again."))
    fresh = [row for row in planned if row.outcome is Outcome.NEW]
    with db.session.no_autoflush:  # Each story is written when it is whole; looking for halves before every question doubles the time.
        for row in fresh:
            story = stories.write_story(brought.programme, row.wording, actor)
            db.session.add(ImportedRow(programme_id=brought.programme_id, digest=row.digest, story_id=story.id))
    brought.done_at, brought.drafted_count, brought.rows = clock.now(), len(fresh), []
    db.session.flush()
    role = actor.role_word(Role.EDITOR)
    history.record("sources.sheet.imported", brought, by=actor.person.id, role=role, drafts=len(fresh), rows=len(planned))
    return len(fresh)
