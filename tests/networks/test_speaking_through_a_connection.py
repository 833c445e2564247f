"""The door for posting: keys are renewed by one process at a time, kept before they are used, and nothing is locked meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from advocacy.factory import create_app
from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.foundation.egress import EgressFailed
from advocacy.networks import services
from advocacy.networks.accounts.account import Account, Card, Departure, Draft, NetworkRefused, Ours, Outside, Posted, Reactions
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.networks.models import Connection
from advocacy.networks.services.keys import opened_account, sealed_account
from advocacy.people.models import Person, Unit
from advocacy.people.services import add_person, add_unit, say_goodbye
from tests.conftest import settings_for
from tests.databases import copied

DRAFT = Draft("Hej https://del.example.dk/r/1", "da", Card("https://del.example.dk/r/1", "Titel", ""), "key")


@dataclass
class Overseas:
    """A network far away whose keys serve once, as Bluesky's do. It stands in for a machine, not for code of ours."""

    kind: NetworkKind = NetworkKind.MASTODON
    current: int = 1
    calls: list[str] = field(default_factory=list)
    during_renewal: Callable[[], None] = lambda: None
    during_post: Callable[[], None] = lambda: None
    refusal: Exception | None = None
    end_failure: Exception | None = None

    def new_key(self) -> str:
        return "key"

    def depart(self, typed: str, ours: Ours, outside: Outside) -> Departure:
        raise AssertionError

    def arrive(self, facts: Mapping[str, Any], told: Mapping[str, str], ours: Ours, outside: Outside) -> Account:
        raise AssertionError

    def needs_renewal(self, account: Account, now: datetime) -> bool:
        return account.expires_at is not None and account.expires_at < now + timedelta(minutes=5)

    def renew(self, account: Account, ours: Ours, outside: Outside) -> Account:
        self.calls.append(f"renew {account.secrets['token']}")
        self.during_renewal()
        if self.refusal is not None:
            raise self.refusal
        if account.secrets["token"] != self.current:
            raise NetworkRefused("replayed", "replayed", is_signed_out=True)
        self.current += 1
        return replace(account, secrets={"token": self.current}, expires_at=clock.now() + timedelta(hours=1))

    def post(self, account: Account, draft: Draft, ours: Ours, outside: Outside) -> Posted:
        self.calls.append(f"post {account.secrets['token']}")
        self.during_post()
        if self.refusal is not None:
            raise self.refusal
        if account.secrets["token"] != self.current:
            raise NetworkRefused("signed out", "signed out", is_signed_out=True)
        return Posted("1", "https://overseas.example/1")

    def find(self, account: Account, draft: Draft, ours: Ours, outside: Outside) -> Posted | None:
        self.calls.append(f"find {account.secrets['token']}")
        return None

    def look(self, account: Account, posted: Posted, ours: Ours, outside: Outside) -> Reactions | None:
        self.calls.append(f"look {account.secrets['token']}")
        return Reactions(1, 2, 3)

    def end(self, account: Account, ours: Ours, outside: Outside) -> None:
        self.calls.append(f"end {account.secrets['token']}")
        if self.end_failure is not None:
            raise self.end_failure


@pytest.fixture
def overseas(monkeypatch: pytest.MonkeyPatch) -> Overseas:
    network = Overseas()
    monkeypatch.setattr("advocacy.networks.accounts.mastodon.NETWORK", network)
    return network


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, tables: str) -> Iterator[Flask]:
    """An application with a database of its own and no transaction around it, made once: several threads use it in each test."""
    folder = tmp_path_factory.mktemp("house")
    app = create_app(settings_for(folder, copied(tables, folder)))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def name(house: Flask) -> str:
    """A connection whose keys are still good for a minute, and nothing else in the house."""
    with house.app_context():
        for table in (Connection, jobs.Job, Person, Unit):
            db.session.execute(delete(table))
        person = add_person("Camilla", add_unit("Bredfjord"))
        account = Account("overseas.example", "https://overseas.example/@camilla", "@camilla@overseas.example", "write", {"token": 1})
        connection = Connection(
            person_id=person.id,
            network=NetworkKind.MASTODON,
            host=account.host,
            account=account.account,
            handle=account.handle,
            scope=account.scope,
            sealed_secrets=sealed_account(account),
            connected_at=clock.now(),
            expires_at=clock.now() + timedelta(minutes=1),
        )
        db.session.add(connection)
        db.session.commit()
        return connection.public_id


def post(app: Flask, name: str) -> Posted:
    with app.app_context():
        return services.post_with(name, DRAFT, keep=db.session.commit)


def row(app: Flask) -> Connection | None:
    with app.app_context():
        found = db.session.scalar(select(Connection))
        if found is not None:
            db.session.expunge(found)
        return found


