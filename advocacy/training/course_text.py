"""A course as it is written in a file: read, checked against its own rules, and compared with one that is kept."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from advocacy.foundation.errors import InvalidInput
from advocacy.foundation.i18n import LOCALES
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import clean
from advocacy.training.models import Course, Scenario, ScenarioKind

Texts = dict[str, str]
LONGEST_CODE, LONGEST_COURSE_CODE = 10, 40


class CourseDoesNotFit(InvalidInput):
    """A course breaks its own rules; ``problems`` names every place and what is wrong there."""


@dataclass(frozen=True)
class OptionText:
    """One thing one could do."""

    text: Texts
    feedback: Texts
    is_right: bool


@dataclass(frozen=True)
class ScenarioText:
    """A situation as it is written."""

    code: str
    lesson: str
    kind: ScenarioKind
    is_critical: bool
    title: Texts
    situation: Texts
    why: Texts
    options: tuple[OptionText, ...]


@dataclass(frozen=True)
class LessonText:
    """A lesson as it is written."""

    code: str
    title: Texts
    body: Texts
    takeaway: Texts


@dataclass(frozen=True)
class CourseText:
    """A whole course as it is written; two that say the same are equal."""

    code: str
    version: int
    pass_mark: int
    validity_months: int
    title: Texts
    summary: Texts
    promise: Texts
    lessons: tuple[LessonText, ...]
    scenarios: tuple[ScenarioText, ...]

    def scenarios_of(self, lesson: LessonText) -> list[ScenarioText]:
        """The scenarios of one lesson, in the order they are written."""
        return [scenario for scenario in self.scenarios if scenario.lesson == lesson.code]


def read_course(toml: str) -> CourseText:
    """The course in a TOML text; raises CourseDoesNotFit with every problem at once, so that one reading mends them all."""
    try:
        table = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise CourseDoesNotFit({"file": _("This is not TOML: %(error)s", error=str(error))}) from None
    reading = _Reading()
    course = reading.course(table)
    reading.check(course)
    if reading.problems:
        raise CourseDoesNotFit(reading.problems)
    return course


def text_of(course: Course) -> CourseText:
    """A course that is kept, as it was once written."""
    return CourseText(
        course.code,
        course.version,
        course.pass_mark,
        course.validity_months,
        course.title,
        course.summary,
        course.promise,
        tuple(LessonText(each.code, each.title, each.body, each.takeaway) for each in course.lessons),
        tuple(_text_of_scenario(each) for lesson in course.lessons for each in lesson.scenarios),
    )


def _text_of_scenario(scenario: Scenario) -> ScenarioText:
    return ScenarioText(
        scenario.code,
        scenario.lesson.code,
        scenario.kind,
        scenario.is_critical,
        scenario.title,
        scenario.situation,
        scenario.why,
        tuple(OptionText(each.text, each.feedback, each.is_right) for each in scenario.options),
    )


@dataclass
class _Reading:
    """Reads tables and notes what is wrong where, so that the whole list can be shown."""

    problems: dict[str, object] = field(default_factory=dict)

    def course(self, table: dict[str, Any]) -> CourseText:
        head = self.table(table.get("course"), "course")
        lessons = tuple(self.lesson(each, number) for number, each in enumerate(self.tables(table, "lesson"), 1))
        scenarios = tuple(self.scenario(each, number) for number, each in enumerate(self.tables(table, "scenario"), 1))
        # In the order of their lessons, as they are kept and asked.
        order = {lesson.code: place for place, lesson in enumerate(lessons)}
        scenarios = tuple(sorted(scenarios, key=lambda each: order.get(each.lesson, len(order))))
        return CourseText(
            self.word(head, "code", "course", LONGEST_COURSE_CODE),
            self.number(head, "version", "course", 1, 10_000),
            self.number(head, "pass_mark", "course", 1, 100),
            self.number(head, "validity_months", "course", 1, 120),
            self.texts(head, "title", "course"),
            self.texts(head, "summary", "course"),
            self.texts(head, "promise", "course"),
            lessons,
            scenarios,
        )

    def lesson(self, table: dict[str, Any], number: int) -> LessonText:
        place = f"lesson {table.get('code', number)}"
        return LessonText(
            self.word(table, "code", place, LONGEST_CODE),
            self.texts(table, "title", place),
            self.texts(table, "body", place),
            self.texts(table, "takeaway", place),
        )

    def scenario(self, table: dict[str, Any], number: int) -> ScenarioText:
        place = f"scenario {table.get('code', number)}"
        options = tuple(self.option(each, f"{place}, option {n}") for n, each in enumerate(self.tables(table, "option", place), 1))
        return ScenarioText(
            self.word(table, "code", place, LONGEST_CODE),
            self.word(table, "lesson", place, LONGEST_CODE),
            self.kind(table, place),
            self.yes_or_no(table, "critical", place),
            self.texts(table, "title", place),
            self.texts(table, "situation", place),
            self.texts(table, "why", place),
            options,
        )

    def option(self, table: dict[str, Any], place: str) -> OptionText:
        return OptionText(self.texts(table, "text", place), self.texts(table, "feedback", place), self.yes_or_no(table, "right", place))

    def table(self, value: Any, place: str) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        self.problems[place] = _("This part is missing.")
        return {}

    def tables(self, table: dict[str, Any], name: str, place: str = "") -> list[dict[str, Any]]:
        found = table.get(name, [])
        if isinstance(found, list) and all(isinstance(each, dict) for each in found):
            return found
        self.problems[f"{place} {name}".strip()] = _("Write each of these under a heading of its own, with double brackets.")
        return []

    def texts(self, table: dict[str, Any], name: str, place: str) -> Texts:
        value = table.get(name)
        texts = {locale: clean(str(value.get(locale, ""))) for locale in LOCALES} if isinstance(value, dict) else dict.fromkeys(LOCALES, "")
        for locale, text in texts.items():
            if not text:
                self.problems[f"{place}, {name}.{locale}"] = _("This text is missing.")
        return texts

    def word(self, table: dict[str, Any], name: str, place: str, length: int) -> str:
        value = table.get(name)
        if isinstance(value, str) and 0 < len(value.strip()) <= length:
            return value.strip()
        self.problems[f"{place}, {name}"] = _("A short word of at most %(length)s characters belongs here.", length=length)
        return ""

    def number(self, table: dict[str, Any], name: str, place: str, least: int, most: int) -> int:
        value = table.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self.problems[f"{place}, {name}"] = _("A whole number from %(least)s to %(most)s belongs here.", least=least, most=most)
        return least

    def yes_or_no(self, table: dict[str, Any], name: str, place: str) -> bool:
        value = table.get(name)
        if not isinstance(value, bool):
            self.problems[f"{place}, {name}"] = _("Say true or false here.")
        return value is True

    def kind(self, table: dict[str, Any], place: str) -> ScenarioKind:
        try:
            return ScenarioKind(str(table.get("kind")))
        except ValueError:
            self.problems[f"{place}, kind"] = _("Say single or multiple here.")
            return ScenarioKind.SINGLE

    def check(self, course: CourseText) -> None:
        """The rules that hold between the parts."""
        for name, codes in (("lesson", [each.code for each in course.lessons]), ("scenario", [each.code for each in course.scenarios])):
            for code, count in Counter(codes).items():
                if count > 1:
                    self.problems[f"{name} {code}"] = _("This code is used %(count)s times.", count=count)
        if not course.lessons:
            self.problems["lesson"] = _("A course needs at least one lesson.")
        for lesson in course.lessons:
            if not course.scenarios_of(lesson):
                self.problems.setdefault(f"lesson {lesson.code}", _("This lesson has no scenario, so nobody would be shown it."))
        for scenario in course.scenarios:
            self.check_scenario(scenario, {lesson.code for lesson in course.lessons})

    def check_scenario(self, scenario: ScenarioText, lessons: set[str]) -> None:
        place, right = f"scenario {scenario.code}", sum(option.is_right for option in scenario.options)
        if scenario.lesson and scenario.lesson not in lessons:
            self.problems[f"{place}, lesson"] = _("There is no lesson %(code)s.", code=scenario.lesson)
        if len(scenario.options) < 2:
            self.problems[f"{place}, options"] = _("At least two options are needed.")
        elif not right:
            self.problems[f"{place}, options"] = _("No option is right.")
        elif scenario.kind is ScenarioKind.SINGLE and right > 1:
            self.problems[f"{place}, options"] = _("Only one option can be right where one is chosen.")
