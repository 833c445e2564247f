"""What strangers made is read in a process of its own, which may use little memory and time, knows nothing of ours, and costs little."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from advocacy.files import decoding
from advocacy.files.decoding import decoded
from advocacy.foundation.confinement import ConfinedFailed, confined
from advocacy.foundation.errors import InvalidInput
from tests.factories.pictures import picture_bytes


def program(folder: Path, words: str) -> Path:
    path = folder / "reader.py"
    path.write_text(words, encoding="utf-8")
    return path


def test_a_reader_gets_bytes_and_answers_with_bytes(tmp_path: Path) -> None:
    echo = program(tmp_path, "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1] + sys.argv[1].encode())")
    assert confined(echo, b"abc", "æ") == "cbaæ".encode()


@pytest.mark.parametrize(
    "words",
    [
        "x = bytearray(600 * 1024 * 1024)",
        "while True: pass",
        "import time; time.sleep(60)",
        "raise SystemExit(3)",
        "import os; os.kill(os.getpid(), 11)",
        "f = open(LEFT, 'wb', buffering=0); f.write(b'x')",
    ],
    ids=["memory", "processor", "waiting", "ends badly", "crashes", "writes a file"],
)
def test_a_reader_that_goes_too_far_is_ended(tmp_path: Path, words: str) -> None:
    """Attack row M14: 512 MB and a few seconds; nothing is written to the disk."""
    began, left = time.monotonic(), tmp_path / "left"
    with pytest.raises(ConfinedFailed):
        confined(program(tmp_path, words.replace("LEFT", repr(str(left)))), b"", cpu_seconds=1, wall_seconds=4)
    assert time.monotonic() - began < 8
    assert not left.exists() or left.stat().st_size == 0


def test_a_reader_finds_nothing_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever takes it over sees neither our settings nor our modules."""
    monkeypatch.setenv("ADVOCACY_SECRET_KEY", "a secret")
    look = program(
        tmp_path,
        "import os, importlib.util, sys\n"
        "sys.stdout.write(repr((sorted(name for name in os.environ if name != 'LC_CTYPE'), importlib.util.find_spec('advocacy'), os.getcwd())))",
    )
    assert confined(look, b"") == b"([], None, '/')"


@pytest.mark.parametrize(
    "answer",
    [
        b"+" + (5_000).to_bytes(4, "big") + (5_000).to_bytes(4, "big"),
        b"+" + (2).to_bytes(4, "big") * 2 + b"x" * 11,
        b"+" + (0).to_bytes(4, "big") * 2,
        b"-something nobody knows",
        b"<html>",
        b"",
    ],
)
def test_a_decoder_that_was_taken_over_is_not_believed(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    """Attack row M11: whatever it answers, only so many pixels are drawn."""
    monkeypatch.setattr(decoding, "confined", lambda *_given: answer)
    with pytest.raises(InvalidInput):
        decoded(b"a picture")


def test_the_largest_picture_fits_and_the_worker_hardly_grows() -> None:
    """Attack row M14: 24 million pixels are decoded elsewhere; here fewer than 50 MB are needed, and the process costs little."""
    data = picture_bytes("PNG", (5_990, 4_000))
    small = picture_bytes("JPEG", (1_200, 700))
    decoded(small)
    before = _peak()
    assert max(decoded(data).size) == 2_560
    assert _peak() - before < 80_000, "20 MB of pixels, once as they come and once as a picture"
    began = time.monotonic()
    decoded(small)
    assert time.monotonic() - began < 3, "a start takes a tenth of a second; the rest is room for a busy machine"


def _peak() -> int:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def test_the_reader_of_pictures_needs_nothing_of_ours() -> None:
    """It is run without our modules, so it must not ask for them."""
    assert "advocacy" not in decoding.READER.read_text(encoding="utf-8").replace("advocacy's", "")
    assert os.access(decoding.READER, os.R_OK)
