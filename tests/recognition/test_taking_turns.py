"""The rule by which shares come up: fair to the branches first, then to whoever has waited longest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from advocacy.recognition.fairness import NEVER, Waiting, branch_of, in_fair_order

START = datetime(2026, 11, 1, tzinfo=UTC)


def waiting(number: int, branch: str, day: int, turn: int = 1) -> Waiting:
    return Waiting(number, branch, turn, START + timedelta(days=day))


def test_the_oldest_share_of_each_branch_comes_first() -> None:
    order = in_fair_order([waiting(1, "a", 3), waiting(2, "a", 1), waiting(3, "b", 5), waiting(4, "c", 4)], {})
    assert order[:3] == [2, 4, 3]


def test_a_branch_thanked_long_ago_comes_before_one_thanked_yesterday_and_one_never_thanked_before_both() -> None:
    last = {"a": START + timedelta(days=20), "b": START + timedelta(days=10)}
    assert in_fair_order([waiting(1, "a", 1), waiting(2, "b", 2), waiting(3, "c", 9)], last) == [3, 2, 1]


def test_a_second_share_of_a_branch_comes_after_every_branch_and_from_another_unit_of_it() -> None:
    same_unit, other_unit = waiting(2, "a", 2, turn=2), waiting(3, "a", 8)
    assert in_fair_order([waiting(1, "a", 1), same_unit, other_unit, waiting(4, "b", 9)], {}) == [1, 4, 3, 2]


def test_a_branch_is_the_unit_right_below_the_leaders_own() -> None:
    assert branch_of("1.4.9.12.", ["1."]) == "1.4."
    assert branch_of("1.4.9.12.", ["1.4."]) == "1.4.9."
    assert branch_of("1.4.", ["1.4."]) == "1.4."
    assert branch_of("2.7.8.", ["1.4.", "2."]) == "2.7."


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 40), st.integers(1, 5)), max_size=30),
       st.dictionaries(st.sampled_from("abcd"), st.integers(0, 60), max_size=4), st.randoms())
def test_whatever_waits_every_branch_has_its_turn_before_any_has_its_second(
    rows: list[tuple[str, int, int]], last: dict[str, int], chance: object
) -> None:
    those = [waiting(number, branch, day, turn) for number, (branch, day, turn) in enumerate(rows)]
    thanked = {branch: START + timedelta(days=day) for branch, day in last.items()}
    order = in_fair_order(those, thanked)
    assert sorted(order) == [each.share_id for each in those]
    branches = {each.branch for each in those}
    first = [those[number].branch for number in order[: len(branches)]]
    assert set(first) == branches
    assert first == sorted(first, key=lambda branch: thanked.get(branch, NEVER))
    shuffled = list(those)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert in_fair_order(shuffled, thanked) == order
