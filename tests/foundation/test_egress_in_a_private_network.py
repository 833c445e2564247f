"""The way out in a network of its own, where every number is this machine and counts who calls: refused means that nobody was called.

Where the machine allows no such network these tests are left out and say so; the same rows are then held by the tests beside this
one, with servers on the loopback and a resolver of ours.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from tests.foundation.test_egress_refusals import F01, F02, F03, F04, F06, F07, F10

PROGRAM = Path(__file__).with_name("private_network.py")
PUBLIC, METADATA = "93.184.215.14", "169.254.169.254"
NEWS = {"news.dk": [[PUBLIC]]}
REDIRECTS = [
    *(f"http://{number}/" for number in (*F01, *F03[:6])),
    *(f"http://[{number}]/" for number in F02),
    *(f"http://{host}/" for host in F04[:5]),
    "http://news.dk:22/",
    "file:///etc/passwd",
    "gopher://127.0.0.1/",
    "http://a@127.0.0.1/",
    "//127.0.0.1/",
]


def _case(row: str, url: str, **more: Any) -> dict[str, Any]:
    return {"row": row, "url": url, "names": NEWS, **more}


CASES = [
    *(_case("F01", f"http://{number}/") for number in F01),
    *(_case("F02", f"http://[{number}]/") for number in F02),
    *(_case("F03", f"http://{host}/") for host in F03),
    *(_case("F04", f"http://{host}/") for host in F04),
    *(_case("F04", "http://inside.dk/", names={"inside.dk": [[number]]}) for number in (*F01, *F02)),
    _case("F04", "http://advocacy.by.dk/", names={"advocacy.by.dk": [[PUBLIC]]}, own=["advocacy.by.dk"]),
    *(
        _case("F05", "http://both.dk/", names={"both.dk": [numbers]})
        for numbers in ([PUBLIC, "10.0.0.5"], ["10.0.0.5", PUBLIC], [PUBLIC, "::1"])
    ),
    *(_case("F06", url) for url in F06),
    *(_case("F07", url) for url in F07),
    *(_case("F10", url) for url in F10),
]
HOPS = [_case("F08", f"http://news.dk/to?{end}") for end in REDIRECTS]
REBINDING = _case("F09", "http://flips.dk/to?http://flips.dk/", names={"flips.dk": [[PUBLIC], ["127.0.0.1"]]})
ONCE = _case("F09", "http://flips.dk/", names={"flips.dk": [[PUBLIC], ["127.0.0.1"]]})
ALLOWED = _case("F22", "http://10.0.0.5:8080/", allowed=["10.0.0.5:8080"])
ALLOWED_AWAY = _case("F22", "http://10.0.0.5:8080/to?http://10.0.0.6:8080/", allowed=["10.0.0.5:8080"])
OPEN = _case("control", "http://news.dk/")
NAIVE = _case("control", f"http://news.dk/to?http://{METADATA}/latest/meta-data", is_naive=True)
NAIVE_NUMBER = _case("control", "http://2130706433/", is_naive=True)
ALL = [*CASES, *HOPS, REBINDING, ONCE, ALLOWED, ALLOWED_AWAY, OPEN, NAIVE, NAIVE_NUMBER]


@lru_cache(maxsize=1)
def results() -> list[dict[str, Any]] | None:
    """Every call made once, in one network; None where there can be no such network."""
    command = ["unshare", "-n"] if os.geteuid() == 0 else ["unshare", "-Urn"]
    if not shutil.which("unshare") or not shutil.which("ip"):
        return None
    if subprocess.run([*command, "ip", "link", "set", "lo", "up"], capture_output=True, check=False).returncode != 0:
        return None
    sent = json.dumps(ALL)
    done = subprocess.run([*command, sys.executable, str(PROGRAM)], input=sent, capture_output=True, text=True, check=True, timeout=240)
    told: list[dict[str, Any]] = json.loads(done.stdout)
    return told


def result(case: dict[str, Any]) -> dict[str, Any]:
    told = results()
    if told is None:
        pytest.skip("This machine allows no private network (unshare -n); the rows are held by the other tests of the way out.")
    return told[next(number for number, each in enumerate(ALL) if each is case)]


def _name(case: dict[str, Any]) -> str:
    return f"{case['row']} {case['url'][:60]!a} {next(iter(case['names'].values()))[0]}"


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_what_is_refused_reaches_nobody(case: dict[str, Any]) -> None:
    """F01 to F07 and F10: with a server on every number, not one is hit."""
    told = result(case)
    assert told["hits"] == []
    assert told["ended"].startswith("refused")


@pytest.mark.parametrize("case", HOPS, ids=_name)
def test_a_redirect_into_the_house_reaches_nobody(case: dict[str, Any]) -> None:
    """F08: the public place is hit, and nothing after it."""
    told = result(case)
    assert told["hits"] == [f"{PUBLIC}:80"]
    assert told["ended"].startswith("refused")


def test_a_name_that_changes_its_answer_reaches_only_the_first() -> None:
    """F09: one question for each step."""
    assert result(ONCE) == {"ended": "answered", "hits": [f"{PUBLIC}:80"], "asked": ["flips.dk"]}
    assert result(REBINDING) == {"ended": "refused: address", "hits": [f"{PUBLIC}:80"], "asked": ["flips.dk", "flips.dk"]}


def test_an_allowed_place_is_reached_and_leads_nowhere_else() -> None:
    """F22: exactly the host and port of the configuration."""
    assert result(ALLOWED)["hits"] == ["10.0.0.5:8080"]
    assert result(ALLOWED_AWAY) == {"ended": "refused: redirect", "hits": ["10.0.0.5:8080"], "asked": []}


def test_the_door_opens_for_what_it_should() -> None:
    """The control: a public place is reached, so the silence of the others means something."""
    assert result(OPEN) == {"ended": "answered", "hits": [f"{PUBLIC}:80"], "asked": ["news.dk"]}


def test_a_client_without_the_guard_is_led_inside() -> None:
    """F08 and F03, the control that must fail: urllib follows to the metadata service, and reads a number in disguise."""
    assert result(NAIVE)["hits"] == [f"{PUBLIC}:80", f"{METADATA}:80"]
    assert result(NAIVE_NUMBER)["hits"] == ["127.0.0.1:80"]
