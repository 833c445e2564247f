"""What nobody types by accident: it is refused with a sentence or stored clean, and it is never our fault."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy.foundation.database import db
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.people.models import Person
from advocacy.programmes.models import Programme, Topic
from advocacy.programmes.queries import NETWORK_LABELS
from tests.factories.programmes import make_programme
from tests.people import Cast
from tests.programmes.conftest import Reader
from tests.programmes.programs import Program
from tests.signing_in import Visitor

BIDI = "Vi er \u202eBredfjord\u202c \u2066her\u2069\u200b"
SCRIPT = "<script>window.__xss=1</script><img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
    ("text", "sentence"), [("x" * 10_000, "At most 200 characters"), ("\x00", "cannot be stored"), (" \u200b\t", "too.")]
)
def test_a_name_that_cannot_be_kept(app: Flask, cast: Cast, visit: Visitor, begun: str, found: Reader, text: str, sentence: str) -> None:
    """Attack row J03."""
    typed = {"name_da": text, "name_en": "Fine", "initiator": cast.birgitte.public_id}
    answer = visit(cast.birgitte).post(f"/programmes/{begun}/prepare/about", data=typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    with app.app_context():
        assert found(begun).name["en"] == "Professional voices"


def test_what_hides_itself_is_taken_out(app: Flask, cast: Cast, visit: Visitor, begun: str, found: Reader) -> None:
    """Attack rows U03 and M07."""
    typed = {"name_da": BIDI, "name_en": BIDI, "initiator": cast.birgitte.public_id}
    assert visit(cast.birgitte).post(f"/programmes/{begun}/prepare/about", data=typed).status_code == 303
    answer = Program(app, cast.birgitte).post(f"/programmes/{begun}/prepare", {"kick_off": {"da": BIDI, "en": f"a\x00b {BIDI}"}})
    assert answer.status_code == 200
    with app.app_context():
        programme = found(begun)
        assert programme.name == {"da": "Vi er Bredfjord her", "en": "Vi er Bredfjord her"}
        assert programme.kick_off["en"] == "ab Vi er Bredfjord her"


def test_no_word_becomes_a_script(app: Flask, cast: Cast, visit: Visitor, found: Reader) -> None:
    """Attack row M01."""
    both = {"da": SCRIPT, "en": SCRIPT}
    with app.app_context():
        programme = make_programme(cast, name=both, kick_off=both, awareness_plan=both, mandate=both, is_launched=False)
        for row in (*programme.purposes, *programme.topics, *programme.audiences):
            row.text = both
        for network in programme.networks:
            network.purpose = both
        db.session.get_one(Person, cast.lone.id).name = SCRIPT
        name = programme.public_id
        db.session.commit()
    client = visit(cast.birgitte)
    for place in ("", "/prepare", "/prepare/owner", "/prepare/topics", "/prepare/networks", "/prepare/kick_off", "/guideline", "/launch"):
        text = client.get(f"/programmes/{name}{place}").text
        assert "<script>window" not in text
        assert "<img src=x" not in text
    assert "<script>window" not in client.get("/programmes/").text


def test_thirty_topics_are_too_many(app: Flask, cast: Cast, visit: Visitor, begun: str, found: Reader) -> None:
    typed = {f"topics_{n}_{locale}": f"Emne {n}" for n in range(30) for locale in ("da", "en")}
    assert visit(cast.birgitte).post(f"/programmes/{begun}/prepare/topics", data=typed).status_code == 303
    sent = {"topics": [{"da": str(n), "en": str(n)} for n in range(30)]}
    answer = Program(app, cast.birgitte).post(f"/programmes/{begun}/prepare", sent)
    assert (answer.status_code, answer.json["problems"]["topics"][:9]) == (422, "At most 6")
    with app.app_context():
        assert len(found(begun).topics) == 6


@pytest.mark.parametrize(
    "sent",
    [
        {"status": "launched"},
        {"initiator_id": 1},
        {"launched_at": "2020-01-01T00:00:00Z"},
        {"topics": "Care"},
        {"topics": [{"da": "x"}]},
        {"topics": [{"da": "x", "en": 1}]},
        {"kick_off": {"da": "x", "en": "y", "de": "z"}},
        {"mandate": {"text": {"da": "x", "en": "y"}}},
        {"networks": [{"network": "myspace", "purpose": {"da": "x", "en": "y"}}]},
        {"owner": "\x00"},
        {"owner": "x" * 10_000},
        {"owner": ""},
        {"units": ["\x00"]},
        {"units": []},
        {"kick_off": {"da": "\ud800", "en": "x"}},
        {"topics": [{"da": "x", "en": "y", "id": "\x00"}]},
        {"networks": [{"network": "x", "purpose": {"da": "x", "en": "y"}}, {"network": "x", "purpose": {"da": "x", "en": "y"}}]},
        {"mandate": {"text": {"da": "x", "en": "y"}, "agreed_on": "0000-00-00", "review_on": 5}},
        {"kick_off": {"da": "x" * 5_001, "en": "y"}},
    ],
)
def test_an_odd_preparation_is_refused_whole(app: Flask, cast: Cast, begun: str, sent: object) -> None:
    """Attack rows Z08 and J03: 422 and nothing is stored."""
    assert Program(app, cast.birgitte).post(f"/programmes/{begun}/prepare", sent).status_code == 422
    with app.app_context():
        programme = db.session.scalars(select(Programme)).one()
        assert (programme.status.value, programme.owner_id, programme.topics, programme.kick_off) == ("in_preparation", None, [], {})


def test_the_id_of_a_line_elsewhere_is_no_line_here(app: Flask, cast: Cast, begun: str) -> None:
    """Attack row Z03."""
    with app.app_context():
        other = make_programme(cast)
        stolen = other.topics[0].public_id
        db.session.commit()
    answer = Program(app, cast.birgitte).post(f"/programmes/{begun}/prepare", {"topics": [{"da": "x", "en": "y", "id": stolen}]})
    assert (answer.status_code, list(answer.json["problems"])) == (422, ["topics.0.id"])
    with app.app_context():
        assert db.session.scalars(select(Topic).where(Topic.public_id == stolen)).one().text["en"] == "Care that works"


@pytest.mark.parametrize("name", ["no-such-programme", "%00", "..%2f..%2fetc", "x" * 3000, "💥", "1 OR 1=1"])
def test_a_programme_that_is_none(app: Flask, cast: Cast, visit: Visitor, name: str) -> None:
    """Attack row Z02."""
    client = visit(cast.birgitte)
    for place in ("", "/prepare", "/guideline", "/launch", "/join"):
        assert client.get(f"/programmes/{name}{place}").status_code == 404
    assert client.post(f"/programmes/{name}/stop").status_code == 404
    assert Program(app, cast.birgitte).get(f"/programmes/{name}").status_code == 404


def test_a_step_that_is_none(cast: Cast, visit: Visitor, begun: str) -> None:
    client = visit(cast.birgitte)
    for step in ("guideline", "launch", "__class__", "%00", "owner/"):
        assert client.get(f"/programmes/{begun}/prepare/{step}").status_code == 404
    assert client.get(f"/programmes/{begun}/prepare/owner?named=%00%00%00%00").status_code == 200
    assert client.get(f"/programmes/{begun}/prepare/owner?named={'%F0%9F%92%A5' * 300}").status_code == 200
    assert client.post(f"/programmes/{begun}/prepare/owner", data={"person": "\x00", "named": "\x00a"}).status_code == 422


def test_the_networks_are_those_that_can_be_shared_to() -> None:
    """`programmes` stands below `sharing` and knows the networks by their words only."""
    offered = {kind.value for kind in NetworkKind} - {NetworkKind.COPY.value, NetworkKind.DEVICE.value}
    assert set(NETWORK_LABELS) == offered
