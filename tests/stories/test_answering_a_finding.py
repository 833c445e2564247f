"""A number that looks like a CPR number keeps a story from review until an editor has said what it is; and where it is never written."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import structlog
from structlog.testing import capture_logs

from advocacy.foundation.database import db
from advocacy.history.models import HistoryEntry
from tests.stories.stage import Desk, problems_on

NUMBER = "010190-1234"
BODY = f"Order **{NUMBER}** has arrived."


@pytest.fixture
def logs() -> Iterator[list[structlog.types.EventDict]]:
    with capture_logs() as entries:
        yield entries


def reason(desk: Desk, name: str, words: str, who: str = "lone") -> int:
    answer = desk.client(getattr(desk.cast, who)).post(f"/stories/{name}/reason", data={"check": "cpr", "reason": words})
    return answer.status_code


def test_it_waits_for_a_reason_which_the_reviewer_reads(desk: Desk, logs: list[structlog.types.EventDict]) -> None:
    """Attack row M24: stopped at the field, let through with a reason; the number is in no history, no log and no answer but the text itself."""
    name = desk.write(desk.cast.lone, then="submit", body_en=BODY)
    assert desk.state(name) == [(1, "draft")]
    edit = desk.client(desk.cast.lone).get(f"/stories/{name}/edit?check=1")
    assert "looks like a CPR number" in problems_on(edit)["body_en"]
    assert desk.press(desk.cast.lone, name, "submit").headers["Location"].endswith("check=1")

    assert reason(desk, name, "  ") == 422
    assert reason(desk, name, f"It is {NUMBER}, an order") == 422
    assert reason(desk, name, "x" * 301) == 422
    assert reason(desk, name, "An order number, <b>not</b> a person") == 303
    assert desk.press(desk.cast.lone, name, "submit").status_code == 303
    assert desk.state(name) == [(1, "in_review")]

    page = desk.client(desk.cast.tine).get(f"/stories/{name}/review").text
    assert "An order number, &lt;b&gt;not&lt;/b&gt; a person" in page
    assert "Said why what looked like a CPR number in version 1 is none" in page
    assert desk.press(desk.cast.tine, name, "approve").status_code == 303
    with desk.app.app_context():
        facts = json.dumps([[entry.deed, entry.facts] for entry in db.session.query(HistoryEntry)])
    assert "0101" not in facts and "1234" not in facts
    assert NUMBER not in json.dumps(logs, default=str)


def test_a_change_of_the_words_asks_anew(desk: Desk) -> None:
    name = desk.write(desk.cast.lone, body_en=BODY)
    assert reason(desk, name, "An order number") == 303
    desk.change(desk.cast.lone, name, body_en=BODY + " Her number is 020290-1234.")
    desk.press(desk.cast.lone, name, "submit")
    assert desk.state(name) == [(1, "draft")]
    desk.change(desk.cast.lone, name, then="submit", body_en="The order has arrived.")
    assert desk.state(name) == [(1, "in_review")]


def test_a_reason_is_for_what_was_found_in_a_draft_and_from_its_editors(desk: Desk) -> None:
    plain = desk.write(desk.cast.lone)
    assert reason(desk, plain, "Nothing is there") == 422
    name = desk.write(desk.cast.lone, body_en=BODY)
    assert reason(desk, name, "I would like to", who="camilla") == 403
    assert reason(desk, "nowhere", "I would like to") == 404
    assert desk.client(desk.cast.lone).post(f"/stories/{name}/reason", data={"check": "headings", "reason": "x"}).status_code == 422


def test_the_checklist_names_every_check_and_what_the_reviewer_must_see_herself(desk: Desk) -> None:
    name = desk.write(desk.cast.lone, then="submit", body_en="### Three\n\n[click here](https://bredfjord.example/x)")
    page = desk.client(desk.cast.tine).get(f"/stories/{name}/review").text
    for words in ("CPR numbers", "Political words", "Headings", "A level of headings is skipped", "click here", "Not asked yet", "https://bredfjord.example/x",
                  "Everybody in the pictures", "The tone is kind", "It is true"):  # fmt: skip
        assert words in page, words
    desk.press(desk.cast.tine, name, "approve", looked_at=["people", "facts", "nonsense"])
    assert desk.state(name) == [(1, "approved")]
    assert "looked at: people, facts" in desk.client(desk.cast.lone).get(f"/stories/{name}/review").text