def change(app: Flask, **values: object) -> None:
    with app.app_context():
        db.session.execute(update(Connection).values(**values))
        db.session.commit()


def token(app: Flask) -> int:
    with app.app_context():
        return int(opened_account(db.session.scalars(select(Connection)).one()).secrets["token"])


def test_keys_are_renewed_kept_and_then_used(house: Flask, overseas: Overseas, name: str) -> None:
    seen: list[int] = []
    overseas.during_post = lambda: _elsewhere(lambda: seen.append(token(house)))
    assert post(house, name).name == "1"
    assert overseas.calls == ["renew 1", "post 2"]
    assert seen == [2]  # They were in the database before they were used.
    found = row(house)
    assert found is not None
    assert found.busy_until is None


def test_good_keys_are_left_alone(house: Flask, overseas: Overseas, name: str) -> None:
    change(house, expires_at=clock.now() + timedelta(hours=1))
    post(house, name)
    with house.app_context():
        assert services.look_with(name, Posted("1", "https://overseas.example/1"), keep=db.session.commit) == Reactions(1, 2, 3)
        assert services.find_with(name, DRAFT, keep=db.session.commit) is None
    assert overseas.calls == ["post 1", "look 1", "find 1"]


def test_nothing_is_locked_while_the_network_takes_its_time(house: Flask, overseas: Overseas, name: str) -> None:
    def write() -> None:
        with house.app_context():
            add_unit("Somebody else writes meanwhile")
            db.session.commit()

    overseas.during_renewal = overseas.during_post = lambda: _elsewhere(write)
    post(house, name)
    assert overseas.calls == ["renew 1", "post 2"]


def test_of_two_at_once_one_renews_and_the_other_comes_back(house: Flask, overseas: Overseas, name: str) -> None:
    told: list[NetworkRefused] = []

    def second() -> None:
        with pytest.raises(NetworkRefused) as refused:
            post(house, name)
        told.append(refused.value)

    overseas.during_renewal = lambda: _elsewhere(second)
    post(house, name)
    assert overseas.calls == ["renew 1", "post 2"]
    assert (told[0].word, told[0].is_final, told[0].is_signed_out) == ("busy", False, False)
    assert told[0].after_seconds > 0


def test_a_lost_process_holds_up_nobody_for_long(house: Flask, overseas: Overseas, name: str) -> None:
    change(house, busy_until=clock.now() + timedelta(seconds=30))
    with pytest.raises(NetworkRefused):
        post(house, name)
    change(house, busy_until=clock.now() - timedelta(seconds=1))
    post(house, name)
    assert overseas.calls == ["renew 1", "post 2"]


def test_keys_renewed_while_one_waited_are_not_renewed_again(house: Flask, overseas: Overseas, name: str) -> None:
    """Between looking and having the lease somebody else has done it."""
    real = services.speaking.take_lease

    def slowly(public_id: str) -> bool:
        overseas.current = 2
        fresh = replace(opened_account(db.session.scalars(select(Connection)).one()), secrets={"token": 2})
        db.session.execute(update(Connection).values(sealed_secrets=sealed_account(fresh), expires_at=clock.now() + timedelta(hours=1)))
        return real(public_id)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(services.speaking, "take_lease", slowly)
        post(house, name)
    assert overseas.calls == ["post 2"]


@pytest.mark.parametrize("failure", [EgressFailed("connection"), NetworkRefused("busy there", "x", is_final=False)])
def test_a_renewal_that_fails_leaves_everything_as_it_was(house: Flask, overseas: Overseas, name: str, failure: Exception) -> None:
    overseas.refusal = failure
    with pytest.raises(type(failure)):
        post(house, name)
    found = row(house)
    assert found is not None
    assert (found.busy_until, found.broken_at) == (None, None)
    assert token(house) == 1


def test_a_right_that_was_taken_away_is_noticed_and_not_tried_again(house: Flask, overseas: Overseas, name: str) -> None:
    overseas.current = 7
    with pytest.raises(NetworkRefused) as refused:
        post(house, name)
    assert refused.value.is_signed_out
    found = row(house)
    assert found is not None
    assert found.broken_at is not None
    assert found.busy_until is None
    calls = list(overseas.calls)
    with pytest.raises(NetworkRefused) as again:
        post(house, name)
    assert again.value.is_signed_out
    assert overseas.calls == calls


