"""Two presses at the same moment, two leaders at the same moment, and a share that is taken back under a leader's hands."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable

from sqlalchemy import func, select

from advocacy.foundation.database import db
from advocacy.foundation.jobs import Job
from advocacy.history.models import HistoryEntry
from tests.recognition.conftest import House
from tests.signing_in import Visitor

AT_ONCE = 6


def together(*deeds: Callable[[], object]) -> list[object]:
    """Everything at the same moment; returns what each answered."""
    barrier, answers = threading.Barrier(len(deeds)), [object()] * len(deeds)

    def run(place: int, deed: Callable[[], object]) -> None:
        barrier.wait()
        answers[place] = deed()

    threads = [threading.Thread(target=run, args=(place, deed)) for place, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def left_behind(house: House) -> tuple[int, int, int]:
    """How many acknowledgements, entries of the trail and jobs to tell of them there are."""
    with house.app.app_context(), house.written() as written:
        deed = HistoryEntry.deed == "recognition.share.acknowledged"
        return (len(written), db.session.scalar(select(func.count()).where(deed)) or 0,
                db.session.scalar(select(func.count()).where(Job.kind == "recognition.tell_of_thanks")) or 0)


def test_two_presses_at_once_make_one_acknowledgement(own_house: House) -> None:
    """Attack row L01: whoever comes second gets what the first one wrote."""
    house = own_house
    share, headers = house.share(house.cast.camilla), house.token(house.cast.birgitte)

    def press(number: int) -> Callable[[], object]:
        client = house.app.test_client()
        return lambda: client.post("/api/v1/acknowledgements", json={"share": share, "words": f"Thanks {number}"}, headers=headers)

    answers = together(*(press(number) for number in range(AT_ONCE)))
    assert Counter(answer.status_code for answer in answers) == {200: AT_ONCE}  # type: ignore[attr-defined]
    assert len({answer.text for answer in answers}) == 1  # type: ignore[attr-defined]
    assert left_behind(house) == (1, 1, 1)


def test_a_form_pressed_twice_at_once_goes_on_to_the_same_page(own_house: House) -> None:
    """Attack row L01, on the page."""
    house = own_house
    share = house.share(house.cast.camilla)
    clients = [Visitor(house.app)(house.cast.birgitte) for _ in range(AT_ONCE)]
    answers = together(*((lambda client=client: client.post(f"/recognition/{share}", data={"done": "liked"})) for client in clients))
    assert {(answer.status_code, answer.location) for answer in answers} == {(303, "/recognition/?done=1")}  # type: ignore[attr-defined]
    assert left_behind(house) == (1, 1, 1)


def test_the_second_of_two_presses_changes_nothing(own_house: House) -> None:
    house = own_house
    share, headers, client = house.share(house.cast.camilla), house.token(house.cast.birgitte), house.app.test_client()
    first = client.post("/api/v1/acknowledgements", json={"share": share, "liked": True}, headers=headers)
    second = client.post("/api/v1/acknowledgements", json={"share": share, "words": "Something else"}, headers=headers)
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json == second.json
    assert left_behind(house) == (1, 1, 1)


def test_two_leaders_at_once_are_two_acknowledgements(own_house: House) -> None:
    house = own_house
    share = house.share(house.cast.camilla)
    clients = [Visitor(house.app)(leader) for leader in (house.cast.birgitte, house.cast.henrik)]
    answers = together(*((lambda client=client: client.post(f"/recognition/{share}", data={"done": "liked"})) for client in clients))
    assert [answer.status_code for answer in answers] == [303, 303]  # type: ignore[attr-defined]
    assert left_behind(house) == (2, 2, 2)


def test_a_share_taken_back_under_the_leaders_hand_is_either_thanked_for_before_or_refused_kindly(own_house: House) -> None:
    """Attack row L08: whichever came first, the two never cross."""
    house = own_house
    headers = house.token(house.cast.birgitte)
    for _turn in range(8):
        share = house.share(house.cast.camilla)
        leader, employee = house.app.test_client(), Visitor(house.app)(house.cast.camilla)
        thanked, taken_back = together(
            lambda share=share, leader=leader: leader.post("/api/v1/acknowledgements", json={"share": share, "liked": True}, headers=headers),
            lambda share=share, employee=employee: employee.post(f"/sharing/{share}/withdraw", data={}),
        )
        assert taken_back.status_code == 303  # type: ignore[attr-defined]
        assert thanked.status_code in {200, 409}  # type: ignore[attr-defined]
        with house.app.app_context(), house.written() as written:
            here = [each for each in written if each.share.public_id == share]
            assert len(here) == (1 if thanked.status_code == 200 else 0)  # type: ignore[attr-defined]
            assert all(each.at <= each.share.withdrawn_at for each in here if each.share.withdrawn_at)
        page = Visitor(house.app)(house.cast.camilla).get("/recognition/thanks").text
        assert "No thanks yet" in page
