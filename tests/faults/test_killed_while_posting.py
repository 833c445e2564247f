"""A worker is killed in the middle of posting (faults FX01, FX02): one message stands there, and one share belongs to it."""

from __future__ import annotations

import os
import signal
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine, event, func, select

from advocacy.accounts.queries import actor_for
from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.foundation.jobs import JobStatus
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.people.models import Person
from advocacy.sharing import services
from advocacy.sharing.models import PlannedShare, PlanStatus, PlanWay, Posting, PostingStatus, Share
from advocacy.sharing.presses import new_press
from advocacy.stories.models import StoryVersion
from tests.faults.crash_lab import in_a_copy
from tests.faults.scale import times
from tests.people import Cast
from tests.sharing.conftest import network, own_cast, own_scene
from tests.sharing.posting_stage import WORDS, connect, open_to, whole_database
from tests.sharing.scene import Scene
from tests.sharing.small_network import SmallNetwork

__all__ = ["network", "own_cast", "own_scene"]
#: Later than every lease and every wait between tries.
MUCH_LATER = timedelta(minutes=10)
STEP = times(4, 1)


@pytest.fixture
def house_with_account(own_app: Flask, own_cast: Cast, own_scene: Scene, network: SmallNetwork) -> Flask:
    """An application whose Camilla has connected an account."""
    open_to(own_app, network)
    with own_app.app_context():
        connect(own_cast.camilla, network.place)
        db.session.commit()
    return own_app


def _asked(app: Flask, cast: Cast, scene: Scene, *, is_planned: bool) -> None:
    with app.app_context():
        actor = actor_for(db.session.get_one(Person, cast.camilla.id))
        press = new_press(actor, db.session.get_one(StoryVersion, scene.version_id), NetworkKind.MASTODON)
        if is_planned:
            due = clock.now() + timedelta(minutes=30)
            services.plan_share(actor, press, language="da", way=PlanWay.POST, due_at=due, words=WORDS)
        else:
            services.post_from_here(actor, press, language="da", words=WORDS, let_leaders_see=True)
        db.session.commit()
        db.engine.dispose()


def _work(app: Flask, last: int | None = None) -> None:
    """Whatever is due; killed after so many statements."""
    done = 0

    def count(*_facts: object) -> None:
        nonlocal done
        done += 1
        if done == last:
            os.kill(os.getpid(), signal.SIGKILL)

    if last is not None:
        event.listen(Engine, "after_cursor_execute", count)
    with app.app_context():
        jobs.run_due_jobs()


def _assert_one(app: Flask, network: SmallNetwork) -> None:
    assert len(network.messages) == 1, network.asked
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Share)) == 1
        posting = db.session.scalars(select(Posting)).one()
        assert (posting.status, posting.sealed_words) == (PostingStatus.POSTED, None)
        assert not list(db.session.scalars(select(jobs.Job).where(jobs.Job.status == JobStatus.DEAD)))
    assert "haven om natten" not in whole_database(app)


def test_killed_between_the_networks_yes_and_our_note_of_it(
    house_with_account: Flask, own_cast: Cast, own_scene: Scene, network: SmallNetwork
) -> None:
    """The worst moment: the message stands there and nobody here knows."""
    app = house_with_account
    _asked(app, own_cast, own_scene, is_planned=False)
    victims: list[int] = []
    network.when_kept = lambda: os.kill(victims[0], signal.SIGKILL)
    victims.append(os.fork())
    if victims[0] == 0:
        _work(app)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(victims[0], 0)[1]) == -signal.SIGKILL
    with app.app_context():
        assert db.session.scalars(select(Posting)).one().status is PostingStatus.SENDING
    with time_machine.travel(clock.now() + MUCH_LATER, tick=True):
        _work(app)
    _assert_one(app, network)


@pytest.mark.parametrize("is_planned", [False, True], ids=["pressed", "planned"])
def test_killed_again_and_again_at_another_point(
    house_with_account: Flask, own_cast: Cast, own_scene: Scene, network: SmallNetwork, is_planned: bool
) -> None:
    """Each worker lives a few statements longer than the one before; each begins when everything held by the last is free again."""
    app = house_with_account
    _asked(app, own_cast, own_scene, is_planned=is_planned)
    moment, last, kills = clock.now() + timedelta(minutes=31), 2, 0
    while True:
        with time_machine.travel(moment, tick=True):
            status = in_a_copy(lambda: _work(app, last))  # noqa: B023
        assert status in (0, -signal.SIGKILL)
        moment += MUCH_LATER
        if status == 0:
            break
        last, kills = last + STEP, kills + 1
        _forgive(app)
    assert kills > 3
    _assert_one(app, network)
    with app.app_context():
        assert all(plan.status is PlanStatus.DONE for plan in db.session.scalars(select(PlannedShare)))


def _forgive(app: Flask) -> None:
    """A job may be lost eight times before it is laid aside; here it is lost more often than any worker ever would."""
    with app.app_context():
        for job in db.session.scalars(select(jobs.Job).where(jobs.Job.status == JobStatus.RUNNING)):
            job.attempts = min(job.attempts, 1)
        db.session.commit()
        db.engine.dispose()
