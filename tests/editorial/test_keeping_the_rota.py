"""Seats and weeks: given, taken over in one press, swapped, and told to whoever it concerns."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
import time_machine

from advocacy.editorial.models import Duty, Seat
from advocacy.editorial.queries import board
from advocacy.foundation.database import db
from advocacy.history.models import HistoryEntry
from advocacy.people.models import Person
from tests.editorial.stage import MONDAY, WEDNESDAY, letters, make_editor, page, post, seat, section
from tests.stories.stage import Desk

NEXT = "2026-11-23"


@pytest.fixture(autouse=True)
def wednesday() -> object:
    with time_machine.travel(WEDNESDAY, tick=False):
        yield


def give(desk: Desk, week_on: str, person: Person | None) -> int:
    return post(desk, desk.cast.tine, "/board/weeks", week_on=week_on, on_duty=person.public_id if person else "")


def rota(desk: Desk) -> dict[str, str]:
    with desk.app.app_context():
        return {each.week_on.isoformat(): each.person.name for each in db.session.query(Duty).order_by(Duty.week_on)}


def test_a_week_is_given_and_given_back_to_everybody(desk: Desk) -> None:
    assert give(desk, "2026-11-25", desk.cast.lone) == 303
    assert rota(desk) == {NEXT: "Lone Bitsch"}, "any day names its week"
    assert "Week 48" in section(page(desk, desk.cast.tine, "/board"), "rota")
    assert "put you on duty" in letter_to(desk, desk.cast.lone)
    assert give(desk, NEXT, None) == 303
    assert rota(desk) == {}


def letter_to(desk: Desk, person: Person) -> str:
    from advocacy.mail.models import OutboxLetter

    letters(desk)
    with desk.app.app_context():
        return "\n".join(each.text for each in db.session.query(OutboxLetter).filter_by(address=person.email))


def test_one_press_takes_a_week_and_gives_mine_in_return(desk: Desk) -> None:
    give(desk, MONDAY, desk.cast.lone)
    give(desk, "2026-12-07", desk.cast.tine)
    assert "Swap with my week 50" in page(desk, desk.cast.tine, "/board")
    assert post(desk, desk.cast.tine, f"/board/weeks/{MONDAY}/take") == 303
    assert rota(desk) == {MONDAY: "Tine Vestergren", "2026-12-07": "Lone Bitsch"}
    assert "Tine Vestergren takes week 47, and you have week 50 instead." in letter_to(desk, desk.cast.lone)
    assert post(desk, desk.cast.tine, f"/board/weeks/{MONDAY}/take") == 409, "it is mine already"


def test_without_a_week_of_mine_the_other_is_free(desk: Desk) -> None:
    give(desk, NEXT, desk.cast.lone)
    assert post(desk, desk.cast.tine, f"/board/weeks/{NEXT}/take") == 303
    assert rota(desk) == {NEXT: "Tine Vestergren"}
    assert "takes week 48 for you" in letter_to(desk, desk.cast.lone)
    assert post(desk, desk.cast.tine, "/board/weeks/2026-11-30/take") == 303, "one that was everybody's"


@pytest.mark.parametrize(("week_on", "status"), [("2026-11-09", 409), ("nonsense", 404), ("2026-02-30", 404)])
def test_what_is_over_or_no_week_is_refused(desk: Desk, week_on: str, status: int) -> None:
    assert post(desk, desk.cast.tine, f"/board/weeks/{week_on}/take") == status
    assert give(desk, week_on, desk.cast.lone) in {422, 404}
    assert rota(desk) == {}


def test_only_editors_are_on_duty_or_have_a_seat(desk: Desk) -> None:
    assert give(desk, NEXT, desk.cast.camilla) == 422
    assert post(desk, desk.cast.tine, "/board/seats", person=desk.cast.camilla.public_id, unit=desk.cast.welfare.public_id) == 422
    assert post(desk, desk.cast.tine, "/board/seats", person=desk.cast.lone.public_id, unit="nowhere") == 422
    assert post(desk, desk.cast.tine, "/board/seats", person="", unit="") == 422
    with desk.app.app_context():
        assert db.session.query(Seat).count() == 0


def test_a_seat_is_given_once_and_freed(desk: Desk) -> None:
    for _press in range(2):
        assert post(desk, desk.cast.tine, "/board/seats", person=desk.cast.lone.public_id, unit=desk.cast.welfare.public_id) == 303
    with desk.app.app_context():
        public_id = db.session.query(Seat).one().public_id
        deeds = [each.deed for each in db.session.query(HistoryEntry) if each.deed.startswith("editorial")]
    assert deeds == ["editorial.seat.given"]
    assert "Velfærd og Sundhed" in section(page(desk, desk.cast.tine, "/board"), "seats")
    assert post(desk, desk.cast.tine, f"/board/seats/{public_id}/clear") == 303
    assert post(desk, desk.cast.tine, f"/board/seats/{public_id}/clear") == 404


def test_the_nearest_seat_counts_and_who_has_left_does_not(desk: Desk) -> None:
    make_editor(desk, desk.cast.emil)
    seat(desk, desk.cast.lone, desk.cast.root)
    seat(desk, desk.cast.tine, desk.cast.welfare)
    with desk.app.app_context():
        home = db.session.merge(desk.cast.home_care_north)
        assert [each.person.name for each in board.seats_for(home)] == ["Tine Vestergren"]
        db.session.get_one(Person, desk.cast.tine.id).is_active = False
        db.session.flush()
        assert [each.person.name for each in board.seats_for(home)] == ["Lone Bitsch"]
        db.session.rollback()


def test_two_who_take_a_week_at_the_same_moment_leave_one_on_duty(own_desk: Desk) -> None:
    desk, statuses = own_desk, []
    make_editor(desk, desk.cast.emil)
    people = (desk.cast.lone, desk.cast.tine, desk.cast.emil)
    clients, barrier = [desk.client(person) for person in people], threading.Barrier(3)

    def press(client: object) -> None:
        barrier.wait()
        statuses.append(client.post(f"/editorial/board/weeks/{NEXT}/take").status_code)  # type: ignore[attr-defined]

    threads = [threading.Thread(target=press, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [303] * 3
    assert len(rota(desk)) == 1


def test_the_weeks_ahead_begin_with_this_one() -> None:
    from advocacy.editorial.weeks import monday_of, week_number, weeks_from

    assert weeks_from(date(2026, 11, 18), 2) == [date(2026, 11, 16), date(2026, 11, 23)]
    assert monday_of(date(2026, 11, 22)) == date(2026, 11, 16)
    assert [week_number(date(2026, 12, 28)), week_number(date(2027, 1, 4))] == [53, 1]
    assert timedelta(days=7) == weeks_from(date(2026, 12, 28), 2)[1] - date(2026, 12, 28)