def test_an_old_key_does_not_break_what_was_connected_anew_meanwhile(house: Flask, overseas: Overseas, name: str) -> None:
    change(house, expires_at=None)
    fresh = Account("overseas.example", "a", "h", "write", {"token": 9})

    def connect_again() -> None:
        with house.app_context():
            db.session.execute(update(Connection).values(sealed_secrets=sealed_account(fresh)))
            db.session.commit()

    overseas.during_post, overseas.current = lambda: _elsewhere(connect_again), 9
    with pytest.raises(NetworkRefused):
        post(house, name)
    found = row(house)
    assert found is not None
    assert found.broken_at is None


def test_nothing_is_said_through_what_is_disconnected_or_unknown(house: Flask, overseas: Overseas, name: str) -> None:
    for changed in ({"ended_at": clock.now()}, {"ended_at": None, "broken_at": clock.now()}):
        change(house, **changed)
        with pytest.raises(NetworkRefused) as refused:
            post(house, name)
        assert refused.value.is_signed_out
    with pytest.raises(NetworkRefused):
        post(house, "nosuchconnection")
    assert overseas.calls == []


def test_keys_that_come_after_the_connection_was_taken_away_are_given_back(house: Flask, overseas: Overseas, name: str) -> None:
    def take_away() -> None:
        with house.app_context():
            db.session.execute(db.delete(Connection))
            db.session.commit()

    overseas.during_renewal = lambda: _elsewhere(take_away)
    with pytest.raises(NetworkRefused):
        post(house, name)
    assert overseas.calls == ["renew 1", "end 2"]


def test_another_installations_secret_breaks_the_connection_and_nothing_else(house: Flask, overseas: Overseas, name: str) -> None:
    change(house, sealed_secrets=b"not ours")
    with pytest.raises(NetworkRefused) as refused:
        post(house, name)
    assert refused.value.is_signed_out
    found = row(house)
    assert found is not None
    assert found.broken_at is not None


def test_a_leaver_takes_their_connections_along(house: Flask, overseas: Overseas, name: str) -> None:
    with house.app_context():
        say_goodbye(db.session.scalars(select(Person)).one())
        db.session.commit()
    with pytest.raises(NetworkRefused):
        post(house, name)
    with house.app_context():
        jobs.run_due_jobs()
    assert overseas.calls == ["end 1"]
    assert row(house) is None


def test_what_the_network_cannot_be_told_is_tried_for_hours_and_deleted_all_the_same(house: Flask, overseas: Overseas, name: str) -> None:
    overseas.end_failure = EgressFailed("connection")
    with house.app_context():
        say_goodbye(db.session.scalars(select(Person)).one())
        db.session.commit()
        for _try in range(7):
            jobs.run_due_jobs()
            db.session.execute(update(jobs.Job).where(jobs.Job.status == jobs.JobStatus.WAITING).values(due_at=clock.now()))
            db.session.commit()
    assert len(overseas.calls) == 7
    found = row(house)
    assert found is not None
    assert found.busy_until is None
    change(house, ended_at=clock.now() - timedelta(hours=4, minutes=20))
    with house.app_context():
        jobs.run_due_jobs()
        assert not db.session.scalars(select(jobs.Job).where(jobs.Job.status == jobs.JobStatus.DEAD)).all()
    assert row(house) is None


def test_the_last_of_the_jobs_tries_comes_after_the_patience_is_over() -> None:
    work = jobs.WORKS[services.END_CONNECTION]
    waits = [min(jobs.LONGEST_WAIT, timedelta(seconds=5 * 3 ** min(attempt, 12))) for attempt in range(1, work.tries)]
    assert sum(waits, timedelta()) > services.ending.PATIENCE


def test_what_a_dead_job_left_is_swept(house: Flask, overseas: Overseas, name: str) -> None:
    change(house, ended_at=clock.now() - timedelta(hours=13))
    with house.app_context():
        services.forget_old()
        db.session.commit()
    assert row(house) is None
    assert overseas.calls == []


@pytest.mark.parametrize(("kind", "is_broken"), [(NetworkKind.LINKEDIN, True), (NetworkKind.MASTODON, True), (NetworkKind.BLUESKY, False)])
def test_a_right_that_has_ended_by_itself_is_noticed_before_it_is_needed(
    house: Flask, overseas: Overseas, name: str, kind: NetworkKind, is_broken: bool
) -> None:
    change(house, network=kind, expires_at=clock.now() - timedelta(minutes=1))
    with house.app_context():
        services.forget_old()
        db.session.commit()
    found = row(house)
    assert found is not None
    assert (found.broken_at is not None) == is_broken


def _elsewhere(do: Callable[[], None]) -> None:
    """In another thread, as another process would; what goes wrong there is raised here."""
    failed: list[BaseException] = []

    def run() -> None:
        try:
            do()
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(20)
    assert not thread.is_alive(), "somebody else had to wait"
    if failed:
        raise failed[0]
