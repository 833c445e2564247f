"""A queue on PostgreSQL that has put everybody out: the next one who asks gets in at once."""

from __future__ import annotations

from pathlib import Path

from advocacy.foundation.queue import make_queue
from tests.conftest import settings_for
from tests.server.stores import PostgresStore, opened_store


def test_the_first_message_after_an_outage_goes_through(tmp_path: Path) -> None:
    """Fault FX10; the connection that is kept is dead, and the message would else be left to the sweep, ten seconds later."""
    with opened_store("postgresql", tmp_path) as store:
        assert isinstance(store, PostgresStore)
        queue = make_queue(settings_for(tmp_path, f"sqlite:///{tmp_path / 'a.db'}", queue_url=store.url))
        assert queue.pending_count() == 0
        store.shut_out()
        store.come_back()
        assert queue.pending_count() == 0
        store.shut_out()
        store.come_back()
        queue.storage.enqueue(b"[]")
        assert queue.pending_count() == 1
        queue.storage.close()
