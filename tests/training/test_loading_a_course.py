"""Loading a course from a file: once for each version, whole or not at all, and never with other words than before."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from advocacy.foundation.database import db
from advocacy.training import queries
from advocacy.training.course_text import CourseDoesNotFit, read_course, text_of
from advocacy.training.models import Course
from advocacy.training.progress import scenarios_of
from advocacy.training.services import STANDARD_COURSE, OtherTextInThisVersion, load_course

SMALL = """
[course]
code = "basis"
version = 1
pass_mark = 80
validity_months = 12
title = { da = "Kursus", en = "Course" }
summary = { da = "Kort", en = "Short" }
promise = { da = "Dit", en = "Yours" }

[[lesson]]
code = "M1"
title = { da = "Frit", en = "Free" }
body = { da = "Sig nej.", en = "Say no." }
takeaway = { da = "Du vælger", en = "You choose" }

[[scenario]]
code = "1-01"
lesson = "M1"
critical = true
kind = "single"
title = { da = "Hånden op", en = "Hand up" }
situation = { da = "Og nu?", en = "What now?" }
why = { da = "Derfor", en = "Therefore" }

[[scenario.option]]
text = { da = "Ja", en = "Yes" }
right = true
feedback = { da = "Rigtigt", en = "Right" }

[[scenario.option]]
text = { da = "Nej", en = "No" }
right = false
feedback = { da = "Forkert", en = "Wrong" }
"""


def test_the_course_that_comes_along_fits_and_is_long_enough(app: Flask) -> None:
    with app.app_context():
        course = load_course(STANDARD_COURSE)
        scenarios = scenarios_of(course)
        assert len(scenarios) >= 8
        assert sum(scenario.is_critical for scenario in scenarios) >= 3
        assert all(len(scenario.options) >= 3 for scenario in scenarios)
        assert queries.current_course() is course


def test_loading_it_again_changes_nothing(app: Flask) -> None:
    with app.app_context():
        first = load_course(STANDARD_COURSE)
        db.session.expire_all()
        assert load_course(STANDARD_COURSE) is first
        assert db.session.scalar(select(func.count()).select_from(Course)) == 1


def test_what_is_kept_is_what_was_written(app: Flask) -> None:
    with app.app_context():
        course = load_course(STANDARD_COURSE)
        db.session.expire_all()
        assert text_of(course) == read_course(STANDARD_COURSE.read_text("utf-8"))


def test_other_words_need_a_new_version(app: Flask) -> None:
    """Attack row T12: what somebody was licensed on keeps its words."""
    with app.app_context():
        load_course(SMALL)
        for changed in (
            SMALL.replace("Say no.", "Say yes."),
            SMALL.replace("pass_mark = 80", "pass_mark = 70"),
            SMALL.replace("critical = true", "critical = false"),
            SMALL.replace('"Wrong"', '"Wrong, sorry"'),
        ):
            with pytest.raises(OtherTextInThisVersion):
                load_course(changed)
        newer = load_course(SMALL.replace("version = 1", "version = 2").replace("Say no.", "Say yes."))
        assert queries.current_course() is newer
        load_course(SMALL)
        assert queries.current_course() is newer


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("right = true", "right = false", "scenario 1-01, options"),
        ("right = false", "right = true", "scenario 1-01, options"),
        ('en = "Wrong"', 'en = " "', "scenario 1-01, option 2, feedback.en"),
        ('feedback = { da = "Forkert", en = "Wrong" }', "", "scenario 1-01, option 2, feedback.da"),
        ('da = "Derfor", ', "", "scenario 1-01, why.da"),
        ('lesson = "M1"', 'lesson = "M7"', "scenario 1-01, lesson"),
        ('lesson = "M1"', 'lesson = "M7"', "lesson M1"),
        ("critical = true", 'critical = "yes"', "scenario 1-01, critical"),
        ('kind = "single"', 'kind = "order"', "scenario 1-01, kind"),
        ("pass_mark = 80", "pass_mark = 101", "course, pass_mark"),
        ("pass_mark = 80", "pass_mark = true", "course, pass_mark"),
        ("version = 1", 'version = "1"', "course, version"),
        ("validity_months = 12", "", "course, validity_months"),
        ('code = "M1"', 'code = "M1-and-much-longer"', "lesson M1-and-much-longer, code"),
        ('en = "Say no."', 'en = "\\u200b"', "lesson M1, body.en"),
        ("[course]", "[another]", "course"),
        ("[[scenario.option]]", "[[scenario.choice]]", "scenario 1-01, options"),
        ("[[lesson]]", "[lesson]", "lesson"),
        ("[course]", "[course", "file"),
    ],
)
def test_a_course_that_breaks_its_own_rules_is_refused_with_the_place(app: Flask, old: str, new: str, place: str) -> None:
    with app.app_context():
        with pytest.raises(CourseDoesNotFit) as refused:
            load_course(SMALL.replace(old, new))
        assert place in refused.value.problems
        assert not db.session.scalars(select(Course)).all()


def test_a_code_used_twice_is_refused(app: Flask) -> None:
    twice = SMALL + SMALL[SMALL.index("[[scenario]]") :]
    with app.app_context(), pytest.raises(CourseDoesNotFit) as refused:
        load_course(twice)
    assert "scenario 1-01" in refused.value.problems


def test_every_mistake_is_named_at_once(app: Flask) -> None:
    broken = SMALL.replace("right = true", "right = false").replace('en = "Wrong"', 'en = ""').replace("pass_mark = 80", "pass_mark = 0")
    with app.app_context(), pytest.raises(CourseDoesNotFit) as refused:
        load_course(broken)
    assert len(refused.value.problems) == 3


def test_an_operator_loads_it_from_a_shell(app: Flask, tmp_path: Path) -> None:
    runner = app.test_cli_runner()
    done = runner.invoke(args=["training", "load-course"])
    assert done.exit_code == 0, done.output
    assert "basis version 1 is in place: 8 lessons, 12 situations." in done.output
    assert runner.invoke(args=["training", "load-course"]).exit_code == 0
    broken = tmp_path / "broken.toml"
    broken.write_text(SMALL.replace("right = true", "right = false").replace("version = 1", "version = 2"), "utf-8")
    refused = runner.invoke(args=["training", "load-course", str(broken)])
    assert refused.exit_code == 1
    assert "scenario 1-01, options: No option is right." in refused.output
    other = tmp_path / "other.toml"
    other.write_text(SMALL, "utf-8")
    refused = runner.invoke(args=["training", "load-course", str(other)])
    assert refused.exit_code == 1
    assert "Give the new words a new version number." in refused.output
