"""The page, the file and the API: who may see them, that they agree, and that nobody stands in them."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest
from flask import Flask

from advocacy.accounts import services as accounts
from advocacy.accounts.queries import actor_for
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.history.models import HistoryEntry
from advocacy.insights.queries import summary_of
from advocacy.insights.spreadsheet import _safe
from advocacy.people.models import Person
from advocacy.programmes.models import Programme
from tests.factories.programmes import enrol, make_programme
from tests.factories.sharing import make_share
from tests.factories.stories import make_story
from tests.factories.worked_example import make_worked_example
from tests.people import Cast
from tests.signing_in import Visitor


@pytest.fixture
def programme(app: Flask, cast: Cast) -> str:
    """The worked example; its public name."""
    with app.app_context():
        made = make_worked_example(cast)
        db.session.commit()
        return made.public_id


@pytest.mark.parametrize(
    ("who", "status"), [("josefine", 200), ("birgitte", 200), ("lone", 403), ("henrik", 403), ("anders", 403), ("camilla", 403)]
)
def test_numbers_are_for_hr_partners_and_directors(cast: Cast, visit: Visitor, who: str, status: int) -> None:
    """Attack row Z13."""
    client = visit(getattr(cast, who))
    assert client.get("/insights/").status_code == status
    assert client.get("/insights/definitions").status_code == status
    assert client.post("/insights/table.csv").status_code == (404 if status == 200 else 403)


def test_before_the_first_launch_the_page_says_so(cast: Cast, visit: Visitor) -> None:
    assert "Nothing to count yet" in visit(cast.josefine).get("/insights/").text


def test_page_file_and_api_tell_the_same(app: Flask, cast: Cast, visit: Visitor, programme: str) -> None:
    """Attack row H03."""
    client = visit(cast.josefine)
    with app.app_context():
        person = db.session.get_one(Person, cast.josefine.id)
        secret = accounts.issue_token(person, "warehouse", ["insights:read"])
        db.session.commit()
        made = db.session.query(Programme).filter_by(public_id=programme).one()
        summary = summary_of(actor_for(person), made)
        db.session.rollback()
    told = app.test_client().get("/api/v1/insights/summary", headers={"Authorization": f"Bearer {secret}"}).json
    assert told is not None
    assert summary.table is not None
    assert {each["key"]: each["numerator"] for each in told["figures"]} == {
        key: figure.numerator for key, figure in summary.figures.items()
    }
    columns = summary.table.columns
    assert [[row["cells"][name] for name in columns] for row in told["units"]["rows"]] == [list(row.cells) for row in summary.table.rows]
    file = client.post("/insights/table.csv", data={"programme": programme}).data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(file), delimiter=";"))
    for line, row in zip(rows[1:], summary.table.rows, strict=False):
        assert line[1:-1] == ["fewer than five" if cell is None else str(cell) for cell in row.cells]
    page = client.get(f"/insights/?programme={programme}").text
    for row in summary.table.rows:
        assert row.name in page


def test_nothing_of_anybody_stands_anywhere(app: Flask, cast: Cast, visit: Visitor, programme: str) -> None:
    """Attack row H01: no cell below five, in any closed month and for any unit, and no name."""
    client = visit(cast.josefine)
    page = client.get("/insights/").text
    assert "Person " not in page
    with app.app_context():
        person = db.session.get_one(Person, cast.josefine.id)
        made = db.session.query(Programme).filter_by(public_id=programme).one()
        first = summary_of(actor_for(person), made)
        for period in first.periods:
            for row in first.table.rows if first.table else ():
                found = summary_of(actor_for(person), made, period_key=period.key, unit_id=row.public_id)
                assert all(
                    figure.numerator is None or figure.numerator >= 5 for key, figure in found.figures.items() if key not in {"spread"}
                )
                for each in found.table.rows if found.table else ():
                    for name, cell in zip(("invited", "enrolled", "licensed", "active"), each.cells, strict=False):
                        assert cell is None or cell >= 5, f"{period.key} {each.name} {name}"
        db.session.rollback()


def test_one_ambassador_alone_is_never_shown(app: Flask, cast: Cast, visit: Visitor) -> None:
    with app.app_context():
        made = make_programme(cast)
        enrol(made, cast.camilla)
        make_share(cast.camilla, make_story(cast, made))
        db.session.commit()
    page = visit(cast.josefine).get("/insights/").text
    assert page.count("Fewer than five") >= 8
    assert "Camilla" not in page


@pytest.mark.parametrize(
    "asked", ["period=2026-13", "period=2019-01", "period=x", "unit=AAAAAAAAAAAAAAAA", "programme=AAAAAAAAAAAAAAAA", "period=7-days"]
)
def test_only_fixed_periods_and_own_units_can_be_chosen(cast: Cast, visit: Visitor, programme: str, asked: str) -> None:
    """Attack rows H04 and H05."""
    assert visit(cast.josefine).get(f"/insights/?{asked}").status_code == 404


def test_taking_a_file_out_is_written_down(app: Flask, cast: Cast, visit: Visitor, programme: str) -> None:
    """Attack row H14; and it is a press, not a link."""
    client = visit(cast.josefine)
    assert client.get("/insights/table.csv").status_code == 405
    answer = client.post("/insights/table.csv", data={"programme": programme})
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in answer.data
    with app.app_context():
        entry = db.session.query(HistoryEntry).filter_by(deed="insights.table.downloaded").one()
        assert entry.person_id == cast.josefine.id


def test_danish_readers_get_danish_words_and_commas(cast: Cast, visit: Visitor, programme: str) -> None:
    """Attack row H11."""
    text = visit(cast.josefine, locale="da").post("/insights/table.csv", data={"programme": programme}).data.decode("utf-8-sig")
    assert re.search(r"\d,\d", text)
    assert "færre end fem" in text


@pytest.mark.parametrize("cell", ["=1+1", "+45 12", "-5", "@SUM(A1)", "\t=1", " =1", "'=1", '"=1', "＝1", "|cmd", "\r=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    """Attack row H09."""
    assert _safe(cell).startswith("'")


@pytest.mark.parametrize("cell", ["Vej og Park", "12", "3,5 %", "", "Æ"])
def test_ordinary_cells_stay_as_they_are(cell: str) -> None:
    """Attack row H10."""
    assert _safe(cell) == cell


def test_a_programme_launched_yesterday_has_no_table_yet(app: Flask, cast: Cast, visit: Visitor) -> None:
    with app.app_context():
        make_programme(cast, launched_at=clock.now() - timedelta(minutes=5))
        db.session.commit()
    assert visit(cast.josefine).get("/insights/").status_code == 200
