"""The other side: who thanked, for what, with which words; seen once, put away when one likes, gone when the share is taken back."""

from __future__ import annotations

import re

from sqlalchemy import select

from advocacy.accounts.queries import actor_for
from advocacy.foundation.database import db
from advocacy.history.models import HistoryEntry
from advocacy.people.models import Person
from advocacy.recognition.queries import own_thanks, unseen_thanks
from advocacy.sharing.models import Share
from advocacy.sharing.services import withdraw_share
from tests.recognition.conftest import House
from tests.recognition.test_thanking_a_colleague import main_of
from tests.signing_in import Visitor


def unseen(house: House, person: Person) -> int:
    with house.app.app_context():
        return len(unseen_thanks(db.session.get_one(Person, person.id)))


def until(page: str) -> str:
    """The newest thank-you that a page shows, as its button carries it."""
    found = re.search(r'name="until" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_the_employee_reads_who_thanked_for_what_and_with_which_words(house: House, visit: Visitor) -> None:
    share = house.share(house.cast.camilla)
    house.thank(share, house.cast.henrik, days=2, words="I thought of you.", is_commented=True)
    house.thank(share, house.cast.birgitte, is_liked=False, is_reshared=True)
    words = main_of(visit(house.cast.camilla).get("/recognition/thanks").text)
    assert words.index("Birgitte Holmgaard") < words.index("Henrik Aalund")
    for expected in ("I thought of you.", "Henrik has liked it and commented on it.", "Birgitte has shared it onward.", "2 days ago",
                     "The night has its own tone", "Velfærdsdirektør", "New"):
        assert expected in words


def test_reading_changes_nothing_and_the_page_then_says_that_it_was_seen(house: House, visit: Visitor) -> None:
    house.thank(house.share(house.cast.camilla), house.cast.henrik)
    client = visit(house.cast.camilla)
    page = client.get("/recognition/thanks").text
    assert unseen(house, house.cast.camilla) == 1
    assert 'hx-trigger="load, submit"' in page
    answer = client.post("/recognition/thanks/seen", data={"until": until(page)}, headers={"HX-Request": "true"})
    assert answer.status_code == 200 and "Marked as seen." in answer.text and "<html" not in answer.text
    assert unseen(house, house.cast.camilla) == 0
    again = client.get("/recognition/thanks").text
    assert 'name="until"' not in again and "New" not in main_of(again) and "Henrik Aalund" in again


def test_without_scripts_a_button_says_the_same(house: House, visit: Visitor) -> None:
    house.thank(house.share(house.cast.camilla), house.cast.henrik)
    client = visit(house.cast.camilla)
    data = {"until": until(client.get("/recognition/thanks").text), "next": "/"}
    answer = client.post("/recognition/thanks/seen", data=data)
    assert (answer.status_code, answer.location) == (303, "/")
    assert unseen(house, house.cast.camilla) == 0
    assert client.post("/recognition/thanks/seen", data={**data, "next": "https://evil.example/"}).location == "/"


def test_thanks_that_came_while_reading_stay_unseen(house: House, visit: Visitor) -> None:
    house.thank(house.share(house.cast.camilla), house.cast.henrik)
    client = visit(house.cast.camilla)
    shown = until(client.get("/recognition/thanks").text)
    house.thank(house.share(house.cast.camilla), house.cast.birgitte)
    client.post("/recognition/thanks/seen", data={"until": shown})
    assert unseen(house, house.cast.camilla) == 1


def test_seeing_leaves_a_private_entry_once(house: House, visit: Visitor) -> None:
    thanks = house.thank(house.share(house.cast.camilla), house.cast.henrik)
    client = visit(house.cast.camilla)
    for _turn in range(2):
        client.post("/recognition/thanks/seen", data={"until": thanks})
    with house.app.app_context():
        entries = db.session.scalars(select(HistoryEntry).where(HistoryEntry.deed == "recognition.thanks.seen")).all()
        assert [(entry.is_private, entry.facts) for entry in entries] == [(True, {"count": 1})]


def test_one_thank_you_can_be_put_away_and_nobody_is_told(house: House, visit: Visitor) -> None:
    """Attack row L06."""
    share = house.share(house.cast.camilla)
    unwanted = house.thank(share, house.cast.henrik, words="Not your best day.")
    house.thank(share, house.cast.birgitte, words="Well said.")
    client = visit(house.cast.camilla)
    assert client.post(f"/recognition/thanks/{unwanted}/put-away", data={}).status_code == 303
    assert client.post(f"/recognition/thanks/{unwanted}/put-away", data={}).status_code == 303
    words = main_of(client.get("/recognition/thanks").text)
    assert "Not your best day." not in words and "Well said." in words
    assert unseen(house, house.cast.camilla) == 1
    with house.app.app_context():
        entries = db.session.scalars(select(HistoryEntry).where(HistoryEntry.deed == "recognition.thanks.put_away")).all()
        assert [entry.is_private for entry in entries] == [True]
        assert own_thanks(db.session.get_one(Person, house.cast.henrik.id)).colleagues == 1


def test_nobody_reads_marks_or_puts_away_the_thanks_of_another(house: House, visit: Visitor) -> None:
    thanks = house.thank(house.share(house.cast.camilla), house.cast.henrik, words="Between us.")
    for person in (house.cast.jonas, house.cast.henrik, house.cast.birgitte, house.cast.anders, house.cast.josefine):
        client = visit(person)
        assert "Between us." not in client.get("/recognition/thanks").text
        assert client.post("/recognition/thanks/seen", data={"until": thanks}).status_code == 404
        assert client.post(f"/recognition/thanks/{thanks}/put-away", data={}).status_code == 404
    assert client.post("/recognition/thanks/seen", data={"until": "nothing"}).status_code == 404
    assert unseen(house, house.cast.camilla) == 1


def test_thanks_for_a_share_that_was_taken_back_vanish_for_all_but_the_leaders_own_number(house: House, visit: Visitor) -> None:
    """Attack row L07. Decided: the row stays as the leader's history, and no page or program shows it to anybody any more."""
    share = house.share(house.cast.camilla)
    house.thank(share, house.cast.henrik, words="For the night.")
    with house.app.app_context():
        found = db.session.scalars(select(Share).where(Share.public_id == share)).one()
        withdraw_share(found, actor_for(db.session.get_one(Person, house.cast.camilla.id)))
        db.session.commit()
    for path in ("/recognition/thanks", "/"):
        assert "For the night." not in visit(house.cast.camilla).get(path).text
    assert unseen(house, house.cast.camilla) == 0
    received = house.app.test_client().get("/api/v1/acknowledgements/received", headers=house.token(house.cast.camilla))
    assert received.json is not None and received.json["received"] == []
    assert "You have thanked one colleague this quarter." in main_of(visit(house.cast.henrik).get("/recognition/").text)


def test_many_thanks_are_read_a_page_at_a_time(house: House, visit: Visitor) -> None:
    for day in range(23):
        house.thank(house.share(house.cast.camilla, days=day), house.cast.henrik, days=day, words=f"Number {day}.")
    client = visit(house.cast.camilla)
    first, second = main_of(client.get("/recognition/thanks").text), main_of(client.get("/recognition/thanks?page=2").text)
    assert first.count("Number ") == 20 and second.count("Number ") == 3
    assert client.get("/recognition/thanks?page=3").status_code == 404
    for odd in ("0", "-1", "x", ""):
        assert client.get(f"/recognition/thanks?page={odd}").status_code == 200


def test_before_any_thanks_the_page_is_kind(house: House, visit: Visitor) -> None:
    page = visit(house.cast.jonas).get("/recognition/thanks").text
    assert "No thanks yet" in page and 'href="/library/"' in page
