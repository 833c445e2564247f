"""Pages of the library a second, for an employee of a municipality of 40,000, beside a naive template for as many stories.

The list is what the target is about: twenty stories, as the naive page has them. The first page has three more, with why each is for
this person, which the naive page does not even ask.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median

from benchmarks.load import Answers, put_load, requests_for
from benchmarks.measuring import ROOT, clean_environ, middle_ratio, other_server, our_server, served, tell
from benchmarks.municipality import build

ROUNDS, SECONDS, CONNECTIONS = 3, 3.0, 16
TARGET_RATIO = 4.0
LIST, FIRST = "/library/?page=2", "/library/"


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cookie, _codes = build(folder)
        environ = clean_environ(folder)
        naive_server = other_server("benchmarks.naive_feed:app", workers=2)
        with served(our_server(), directory=ROOT, environ=environ) as ours, served(naive_server, directory=ROOT, environ=environ) as naive:
            places = {LIST: ours.port, FIRST: ours.port, "/naive/": naive.port}
            rounds: dict[str, list[Answers]] = {path: [] for path in places}
            for path, port in places.items():
                put_load(port, requests_for([path], {"Cookie": cookie}), seconds=2, connections=CONNECTIONS)
            for number in range(ROUNDS):
                for path in sorted(places, reverse=bool(number % 2)):
                    answers = put_load(places[path], requests_for([path], {"Cookie": cookie}), seconds=SECONDS, connections=CONNECTIONS)
                    assert set(answers.statuses) == {200}, answers.statuses
                    rounds[path].append(answers)
    _tell("feed", rounds[LIST], rounds["/naive/"], target=TARGET_RATIO)
    _tell("feed.first", rounds[FIRST], rounds["/naive/"])


def _tell(name: str, ours: list[Answers], naive: list[Answers], *, target: float | None = None) -> None:
    rates, others = [each.rate for each in ours], [each.rate for each in naive]
    tell(f"{name}.pages", median(rates), "pages/s", baseline=median(others), ratio=middle_ratio(rates, others), target=target)
    for share, label in ((0.5, "p50"), (0.99, "p99")):
        waits, slower = [each.wait(share) for each in ours], [each.wait(share) for each in naive]
        tell(f"{name}.{label}", median(waits), "ms", baseline=median(slower), ratio=middle_ratio(waits, slower))
    sizes = [each.bytes_read / len(each.waits) / 1_000 for each in (ours[0], naive[0])]
    tell(f"{name}.size", sizes[0], "kB", baseline=sizes[1], ratio=sizes[0] / sizes[1])


if __name__ == "__main__":
    main()
