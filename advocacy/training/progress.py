"""Where somebody stands in one go at a course, worked out from the answers they have given."""

from __future__ import annotations

from dataclasses import dataclass

from advocacy.training.models import Attempt, Course, Lesson, Scenario, ScenarioAnswer
from advocacy.training.rules import Result


@dataclass(frozen=True)
class Progress:
    """One go. What was right in an earlier one is carried, and is not asked."""

    attempt: Attempt
    #: Every scenario of the course, in the order of the course.
    scenarios: tuple[Scenario, ...]
    answers: dict[int, ScenarioAnswer]

    @property
    def asked(self) -> tuple[Scenario, ...]:
        """The scenarios this go asks about."""
        return tuple(each for each in self.scenarios if each.id not in self.answers or not self.answers[each.id].is_carried)

    @property
    def answered(self) -> tuple[Scenario, ...]:
        """Those of them that have been answered."""
        return tuple(each for each in self.asked if each.id in self.answers)

    @property
    def left(self) -> tuple[Scenario, ...]:
        """Those that still wait for an answer."""
        return tuple(each for each in self.asked if each.id not in self.answers)

    @property
    def missed(self) -> tuple[Scenario, ...]:
        """Those whose answer was not right."""
        return tuple(each for each in self.answered if not self.answers[each.id].is_right)

    @property
    def right_count(self) -> int:
        """How many are right, those of earlier goes among them. For the learner's eyes only."""
        return sum(answer.is_right for answer in self.answers.values())

    @property
    def next_scenario(self) -> Scenario | None:
        """The first one left, or None when everything is answered."""
        return self.left[0] if self.left else None

    @property
    def next_lesson(self) -> Lesson | None:
        """The lesson to read before the next scenario; None when it was begun in this go already."""
        scenario = self.next_scenario
        if scenario is None or any(each.lesson_id == scenario.lesson_id for each in self.answered):
            return None
        return scenario.lesson

    def place_of(self, scenario: Scenario) -> int:
        """Which of the asked ones this is, counted from 1; 0 when it was right in an earlier go."""
        return self.asked.index(scenario) + 1 if scenario in self.asked else 0

    def results(self) -> list[Result]:
        """What the passing rule needs to know; a scenario without an answer is not right."""
        return [Result(each.id in self.answers and self.answers[each.id].is_right, each.is_critical) for each in self.scenarios]


def scenarios_of(course: Course) -> tuple[Scenario, ...]:
    """Every scenario of a course, in order."""
    return tuple(scenario for lesson in course.lessons for scenario in lesson.scenarios)


def progress_of(attempt: Attempt) -> Progress:
    """Where this go stands."""
    return Progress(attempt, scenarios_of(attempt.course), {answer.scenario_id: answer for answer in attempt.answers})
