"""What the search knows: written in the transaction that publishes a story, and mended from the stories themselves."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.orm import joinedload

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.text import plain
from advocacy.library.models import SearchEntry
from advocacy.library.queries.indexing import fingerprint, unlike_their_entry
from advocacy.library.search import search_index
from advocacy.library.search.words import document_of
from advocacy.stories.models import Story, StoryVersion


def index_story(story: Story) -> None:
    """Puts the words of the published version into the index, in the transaction that is open."""
    version = story.published_version
    if version is None or story.retired_at is not None:
        forget_words([story.id])
        return
    upper = [version.gain, *(topic.text for topic in version.topics)]
    body = {language: plain(words) for language, words in version.body.items()}
    search_index().rewrite(story.id, document_of(version.title, upper, body))
    db.session.merge(SearchEntry(story_id=story.id, fingerprint=fingerprint(version.public_id, upper[1:]), written_at=clock.now()))
    db.session.flush()


def forget_words(stories: Collection[int]) -> None:
    """Takes stories out of the index."""
    numbers = list(stories)
    if numbers:
        search_index().remove(numbers)
        db.session.execute(delete(SearchEntry).where(SearchEntry.story_id.in_(numbers)))


def doubt_index() -> None:
    """Makes ``mend_index`` read every story anew; until it does, people find what they found before."""
    db.session.execute(update(SearchEntry).values(fingerprint=""))


def mend_index(*, at_most: int) -> int:
    """Reads the stories anew whose words are not, or no longer, what the index says, the newest first; returns how many it mended.

    A story that is being changed this very moment is left to whoever changes it.
    """
    unlike = unlike_their_entry()
    forget_words(unlike.foreign)
    mended = len(unlike.foreign)
    for story in _free_stories(sorted(unlike.missing, reverse=True)[:at_most]):
        index_story(story)
        mended += 1
    return mended


def _free_stories(numbers: Sequence[int]) -> Sequence[Story]:
    """The stories with what the index reads of them, as they are now, held until the transaction ends."""
    version = joinedload(Story.published_version)
    statement = select(Story).where(Story.id.in_(numbers)).with_for_update(of=Story, skip_locked=True)
    loaded = statement.options(version.joinedload(StoryVersion.topic), version.selectinload(StoryVersion.further_topics))
    return db.session.scalars(loaded.execution_options(populate_existing=True)).all()
