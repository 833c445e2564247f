"""A spreadsheet of stories: tried row by row, imported as drafts, nothing overwritten, and hostile files met with a sentence."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
import time_machine
from flask import Flask

from advocacy.foundation import clock
from advocacy.foundation.database import db, new_public_id
from advocacy.sources.jobs import forget_old
from advocacy.sources.models import SheetImport
from advocacy.sources.reading.sheets import COLUMNS, heading, template
from tests.sources.stage import Desk

SOON = (clock.today() + timedelta(days=90)).isoformat()
HEADINGS = ["Titel på dansk", "Title in English", "Historien på dansk", "Web address", "Kind", "Emne", "Sidste dag"]
ROWS = [
    ["Natten", "The night", "Kl. 02.40", "https://bredfjord.example/h/01", "Behind the scenes", "Care that works", SOON],
    ["Vejen", "", '=HYPERLINK("http://evil")', "bredfjord.example/h/02", "Det lærte vi", "nature", "1.12.2099"],
]


def csv(*rows: list[str], headings: list[str] = HEADINGS, delimiter: str = ";", encoding: str = "utf-8-sig") -> bytes:
    def cell(words: str) -> str:
        return '"' + words.replace('"', '""') + '"'

    return "\r\n".join(delimiter.join(map(cell, row)) for row in [headings, *rows]).encode(encoding)


def xlsx(*rows: list[Any], headings: list[str] = HEADINGS) -> bytes:
    book = openpyxl.Workbook()
    for row in [headings, *rows]:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def tries(desk: Desk, data: bytes, name: str = "stories.csv", person: Any = None) -> Any:
    sent = {"sheet_file": (io.BytesIO(data), name), "programme": desk.programme, "request_key": new_public_id()}
    answer = desk.client(person).post("/sources/spreadsheet", data=sent)
    answer.request.environ["wsgi.input"].close()  # The test client leaves the file open in which it wrote what it sends.
    return answer


def tried(desk: Desk, data: bytes) -> str:
    answer = tries(desk, data)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def seen(desk: Desk, data: bytes) -> str:
    return str(desk.client().get(tried(desk, data)).text)


def imports(desk: Desk, where: str) -> str:
    answer = desk.client().post(f"{where}/import", data={}, follow_redirects=True)
    assert answer.status_code == 200
    return str(answer.text)


@pytest.mark.parametrize(
    "data",
    [
        csv(*ROWS),
        csv(*ROWS, delimiter=","),
        csv(*ROWS, delimiter="\t", encoding="utf-16"),
        csv(*ROWS, encoding="windows-1252"),
        csv(*ROWS, encoding="utf-8"),
        xlsx(*[[row[0], row[1], "'" + row[2] if row[2].startswith("=") else row[2], *row[3:]] for row in ROWS]),
    ],
    ids=["semicolons", "commas", "tabs in UTF-16", "Windows-1252", "without a mark", "XLSX"],
)
def test_a_spreadsheet_is_tried_and_then_imported(desk: Desk, data: bytes) -> None:
    where = tried(desk, data)
    page = desk.client().get(where).text
    assert "Row 2" in page
    assert "Row 3" in page
    assert "2 rows would become drafts." in page
    assert desk.stories() == [], "trying changes nothing"
    assert "2 drafts have begun" in imports(desk, where)
    night, road = desk.stories()
    assert night["title"] == {"da": "Natten", "en": "The night"}
    assert (night["kind"], night["topic"], night["expires_on"]) == ("behind_the_scenes", desk.topic, date.fromisoformat(SOON))
    assert (road["kind"], road["address"], road["expires_on"]) == ("learned", "https://bredfjord.example/h/02", date(2099, 12, 1))
    assert road["body"]["da"].lstrip("'") == '=HYPERLINK("http://evil")', "a formula is text"
    assert {story["status"] for story in desk.stories()} == {"draft"}
    assert desk.published() == 0


def test_the_template_comes_back_as_it_went_out(desk: Desk) -> None:
    answer = desk.client().get("/sources/spreadsheet/template.csv")
    assert answer.data == template()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    filled = {**dict.fromkeys(COLUMNS, ""), "title_da": "Kun en titel"}
    tried(desk, csv(list(filled.values()), headings=[heading(column) for column in COLUMNS]))


def test_dates_and_numbers_of_a_workbook_are_read_as_they_look(desk: Desk) -> None:
    data = xlsx([2027.0, "", "", "", "", "", date(2099, 5, 1)])
    imports(desk, tried(desk, data))
    story = desk.stories()[0]
    assert (story["title"], story["expires_on"]) == ({"da": "2027"}, date(2099, 5, 1))


def test_every_error_is_told_with_the_number_of_its_row(desk: Desk) -> None:
    wrong = [
        ["", "", "Text", "", "", "", ""],
        ["Good", "", "", "", "", "", ""],
        ["x" * 201, "", "", "javascript:alert(1)", "Poem", "Football", "31.2.2099"],
        ["Late", "", "", "", "", "", "2020-01-01"],
    ]
    where = tried(desk, csv(*wrong))
    page = desk.client().get(where).text
    rows = page.split("plan-number")[1:]
    for words in ("Row 2", "The title is missing."):
        assert words in rows[0]
    assert "Becomes a draft" in rows[1]
    for words in (
        "Row 4",
        "Title: at most 200",
        "is not a web address",
        "no kind of story called “Poem”",
        "none called “Football”",
        "is not a day",
    ):
        assert words in rows[2], words
    assert "passed already" in rows[3]
    assert "3 rows cannot be imported" in page
    assert "/import" not in page, "there is no button"
    assert "need mending first" in imports(desk, where)
    assert desk.stories() == [], "all of it or nothing"


def test_the_same_file_twice_says_which_rows_exist_already(desk: Desk, app: Flask) -> None:
    imports(desk, tried(desk, csv(*ROWS)))
    page = seen(desk, csv(*ROWS, ["A third", "", "", "", "", "", ""]))
    assert page.count("There is such a story already") == 2
    assert "One row would become a draft." in page
    assert desk.stories()[0]["story"] in page
    before = desk.stories()
    imports(desk, tried(desk, csv(*ROWS, ["A third", "", "", "", "", "", ""])))
    assert desk.stories()[:2] == before, "nothing is overwritten"
    assert len(desk.stories()) == 3


def test_a_row_is_known_again_after_its_story_was_rewritten(desk: Desk, app: Flask) -> None:
    imports(desk, tried(desk, csv(["Only a title", "", "", "", "", "", ""])))
    with app.app_context():
        from advocacy.stories.models import StoryVersion

        db.session.query(StoryVersion).one().title = {"da": "Quite another one"}
        db.session.commit()
    assert "There is such a story already" in seen(desk, csv(["Only a title", "", "", "", "", "", ""]))


def test_a_story_somebody_wrote_is_known_by_its_title_or_address(desk: Desk, app: Flask) -> None:
    from advocacy.programmes.models import Programme
    from tests.factories.stories import make_story

    with app.app_context():
        make_story(desk.cast, db.session.query(Programme).one(), title="The night")
        db.session.commit()
    page = seen(desk, csv(["", "THE  NIGHT", "", "", "", "", ""], ["Else", "", "", "https://bredfjord.example/h/01", "", "", ""]))
    assert page.count("There is such a story already") == 2


def test_two_rows_that_say_the_same_become_one_draft(desk: Desk) -> None:
    where = tried(desk, csv(["Twice", "", "", "", "", "", ""], ["Once", "", "", "", "", "", ""], ["twice", "", "", "", "", "", ""]))
    assert "The same as row 2." in desk.client().get(where).text
    imports(desk, where)
    assert [story["title"]["da"] for story in desk.stories()] == ["Twice", "Once"]


def test_an_import_happens_once(desk: Desk) -> None:
    where = tried(desk, csv(*ROWS))
    imports(desk, where)
    assert "imported already" in imports(desk, where)
    assert len(desk.stories()) == 2


def test_two_tries_of_one_file_do_not_make_everything_twice(desk: Desk) -> None:
    first, second = tried(desk, csv(*ROWS)), tried(desk, csv(*ROWS))
    imports(desk, first)
    imports(desk, second)
    assert len(desk.stories()) == 2


def test_a_failure_halfway_leaves_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """One transaction: the second row fails, so the first is not there either."""
    from advocacy.foundation.errors import Refusal
    from advocacy.stories import services as stories

    write, written = stories.write_story, []

    def fails_second(*args: Any, **named: Any) -> Any:
        written.append(args)
        if len(written) == 2:
            raise Refusal("No.")
        return write(*args, **named)

    where = tried(desk, csv(*ROWS))
    monkeypatch.setattr(stories, "write_story", fails_second)
    imports(desk, where)
    assert desk.stories() == []


def _bomb() -> bytes:
    """A workbook whose only sheet unpacks to two gigabytes."""
    buffer = io.BytesIO(xlsx(["x"] * 7))
    with zipfile.ZipFile(buffer) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, data in parts.items():
            if not name.endswith("sheet1.xml"):
                packed.writestr(name, data)
        with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
            for _ in range(60):
                sheet.write(b'<row><c t="inlineStr"><is><t>' + b"a" * 10_000_000 + b"</t></is></c></row>")
            sheet.write(b"</sheetData></worksheet>")
    return out.getvalue()


FILES = {
    "nothing": b"",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(50),
    "a PDF": b"%PDF-1.7 x",
    "an old workbook": b"\xd0\xcf\x11\xe0" + bytes(600),
    "a ZIP of something": struct.pack("<4s", b"PK\x03\x04") + bytes(200),
    "no headings": b"hello;there\r\n1;2",
    "only headings": csv(),
    "only empty rows": csv(["", "", ""], ["", "", ""]),
    "too many rows": csv(*([f"N{number}"] for number in range(201))),
    "too many empty rows": csv(["x"]) + b"\r\n" * 3_000,
    "an endless cell": csv(["x" * 200_000]),
    "too large": b"x" * (5 * 1024 * 1024 + 1),
    "NUL": csv(["a\x00b"]),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_used_is_met_with_a_sentence(desk: Desk, name: str) -> None:
    answer = tries(desk, FILES[name])
    assert answer.status_code == 422
    assert 'id="sheet_file-errors"' in answer.text
    assert desk.stories() == []


def test_a_workbook_that_unpacks_to_gigabytes_is_refused_in_little_time(desk: Desk) -> None:
    bomb = _bomb()
    assert len(bomb) < 5 * 1024 * 1024
    began = time.monotonic()
    assert tries(desk, bomb, "bomb.xlsx").status_code == 422
    assert time.monotonic() - began < 25


def test_two_hundred_rows_are_imported_in_one_go(desk: Desk) -> None:
    where = tried(desk, csv(*([f"Story number {number}", "", "Text", "", "", "", ""] for number in range(200))))
    began = time.process_time()
    assert "200 drafts have begun" in imports(desk, where)
    assert time.process_time() - began < 10


def test_what_others_bring_is_not_there(desk: Desk) -> None:
    where = tried(desk, csv(*ROWS))
    assert desk.client(desk.cast.tine).get(where).status_code == 404
    assert desk.client(desk.cast.tine).post(f"{where}/import", data={}).status_code == 404
    assert tries(desk, csv(*ROWS), person=desk.cast.camilla).status_code == 403


def test_rows_nobody_imported_are_forgotten_after_a_week(desk: Desk, app: Flask) -> None:
    where = tried(desk, csv(*ROWS))
    with time_machine.travel(clock.now() + timedelta(days=8)):
        with app.app_context():
            forget_old()
            db.session.commit()
            assert db.session.query(SheetImport).one().rows == []
        assert "too long ago" in desk.client().get(where).text
        imports(desk, where)
    assert desk.stories() == []


def test_hostile_cells_are_only_text(desk: Desk) -> None:
    page = seen(desk, csv(["<script>alert(1)</script>", "", "", "", "<img src=x onerror=alert(1)>", "{{7*7}}", "%(x)s"]))
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page
    assert "49" not in page.split("plan-number")[1]
