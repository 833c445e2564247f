"""Which Mastodon server somebody prefers, and how long a message may be there."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.dialects import postgresql, sqlite

from advocacy.accounts.access import Actor
from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.networks.catalogue.mastodon import server_name
from advocacy.networks.counting import ServerLimits
from advocacy.networks.models import MastodonServer, SharingChoice
from advocacy.networks.queries import find_choice, find_server
from advocacy.people.models import Person

ASK_SERVER = "networks.ask_mastodon_server"
#: A server's limits seldom change; one that did not answer is asked again the next day.
ASK_AGAIN_AFTER, ASK_SILENT_AGAIN_AFTER = timedelta(days=7), timedelta(days=1)
_REASONABLE = range(1, 1_000_001)


def choose_mastodon_server(actor: Actor, typed: str) -> str:
    """Remembers somebody's own server and has it asked how long a message may be there; returns its name."""
    host = server_name(typed)
    if host is None:
        raise InvalidInput({"host": _("Write the name of the server, for example mastodon.social.")})
    remember_server(actor.person, host)
    return host


def remember_server(person: Person, host: str) -> None:
    """This is somebody's server from now on; it is asked for its limits when that is due."""
    choice = find_choice(person)
    if choice is None:
        choice = SharingChoice(person_id=person.id)
        db.session.add(choice)
    choice.mastodon_host = host
    _note_server(host)
    ask_server_when_due(host)


def ask_server_when_due(host: str) -> None:
    """Has a server asked, at most once a day, unless its answer is still fresh."""
    server = find_server(host)
    if server is not None and server.asked_at is not None:
        rest = ASK_SILENT_AGAIN_AFTER if server.max_characters is None else ASK_AGAIN_AFTER
        if clock.now() - server.asked_at < rest:
            return
    jobs.ask_for(ASK_SERVER, unique_key=f"{ASK_SERVER}:{host}:{clock.today()}", host=host)


def keep_server_limits(host: str, limits: ServerLimits | None) -> None:
    """Writes down what a server said; None when it said nothing that can be used."""
    server = find_server(host)
    if server is None:
        return
    server.asked_at = clock.now()
    if limits is not None and limits.max_characters in _REASONABLE and limits.characters_reserved_per_url in _REASONABLE:
        server.max_characters, server.characters_per_link = limits.max_characters, limits.characters_reserved_per_url


def _note_server(host: str) -> None:
    """Writes the server down unless it is known, in one step."""
    insert = sqlite.insert if db.session.get_bind().dialect.name == "sqlite" else postgresql.insert
    db.session.execute(insert(MastodonServer).values(host=host).on_conflict_do_nothing())
