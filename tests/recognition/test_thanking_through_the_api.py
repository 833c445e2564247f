"""The same through the API: a program acts for its token's own person, within what that person may do."""

from __future__ import annotations

import pytest

from advocacy.foundation.operations import OPERATIONS
from tests.recognition.conftest import House

PATH = "/api/v1/acknowledgements"


def test_the_queue_names_the_share_its_story_and_the_colleague_and_counts_nothing(house: House) -> None:
    """Attack rows L05 and Z09: exactly these fields."""
    share = house.share(house.cast.camilla, days=2, post_address="https://www.linkedin.com/posts/camilla_7100")
    answer = house.app.test_client().get(f"{PATH}/queue", headers=house.token(house.cast.birgitte))
    assert answer.json is not None
    (waiting,) = answer.json["waiting"]
    assert waiting.pop("confirmed_at").endswith("Z") or "+00:00" in answer.text
    assert waiting == {
        "share": share, "name": "Camilla Møller-Juhl", "title": "Sosu-assistent", "unit": "Hjemmeplejen Nord", "story": house.story,
        "story_title": {"da": "The night has its own tone (da)", "en": "The night has its own tone"}, "network": "linkedin",
        "post_address": "https://www.linkedin.com/posts/camilla_7100",
    }


def test_skipping_works_by_name(house: House) -> None:
    first = house.share(house.cast.camilla, days=2)
    house.share(house.cast.jonas)
    answer = house.app.test_client().get(f"{PATH}/queue?after={first}", headers=house.token(house.cast.birgitte))
    assert answer.json is not None
    assert [each["name"] for each in answer.json["waiting"]] == ["Jonas Fabricius"]


def test_acknowledging_is_read_by_the_employee(house: House) -> None:
    share, client = house.share(house.cast.camilla), house.app.test_client()
    done = client.post(PATH, json={"share": share, "liked": True, "words": "Well told."}, headers=house.token(house.cast.birgitte))
    received = client.get(f"{PATH}/received", headers=house.token(house.cast.camilla))
    assert done.status_code == 200 and done.json is not None and received.json is not None
    assert received.json == {"received": [done.json], "page": 1, "page_count": 1}
    assert done.json["leader"] == "Birgitte Holmgaard" and done.json["words"] == "Well told."
    assert done.json.keys() == {"id", "share", "leader", "story_title", "at", "liked", "commented", "reshared", "words"}
    with house.written() as (written,):
        assert written.seen_at is None, "A program that reads has not shown it to anybody."


def test_nobody_acknowledges_in_anothers_name(house: House) -> None:
    """Attack row Z12: there is no field for it, and a token acts for its own person."""
    share, client = house.share(house.cast.camilla), house.app.test_client()
    for field in ("leader", "leader_id", "actor", "person", "seen_at", "at"):
        answer = client.post(PATH, json={"share": share, "liked": True, field: house.cast.birgitte.public_id}, headers=house.token(house.cast.henrik))
        assert answer.status_code == 422
    assert client.post(PATH, json={"share": share, "liked": True}, headers=house.token(house.cast.lone)).status_code == 403
    assert client.post(PATH, json={"share": share, "liked": True}, headers=house.token(house.cast.camilla)).status_code == 403
    with house.written() as written:
        assert written == []
    client.post(PATH, json={"share": share, "liked": True}, headers=house.token(house.cast.henrik))
    with house.written() as (written,):
        assert written.leader.name == "Henrik Aalund"


def test_a_leader_reaches_no_further_than_their_units(house: House) -> None:
    """Attack row L04."""
    client, headers = house.app.test_client(), house.token(house.cast.henrik)
    for share in (house.share(house.cast.jonas), house.share(house.cast.camilla, is_visible=False), house.share(house.cast.henrik), "nothing"):
        assert client.post(PATH, json={"share": share, "liked": True}, headers=headers).status_code == 404


def test_a_token_does_what_it_was_issued_for(house: House) -> None:
    share, client = house.share(house.cast.camilla), house.app.test_client()
    reader, writer = house.token(house.cast.birgitte, "acknowledgements:read"), house.token(house.cast.birgitte, "acknowledgements:write")
    assert client.post(PATH, json={"share": share, "liked": True}, headers=reader).status_code == 403
    assert client.get(f"{PATH}/queue", headers=writer).status_code == 403
    assert client.get(f"{PATH}/queue").status_code == 401


@pytest.mark.parametrize(("changes", "place"), [
    ({}, "words"), ({"words": " \u200b "}, "words"), ({"words": "å" * 281}, "words"), ({"words": "It made me proud to read about"}, "words"),
    ({"liked": "yes"}, "liked"), ({"words": 7}, "words"), ({"words": None}, "words"), ({"share": "x" * 21}, "share"),
])
def test_what_cannot_be_used_is_named(house: House, changes: dict[str, object], place: str) -> None:
    body = {"share": house.share(house.cast.camilla), **changes}
    answer = house.app.test_client().post(PATH, json=body, headers=house.token(house.cast.birgitte))
    assert answer.status_code == 422 and answer.json is not None
    assert answer.json["problems"].keys() == {place}


def test_a_share_taken_back_is_refused_with_a_sentence(house: House) -> None:
    """Attack row L08."""
    share = house.share(house.cast.camilla)
    house.change(share, withdrawn_at=house.cast.camilla.created_at, is_visible_to_leaders=False)
    answer = house.app.test_client().post(PATH, json={"share": share, "liked": True}, headers=house.token(house.cast.birgitte))
    assert answer.status_code == 409 and answer.json is not None
    assert "taken back" in answer.json["title"]


def test_a_retry_after_a_withdrawal_gets_what_was_written_before(house: House) -> None:
    """Attack row L01: the answer was lost, and meanwhile the share was taken back."""
    share, client, headers = house.share(house.cast.camilla), house.app.test_client(), house.token(house.cast.birgitte)
    first = client.post(PATH, json={"share": share, "liked": True}, headers=headers)
    house.change(share, withdrawn_at=house.cast.camilla.created_at, is_visible_to_leaders=False)
    assert client.post(PATH, json={"share": share, "liked": True}, headers=headers).json == first.json


def test_the_document_tells_of_all_three(house: House) -> None:
    told = {(each.method, each.path): each.scope for each in OPERATIONS if each.path.startswith("/acknowledgements")}
    assert told == {
        ("GET", "/acknowledgements/queue"): "acknowledgements:read", ("POST", "/acknowledgements"): "acknowledgements:write",
        ("GET", "/acknowledgements/received"): "acknowledgements:read",
    }
