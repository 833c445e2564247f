"""A process that is killed is started again, does its work once, and leaves nobody behind."""

from __future__ import annotations

import signal
from dataclasses import replace

from tests.server.furnishing import House
from tests.server.postbox import Postbox
from tests.server.running import Running, kill, wait_until
from tests.server.stage import Start


def test_a_killed_web_worker_is_replaced(served: tuple[House, Running]) -> None:
    house, running = served
    before = running.web_workers()
    kill(before[0])
    wait_until(lambda: len(running.web_workers()) == 2 and before[0] not in running.web_workers(), what="a new worker")
    wait_until(lambda: all(house.answers("/readyz") for _ in range(5)), what="answers")
    assert before[1] in running.web_workers()


def test_all_killed_web_workers_are_replaced(served: tuple[House, Running]) -> None:
    house, running = served
    before = running.web_workers()
    for pid in before:
        kill(pid)
    wait_until(lambda: len(set(running.web_workers()) - set(before)) == 2, what="two new workers")
    wait_until(lambda: house.answers("/readyz"), what="answers")


def test_a_web_server_that_gives_up_is_started_again(served: tuple[House, Running]) -> None:
    """Granian ends itself when one worker is killed twice within seconds; the site must not stay away for that."""
    house, running = served
    wait_until(lambda: len(running.web_workers()) == 2)
    before = running.web_servers()[0]

    def is_another() -> bool:
        for pid in running.web_workers():
            kill(pid)
        return running.web_servers() not in ([], [before])

    wait_until(is_another, pause=1, what="another web server")
    wait_until(lambda: house.answers("/readyz"), what="answers")
    assert "web server stopped by itself" in running.output()


def test_the_workers_of_a_killed_web_server_do_not_stay(served: tuple[House, Running]) -> None:
    """They would go on answering beside the new ones, with the old code."""
    house, running = served
    before = [*running.web_servers(), *running.web_workers()]
    kill(running.web_servers()[0])
    wait_until(lambda: not set(before) & set(running.family()), what="the old processes are gone")
    wait_until(lambda: house.answers("/readyz"), what="answers")


def test_a_killed_job_worker_is_replaced_and_its_job_done_once(house: House, start: Start) -> None:
    """Fault FX02, with a letter on its way. The mail server had not taken it, so one letter arrives."""
    with Postbox() as postbox:
        house = replace(house, mail_url=postbox.url)
        running = start(house).wait_until_ready()
        postbox.is_open = False
        house.launch()
        wait_until(lambda: postbox.waiting == 2, what="two letters on their way")
        before = running.job_workers()[0]
        kill(before)
        wait_until(lambda: running.job_workers() not in ([], [before]), what="another job worker")
        postbox.is_open = True
        wait_until(lambda: postbox.taken.total() >= 7, what="the letters that were not on their way")
        house.end_leases()
        done = "SELECT count(*) FROM job WHERE kind = 'mail.deliver_letter' AND status = 'done'"
        wait_until(lambda: house.number(done) == 9, what="every letter delivered")
        assert (len(postbox.taken), set(postbox.taken.values())) == (9, {1})
        assert house.number("SELECT count(*) FROM outbox_letter WHERE status = 'sent'") == 9
        assert house.number("SELECT max(attempts) FROM job") == 2


def test_nothing_stays_when_the_first_process_is_killed(house: House, start: Start) -> None:
    running = start(house).wait_until_ready()
    assert len(running.family()) == 5
    running.tell(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    wait_until(lambda: not running.family(), seconds=20, what="every child is gone")
