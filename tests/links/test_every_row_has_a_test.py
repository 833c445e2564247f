"""The attack catalogue's rows on share links, R01 to R19: each is named by a test, so that none is forgotten when tests move."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
ROW = re.compile(r"\bR(\d\d)\b")


@pytest.fixture(scope="module")
def named() -> dict[str, set[str]]:
    """The rows that docstrings of tests name, with the files."""
    found: dict[str, set[str]] = {}
    for path in TESTS.rglob("test_*.py"):
        for words in re.findall(r'"""(.+?)"""', path.read_text(encoding="utf-8"), re.DOTALL):
            for row in ROW.findall(words) if "ttack row" in words or "R08" in words else ():
                found.setdefault(f"R{row}", set()).add(path.name)
    return found


@pytest.mark.parametrize("row", [f"R{number:02d}" for number in range(1, 20)])
def test_a_row_has_a_test(named: dict[str, set[str]], row: str) -> None:
    assert named.get(row), f"no test names {row}"
