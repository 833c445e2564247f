"""A story with all its versions, approvals, returns and pictures as one ZIP file, for the records system of the house.

Each version stands there twice: as Markdown, which people read in a hundred years, and as JSON, which programs read today.
Kept drafts and findings of the software are not records and are left out.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from flask import Response

from advocacy.files.queries import SIZES, get_picture_file
from advocacy.foundation import clock
from advocacy.foundation.errors import Missing
from advocacy.foundation.i18n import LOCALES, one_language
from advocacy.history.queries import entries_about, names_of
from advocacy.stories.models import Story, StoryVersion

#: Above this the file lies on disk while it is written.
_IN_MEMORY = 8 * 1024 * 1024
_PIECE = 64 * 1024


def write_archive(stories: Iterable[Story], file: IO[bytes]) -> int:
    """Writes the ZIP file into one that is open; returns how many stories are in it."""
    count = 0
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for story in stories:
            count += 1
            _add(archive, story)
    return count


def zip_answer(story: Story) -> Response:
    """The archive of one story as a download. It is made while the database is at hand, and lies nowhere once it is sent."""
    made = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the answer closes it.
    write_archive([story], made)
    made.seek(0)
    named = {"Content-Disposition": f'attachment; filename="{archive_name(story)}"', "Cache-Control": "private, no-store"}
    answer = Response(_pieces(made), mimetype="application/zip", headers=named)
    answer.call_on_close(made.close)
    return answer


def _pieces(made: IO[bytes]) -> Iterator[bytes]:
    with made:
        while piece := made.read(_PIECE):
            yield piece


def archive_name(story: Story) -> str:
    """A file name that can be read and that every system takes."""
    return f"{_slug(_title_of(story))}-{story.public_id}.zip"


def _add(archive: ZipFile, story: Story) -> None:
    folder = f"{_slug(_title_of(story))}-{story.public_id}"
    archive.writestr(f"{folder}/story.json", _json(_told(story)))
    for version in story.versions:
        archive.writestr(f"{folder}/versions/{version.number:03}.json", _json(told_version(version)))
        archive.writestr(f"{folder}/versions/{version.number:03}.md", _markdown(version))
    for name in sorted({version.picture.public_id for version in story.versions if version.picture is not None}):
        _add_picture(archive, folder, name)


def _add_picture(archive: ZipFile, folder: str, name: str) -> None:
    """Every size that lies on the disk; pictures are compressed already."""
    for size in SIZES:
        with suppress(Missing):
            path, _picture = get_picture_file(name, size, day=clock.today(), sees_all=True)
            archive.write(path, f"{folder}/pictures/{path.name}", ZIP_STORED)


def _told(story: Story) -> dict[str, Any]:
    entries = list(entries_about(story))
    names = names_of({entry.person_id for entry in entries if entry.person_id is not None})
    return {
        "id": story.public_id,
        "programme": story.programme.name,
        "created_by": story.created_by.name,
        "created_at": story.created_at,
        "published_version": story.published_version.number if story.published_version else None,
        "published_at": story.published_at,
        "paused_at": story.paused_at,
        "paused_reason": story.paused_reason,
        "retired_at": story.retired_at,
        "expires_on": story.expires_on,
        "archived_at": clock.now(),
        "history": [
            {"at": entry.at, "deed": entry.deed, "by": names.get(entry.person_id or 0), "role": entry.role, "facts": entry.facts}
            for entry in entries
        ],
    }


def told_version(version: StoryVersion) -> dict[str, Any]:
    """Everything a version says and all that was decided about it, in words rather than in numbers of rows."""
    plain = ("number", "status", "kind", "title", "gain", "body", "address", "picture_choice", "visible_from", "expires_on", "licence")
    moments = ("created_at", "changed_at", "submitted_at", "approved_at")
    flags = ("is_commercial", "is_political", "is_internal", "is_ai_used", "credit", "reasons")
    return {
        **{name: getattr(version, name) for name in (*plain, *flags, *moments)},
        "alt": version.shown_alt,
        "purpose": version.purpose.text if version.purpose else None,
        "topics": [topic.text for topic in version.topics],
        "audience": version.audience.text if version.audience else None,
        "units": [unit.name for unit in version.units],
        "roles": list(version.roles),
        "picture": version.picture.public_id if version.picture else None,
        "author": version.author.name,
        "writers": [writer.name for writer in version.writers],
        "submitted_by": version.submitted_by.name if version.submitted_by else None,
        "approved_by": version.approved_by.name if version.approved_by else None,
        "ai_editor": version.ai_editor.name if version.ai_editor else None,
        "returns": [{"at": each.at, "by": each.by.name, "note": each.note} for each in version.returns],
        "captions": [{"network": each.network, "language": each.language, "text": each.text} for each in version.captions],
    }


def _markdown(version: StoryVersion) -> str:
    """Title, gain, text and suggested wordings of each language below each other, and who answered for them."""
    return "\n".join(_markdown_lines(version)) + "\n"


def _markdown_lines(version: StoryVersion) -> Iterator[str]:
    for language in version.languages or LOCALES[:1]:
        yield from (f"# {version.title.get(language, '')}", "", version.gain.get(language, ""), "", version.body.get(language, ""), "")
        if version.shown_alt.get(language):
            yield from (f"![{version.shown_alt[language]}](../pictures/)", "")
        for caption in version.captions:
            if caption.language == language:
                yield from (f"## {caption.network}", "", caption.text, "")
    yield from ("---", "", f"{version.number} / {version.status.value} / {version.author.name}")
    if version.approved_by is not None and version.approved_at is not None:
        yield f"{version.approved_by.name} / {version.approved_at.isoformat()}"


def _title_of(story: Story) -> str:
    return one_language((story.published_version or story.latest).title)


def _slug(title: str) -> str:
    plain = title.casefold().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    bare = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:60] or "story"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=lambda moment: moment.isoformat())
