"""The log: one whole line for each visit, whatever happens to the disk, the file or the process in between."""

from __future__ import annotations

import os
import resource
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from advocacy.links.agents import AgentKind
from advocacy.links.log import folder, writer
from advocacy.links.log.line import Entry, read, tail_of, with_mark, written
from advocacy.links.log.writer import VisitWriter
from advocacy.networks.catalogue.network import NetworkKind

TAIL = tail_of(AgentKind.PERSON, NetworkKind.LINKEDIN)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / folder.NAME


@pytest.fixture
def log(place: Path) -> Iterator[VisitWriter]:
    found = VisitWriter(place)
    yield found
    found.close()


def lines(place: Path) -> list[bytes]:
    return [line for path in folder.files_in(place) for line in path.read_bytes().split(b"\n")[1:] if line]


def numbers(place: Path) -> list[int]:
    """The links of all lines that are whole."""
    return [entry.link_id for line in lines(place) if (entry := read(line))]


@pytest.mark.parametrize("kind", [kind for kind in AgentKind if kind is not AgentKind.REPEAT])
@pytest.mark.parametrize("network", [None, *NetworkKind])
def test_a_line_says_what_was_written(kind: AgentKind, network: NetworkKind | None) -> None:
    line = written(17, 1_795_341_072_123, tail_of(kind, network))
    assert line.endswith(b"\n") and line.count(b"\n") == 1 and line.count(b"!") == 1
    assert read(line[:-1]) == Entry(17, 1_795_341_072_123, kind.value, network.value if network else "", "")


def test_a_line_may_carry_a_mark() -> None:
    entry = read(written(1, 2, with_mark(TAIL, "aB3-_x"))[:-1])
    assert entry is not None
    assert entry.mark == "aB3-_x"


def test_no_byte_of_a_line_can_change_unseen() -> None:
    """Each of its bits, one after the other."""
    line = written(17, 1_795_341_072_123, TAIL)[:-1]
    for place in range(len(line)):
        for bit in range(8):
            changed = bytearray(line)
            changed[place] ^= 1 << bit
            assert read(bytes(changed)) is None, bytes(changed)


def test_half_a_line_is_none_and_the_line_after_it_is_found() -> None:
    line = written(17, 1_795_341_072_123, TAIL)[:-1]
    for length in range(len(line)):
        assert read(line[:length]) is None
        found = read(line[:length] + line)
        assert found is not None and found.link_id == 17


