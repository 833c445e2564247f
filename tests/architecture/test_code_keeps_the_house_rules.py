"""Rules 7, 9 and 11, sizes, and what no file may do."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.source import PACKAGE, ROOT, calls_of, functions, imports_of, module_name, python_files, tree_of

COMMITTERS = {"views", "api", "jobs", "commands"}
#: Frame and runner: they commit what is theirs to commit, and say so in their docstrings.
FRAME = {"advocacy.foundation.once", "advocacy.foundation.jobs", "advocacy.foundation.commands"}
HTTP_CLIENTS = {"requests", "httpx", "httpx2", "httpcore2", "urllib3", "aiohttp", "http.client", "urllib.request", "socket"}
NAMELESS = {"utils", "helpers", "common", "misc", "base", "manager"}
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE, LONGEST_SHEET = 400, 40, 200, 300


def test_only_the_edges_commit() -> None:
    """Rule 7: services never commit; views, api, jobs and commands do."""
    wrong = [
        f"{module_name(path)}:{line}"
        for path in python_files()
        for name, line in calls_of(path)
        if name.endswith(".commit") and not COMMITTERS & set(module_name(path).split(".")) and module_name(path) not in FRAME
    ]
    assert not wrong, wrong


def test_there_is_one_way_out_to_the_network() -> None:
    """Rule 9 and attack row F20. The supervisor asks its own web server whether it answers; letters leave over SMTP from one file."""
    allowed = {"advocacy.foundation.egress.calling", "advocacy.foundation.egress.wire", "advocacy.server"}
    wrong = [
        f"{module_name(path)} imports {name}"
        for path in python_files()
        for name in imports_of(path)
        if any(name == client or name.startswith(client + ".") for client in HTTP_CLIENTS) and module_name(path) not in allowed
    ]
    smtp = [module_name(path) for path in python_files() if "smtplib" in imports_of(path)]
    assert not wrong, wrong
    assert smtp == ["advocacy.mail.transport"]


def test_there_is_one_clock() -> None:
    """Rule 9: nobody else asks for the time of day."""
    wrong = [
        f"{module_name(path)}:{line}"
        for path in python_files()
        for name, line in calls_of(path)
        if name in {"datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time"}
        and module_name(path) != "advocacy.foundation.clock"
    ]
    assert not wrong, wrong


def test_there_is_one_kind_of_moment() -> None:
    """Every moment in the database is foundation's: stored in UTC, read with its zone."""
    from sqlalchemy import DateTime

    from advocacy.foundation.database import Moment, db

    wrong = [
        f"{table.name}.{column.name}"
        for table in db.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, DateTime) and not isinstance(column.type, Moment)
    ]
    assert not wrong, wrong


def test_html_is_trusted_in_few_places() -> None:
    """Attack row M01: Markup is made of data only where that is said to be, and templates never switch escaping off."""
    made = {module_name(path) for path in python_files() for name, _line in calls_of(path) if name == "Markup"}
    assert made <= {"advocacy.foundation.text", "advocacy.library.cards", "advocacy.stories.revealing"}
    unsafe = [
        str(path)
        for path in (ROOT / "templates").rglob("*")
        if path.is_file() and re.search(r"\|\s*safe|autoescape false", path.read_text())
    ]
    assert not unsafe, unsafe


def test_no_template_is_made_of_data() -> None:
    """Attack row M06."""
    wrong = [
        module_name(path)
        for path in python_files()
        for name, _line in calls_of(path)
        if "render_template_string" in name or name.endswith("from_string")
    ]
    assert not wrong, wrong


def test_no_module_has_a_name_that_says_nothing() -> None:
    wrong = [module_name(path) for path in python_files() if path.stem in NAMELESS]
    assert not wrong, wrong


def test_no_failure_is_swallowed() -> None:
    """An except that does nothing hides what went wrong."""
    wrong = []
    for path in python_files():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ExceptHandler) and (node.type is None or ast.unparse(node.type) == "Exception"):
                if all(isinstance(line, ast.Pass) for line in node.body):
                    wrong.append(f"{module_name(path)}:{node.lineno}")
    assert not wrong, wrong


def test_every_module_says_what_it_is_for() -> None:
    wrong = [module_name(path) for path in python_files() if not ast.get_docstring(tree_of(path))]
    assert not wrong, wrong


@pytest.mark.parametrize(
    ("folder", "pattern", "longest"),
    [
        ("advocacy", "*.py", LONGEST_FILE),
        ("tests", "*.py", LONGEST_FILE),
        ("templates", "*.*", LONGEST_TEMPLATE),
        ("static/css", "*.css", LONGEST_SHEET),
    ],
)
def test_files_stay_small(folder: str, pattern: str, longest: int) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {lines}"
        for path in (ROOT / folder).rglob(pattern)
        if path.is_file() and "vendor" not in path.parts and (lines := len(path.read_text().splitlines())) > longest
    ]
    assert not wrong, wrong


def test_functions_stay_small() -> None:
    wrong = [
        f"{module_name(path)}.{each.name}: {length}"
        for path in python_files()
        for each in functions(path)
        if (length := (each.end_lineno or 0) - each.lineno + 1) > LONGEST_FUNCTION
    ]
    assert not wrong, wrong


def test_every_setting_is_told() -> None:
    """`.env.example` names each setting, and nothing that is none."""
    from dataclasses import fields

    from advocacy.config import PREFIX, Settings

    told = set(re.findall(rf"^#?\s*({PREFIX}[A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert told == {PREFIX + field.name.upper() for field in fields(Settings)}


def test_every_event_has_its_sentence_and_there_are_few() -> None:
    from importlib import import_module

    from advocacy.foundation.events import Event

    found = [
        event
        for path in PACKAGE.glob("*/events.py")
        if path.parent.name != "foundation"
        for event in vars(import_module(module_name(path))).values()
        if isinstance(event, Event)
    ]
    assert 0 < len(found) < 20
    assert all(len(event.sentence) > 20 for event in found)


def test_the_project_speaks_of_itself_alone() -> None:
    """No path of a workplace and no host of a registry stands in a file we write."""
    wrong = []
    for path in [
        *ROOT.glob("*"),
        *(ROOT / "docs").rglob("*"),
        *(ROOT / "tools").rglob("*"),
        *PACKAGE.rglob("*.py"),
        *(ROOT / ".ci").glob("*"),
    ]:
        if path.is_file() and path.suffix in {".py", ".md", ".toml", ".txt", ".json", ".sh", "", ".npmrc"} and path.name != ".git":
            if re.search(
                r"/work/|/root/|registry\.npmjs|files\.pythonhosted|/opt/wheels", path.read_text(encoding="utf-8", errors="ignore")
            ):
                wrong.append(str(path.relative_to(ROOT)))
    assert not wrong, wrong
