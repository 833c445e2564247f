"""What is kept of where stories come from: feeds and what they tell, pages that were looked at, and spreadsheets that were brought."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.files.models import Picture
from advocacy.foundation.database import CreatedAt, Key, Model, PublicId, Word
from advocacy.people.models import Person
from advocacy.programmes.models import Programme, Topic
from advocacy.stories.models import Story


class SourceStatus(StrEnum):
    """Whether a feed is read."""

    READ = "read"
    #: An editor has paused it.
    PAUSED = "paused"
    #: It failed so often that it paused itself; an editor resumes it by hand (attack row F19).
    FAILED = "failed"


class FindingStatus(StrEnum):
    """What an editor has made of something a feed told."""

    NEW = "new"
    DRAFTED = "drafted"
    PUT_AWAY = "put_away"


class PagePreview(Model):
    """What a page said of itself when an editor pasted its address. Kept for a day, so that nobody's site is asked again and again."""

    __tablename__ = "page_preview"

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    #: Of the address as it was pasted.
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    #: Where readers are sent.
    address: Mapped[str] = mapped_column(String(1000))
    title: Mapped[str] = mapped_column(String(300), default="")
    words: Mapped[str] = mapped_column(String(300), default="")
    #: One of ours, or empty.
    language: Mapped[str] = mapped_column(String(2), default="")
    site: Mapped[str] = mapped_column(String(300), default="")
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("picture.id", ondelete="SET NULL"))
    fetched_at: Mapped[datetime]

    picture: Mapped[Picture | None] = relationship()


class Source(Model):
    """A feed that is read by itself. What it tells waits for an editor; nothing of it is ever published by itself."""

    __tablename__ = "source"
    __table_args__ = (UniqueConstraint("programme_id", "address"), Index("ix_source_status_due_at", "status", "due_at"))

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    address: Mapped[str] = mapped_column(String(1000))
    name: Mapped[str] = mapped_column(String(300), default="")
    #: The language drafts of it begin in.
    language: Mapped[str] = mapped_column(String(2))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id", ondelete="SET NULL"))
    status: Mapped[SourceStatus] = mapped_column(Word(SourceStatus), default=SourceStatus.READ)
    #: What the feed said of its state last time, so that it can answer that nothing is new.
    etag: Mapped[str] = mapped_column(String(200), default="")
    last_modified: Mapped[str] = mapped_column(String(200), default="")
    due_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    #: In a row, up to now.
    failure_count: Mapped[int] = mapped_column(default=0)
    failed_at: Mapped[datetime | None]
    added_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[CreatedAt]

    programme: Mapped[Programme] = relationship()
    topic: Mapped[Topic | None] = relationship()
    added_by: Mapped[Person] = relationship()


class Finding(Model):
    """Something a feed told, as it was told first; an editor makes a draft of it or puts it away."""

    __tablename__ = "finding"
    __table_args__ = (UniqueConstraint("source_id", "digest"), Index("ix_finding_source_id_status_id", "source_id", "status", "id"))

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    #: Of the name the feed gives it (guid), or of its address: the same thing told again is one finding.
    digest: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(300))
    words: Mapped[str] = mapped_column(String(2000), default="")
    address: Mapped[str] = mapped_column(String(1000), default="")
    picture_address: Mapped[str] = mapped_column(String(1000), default="")
    #: When the feed says it is from.
    told_at: Mapped[datetime | None]
    found_at: Mapped[CreatedAt]
    #: The feed has told it differently since a draft was made of it; the draft stays as it is (attack row M23).
    changed_at: Mapped[datetime | None]
    status: Mapped[FindingStatus] = mapped_column(Word(FindingStatus), default=FindingStatus.NEW)
    story_id: Mapped[int | None] = mapped_column(ForeignKey("story.id"))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]

    source: Mapped[Source] = relationship()
    story: Mapped[Story | None] = relationship()
    decided_by: Mapped[Person | None] = relationship()


class SheetImport(Model):
    """A spreadsheet of stories somebody brought: tried first, imported when they say so."""

    __tablename__ = "sheet_import"

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    brought_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[CreatedAt]
    #: [{"number": row in the file, "cells": {column: text}}]; emptied when it is done or a week old.
    rows: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    done_at: Mapped[datetime | None]
    drafted_count: Mapped[int] = mapped_column(default=0)

    programme: Mapped[Programme] = relationship()


class ImportedRow(Model):
    """A row that has become a draft, so that the same file brought again changes nothing, whatever was written since."""

    __tablename__ = "imported_row"
    __table_args__ = (UniqueConstraint("programme_id", "digest"),)

    id: Mapped[Key]
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    digest: Mapped[str] = mapped_column(String(64))
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id"))