def test_every_visit_is_one_line_however_many_write_at_once(log: VisitWriter, place: Path) -> None:
    def write(first: int) -> None:
        for number in range(first, first + 500):
            assert log.write(number, TAIL)

    threads = [threading.Thread(target=write, args=(number * 500,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers(place)) == list(range(4000))
    assert len(folder.files_in(place)) == 1


def test_a_new_file_takes_over_without_losing_or_doubling_a_line(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While others write: the number of the open file stays, so that nobody writes to a closed one."""
    monkeypatch.setattr(writer, "SYNC_SECONDS", 0.002)
    log, done = VisitWriter(place, largest=20_000), threading.Event()
    counts = [0, 0, 0, 0]

    def write(mine: int) -> None:
        while not done.is_set():
            assert log.write(mine * 1_000_000 + counts[mine], TAIL)
            counts[mine] += 1

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    until = time.monotonic() + 30
    while len(folder.files_in(place)) < 20 and time.monotonic() < until:
        time.sleep(0.01)
    done.set()
    for thread in threads:
        thread.join()
    log.close()
    assert len(folder.files_in(place)) >= 20
    assert sorted(numbers(place)) == [mine * 1_000_000 + each for mine in range(4) for each in range(counts[mine])]
    assert log.missed == 0


def test_a_closed_log_exchanges_no_file_that_takes_its_number(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The log is closed while its thread is beginning another file."""
    begun, begin = threading.Event(), folder.new_file

    def begin_slowly(place: Path, counter: folder.Missed) -> int:
        if threading.current_thread() is not threading.main_thread():
            begun.set()
            time.sleep(0.3)
        return begin(place, counter)

    monkeypatch.setattr(folder, "new_file", begin_slowly)
    log = VisitWriter(place, largest=10)
    log.write(1, TAIL)
    assert begun.wait(10)
    log.close()
    with (tmp_path / "other").open("w") as other:
        time.sleep(0.5)
        assert os.path.samestat(os.fstat(other.fileno()), (tmp_path / "other").stat())
    assert numbers(place) == [1]


def test_only_the_newest_file_is_still_locked(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "SYNC_SECONDS", 0.002)
    log = VisitWriter(place, largest=1_000)
    until = time.monotonic() + 30
    while len(folder.files_in(place)) < 3 and time.monotonic() < until:
        log.write(1, TAIL)
    time.sleep(0.2)
    *left, newest = folder.files_in(place)
    for path in left:
        with folder.locked(path) as is_left:
            assert is_left
    with folder.locked(newest) as is_left:
        assert not is_left
    log.close()


def test_a_copy_of_the_process_begins_a_file_of_its_own(log: VisitWriter, place: Path) -> None:
    log.write(1, TAIL)
    pid = os.fork()
    if pid == 0:
        os._exit(0 if log.write(2, TAIL) else 1)
    assert os.waitpid(pid, 0)[1] == 0
    log.write(3, TAIL)
    first, second = folder.files_in(place)
    assert [read(line).link_id for line in first.read_bytes().splitlines()[1:]] == [1, 3]  # type: ignore[union-attr]
    assert [read(line).link_id for line in second.read_bytes().splitlines()[1:]] == [2]  # type: ignore[union-attr]
    with folder.locked(first) as is_left:
        assert not is_left, "the parent writes to it still"
    with folder.locked(second) as is_left:
        assert is_left


def test_what_a_killed_process_has_answered_is_there(place: Path) -> None:
    """Fault FX01: it says a number only after it has written it, and is killed in the middle."""
    for _ in range(10):
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            log = VisitWriter(place)
            for number in range(1_000_000):
                log.write(number, TAIL)
                os.write(writing, b"%d\n" % number)
        os.close(writing)
        time.sleep(0.1)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        said = [int(line) for line in _all_of(reading).split(b"\n")[:-1]]
        os.close(reading)
        path = folder.files_in(place)[-1]
        found = [entry.link_id for line in path.read_bytes().split(b"\n")[1:-1] if (entry := read(line))]
        assert said
        assert found[: len(said)] == said
        assert len(found) <= len(said) + 1


def _all_of(reading: int) -> bytes:
    parts = []
    while part := os.read(reading, 65536):
        parts.append(part)
    return b"".join(parts)


def test_a_full_disk_keeps_nobody_and_what_is_missed_is_counted(place: Path) -> None:
    """In a process that may write no more than so many bytes to a file; afterwards it may again."""
    pid = os.fork()
    if pid == 0:
        os._exit(_write_on_a_full_disk(place))
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    (path,) = folder.files_in(place)
    assert folder.missed_in(path) == 100 - 29
    assert numbers(place) == [*range(29), 1000, 1001]


def _write_on_a_full_disk(place: Path) -> int:
    log = VisitWriter(place)
    size = len(written(0, 1_795_341_072_123, TAIL))
    log.write(0, TAIL)
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (folder.HEADER_SIZE + 20 * size + 9 * (size + 1) + 10, hard))
    answers = [log.write(number, TAIL) for number in range(1, 100)]
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    back = [log.write(1000, TAIL), log.write(1001, TAIL)]
    return 0 if sum(answers) == 28 and log.missed == 71 and all(back) else 1


def test_a_folder_that_cannot_be_written_keeps_nobody_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing could even be begun; when it can, the first line tells how many were missed."""
    monkeypatch.setattr(writer, "PAUSE_SECONDS", 0.1)
    place = tmp_path / folder.NAME
    place.write_text("a file where the folder should be")
    log = VisitWriter(place)
    assert [log.write(number, TAIL) for number in range(50)] == [False] * 50
    assert log.missed == 50
    place.unlink()
    time.sleep(0.15)
    assert log.write(50, TAIL)
    (path,) = folder.files_in(place)
    assert folder.missed_in(path) == 50
    log.close()


def test_strictly_a_visit_is_on_the_disk_before_it_is_answered(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each answer waits for a sync that began after it was written, and those who wait share one."""
    log, synced, real = VisitWriter(place, is_strict=True), [], os.fdatasync

    def sync(file: int) -> None:
        size = os.fstat(file).st_size
        time.sleep(0.005)
        real(file)
        synced.append(size)

    monkeypatch.setattr(os, "fdatasync", sync)

    def write(first: int) -> None:
        for number in range(first, first + 10):
            assert log.write(number, TAIL)
            line = b"%d " % number
            end = folder.files_in(place)[0].read_bytes().index(b" " + line) + len(line)
            assert max(synced) >= end

    threads = [threading.Thread(target=write, args=(10_000 * number,)) for number in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(numbers(place)) == 80
    assert len(synced) < 60
    log.close()


def test_strictly_a_disk_that_fails_means_a_missed_visit(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = VisitWriter(place, is_strict=True)

    def fail(_file: int) -> None:
        raise OSError(5, "Input/output error")

    assert log.write(1, TAIL)
    monkeypatch.setattr(os, "fdatasync", fail)
    assert not log.write(2, TAIL)
    assert log.missed == 1
    monkeypatch.undo()
    assert log.write(3, TAIL)
    log.close()


def test_what_is_written_reaches_the_disk_within_a_moment(log: VisitWriter, monkeypatch: pytest.MonkeyPatch) -> None:
    synced, real = threading.Event(), os.fdatasync
    monkeypatch.setattr(os, "fdatasync", lambda file: (real(file), synced.set()))
    log.write(1, TAIL)
    assert synced.wait(10)
