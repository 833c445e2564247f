"""Readers following share links, each visit written down before the answer, beside a bare Flask view that only redirects."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random
from statistics import median

from benchmarks.load import Answers, put_load, requests_for
from benchmarks.measuring import ROOT, clean_environ, middle_ratio, other_server, our_server, served, tell
from benchmarks.municipality import build

ROUNDS, SECONDS, CONNECTIONS = 3, 3.0, 32
#: The targets come with the issue on sharing.
TARGET = None

BARE = '''
from flask import Flask, redirect

app = Flask(__name__)


@app.get("/r/<code>")
def visit(code: str):
    answer = redirect("https://www.example.dk/h/1", 302)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@app.get("/healthz")
def healthz() -> str:
    return "ok"
'''


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _cookie, codes = build(folder, people=1_000, shares=20_000)
        (folder / "bare.py").write_text(BARE)
        environ = clean_environ(folder)
        chance = Random(1)
        # A few links are followed much more than the others.
        paths = [f"/r/{codes[int(len(codes) ** chance.random()) - 1]}" for _ in range(5_000)]
        requests = requests_for(paths, {"Referer": "https://www.linkedin.com/"})
        bare_server = other_server("bare:app", workers=2)
        with served(our_server(), directory=ROOT, environ=environ) as ours, served(bare_server, directory=folder, environ=environ) as bare:
            places = {"ours": ours.port, "bare": bare.port}
            rounds: dict[str, list[Answers]] = {each: [] for each in places}
            for number in range(ROUNDS + 1):
                for each in sorted(places, reverse=bool(number % 2)):
                    answers = put_load(places[each], requests, seconds=SECONDS, connections=CONNECTIONS)
                    assert set(answers.statuses) == {302}, answers.statuses
                    if number:  # The first round warms up.
                        rounds[each].append(answers)
    _tell(rounds["ours"], rounds["bare"])


def _tell(ours: list[Answers], bare: list[Answers]) -> None:
    rates, others = [each.rate for each in ours], [each.rate for each in bare]
    tell("redirect.answers", median(rates), "answers/s", baseline=median(others), ratio=middle_ratio(rates, others), target=TARGET)
    for share, label in ((0.5, "p50"), (0.99, "p99")):
        waits, quicker = [each.wait(share) for each in ours], [each.wait(share) for each in bare]
        tell(f"redirect.{label}", median(waits), "ms", baseline=median(quicker), ratio=middle_ratio(waits, quicker), target=TARGET)


if __name__ == "__main__":
    main()
