"""Preparing a programme: eleven steps, each of which says what is missing until it is there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.i18n import in_language
from advocacy.history.queries import entries_about
from advocacy.programmes.models import Programme, Topic
from advocacy.programmes.queries import readiness_of
from tests.factories.programmes import make_programme
from tests.people import Cast
from tests.programmes.conftest import Reader
from tests.signing_in import Visitor

BOTH = {"text_da": "Et brev", "text_en": "A letter"}


def filled(cast: Cast) -> dict[str, dict[str, object]]:
    """What somebody types, step by step."""
    today = clock.today()
    return {
        "owner": {"person": cast.lone.public_id},
        "purposes": {"purposes_0_da": "Flere kolleger", "purposes_0_en": "More colleagues"},
        "topics": {f"topics_{n}_{locale}": f"Emne {n} {locale}" for n in range(3) for locale in ("da", "en")},
        "audiences": {"audiences_0_da": "Borgere", "audiences_0_en": "Citizens"},
        "networks": {"linkedin_da": "Faget", "linkedin_en": "The profession"},
        "awareness": BOTH,
        "mandate": {
            "mandate_da": "Aftalt",
            "mandate_en": "Agreed",
            "agreed_on": today.isoformat(),
            "review_on": (today + timedelta(days=200)).isoformat(),
        },
        "sparring_partner": {"person": cast.emil.public_id},
        "units": {"units": [cast.welfare.public_id]},
        "kick_off": BOTH,
    }


def missing(programme: Programme) -> list[str]:
    return [step.key for step in readiness_of(programme).missing_steps]


def test_every_step_is_filled_in_on_its_own_page(app: Flask, cast: Cast, visit: Visitor, begun: str, found: Reader) -> None:
    client = visit(cast.birgitte)
    with app.app_context():
        left = missing(found(begun))
    assert left == [
        "owner",
        "purposes",
        "topics",
        "audiences",
        "networks",
        "awareness",
        "mandate",
        "sparring_partner",
        "guideline",
        "kick_off",
    ]
    for step, typed in filled(cast).items():
        assert client.get(f"/programmes/{begun}/prepare/{step}").status_code == 200
        answer = client.post(f"/programmes/{begun}/prepare/{step}", data=typed)
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/programmes/{begun}/prepare"), answer.text
        with app.app_context():
            assert step not in missing(found(begun))
    assert client.post(f"/programmes/{begun}/guideline/adopt").status_code == 303
    with app.app_context():
        programme = found(begun)
        assert readiness_of(programme).is_ready
        assert [unit.name for unit in programme.units] == ["Velfærd og Sundhed"]
        steps = [entry.facts["step"] for entry in entries_about(programme) if entry.deed == "programmes.programme.prepared"]
        assert steps == list(filled(cast))
        assert all(entry.role == "director" and entry.person_id == cast.birgitte.id for entry in entries_about(programme))


def test_the_page_says_what_is_missing_in_a_sentence(cast: Cast, visit: Visitor, begun: str) -> None:
    page = visit(cast.birgitte).get(f"/programmes/{begun}/prepare").text
    assert "Write three to six topics that matter most to your organisation." in page
    assert "1 of 11" in page
    assert f"/programmes/{begun}/prepare/mandate" in page
    assert f"/programmes/{begun}/launch" not in page


def test_saving_can_lead_straight_on_to_what_is_missing_next(cast: Cast, visit: Visitor, begun: str) -> None:
    answer = visit(cast.birgitte).post(f"/programmes/{begun}/prepare/owner", data={"person": cast.lone.public_id, "then": "next"})
    assert answer.headers["Location"] == f"/programmes/{begun}/prepare/purposes"


@pytest.mark.parametrize(
    ("step", "typed", "sentence"),
    [
        ("purposes", {"purposes_0_da": "Flere kolleger"}, "Write it in English too."),
        ("purposes", {}, "Write at least 1."),
        ("topics", {"topics_0_en": "Care"}, "Write it in Danish too."),
        ("networks", {}, "Choose at least one network"),
        ("networks", {"x_en": "News"}, "Write it in Danish too."),
        ("awareness", {"text_da": "Plakater"}, "Please fill this in."),
        ("owner", {}, "Search for a colleague by name"),
        ("owner", {"person": "no-such-person"}, "Search for a colleague by name"),
        ("units", {}, "Choose at least one unit."),
        ("units", {"units": ["no-such-unit"]}, "There is no such unit."),
        ("mandate", {"mandate_da": "a", "mandate_en": "b", "agreed_on": "2999-01-01", "review_on": "2020-01-01"}, "today or earlier"),
        ("mandate", {"mandate_da": "a", "mandate_en": "b", "agreed_on": "2020-01-01", "review_on": ""}, "Give a day after today"),
        ("mandate", {"mandate_da": "a", "mandate_en": "b", "agreed_on": "soon", "review_on": ""}, "Write the day as year-month-day"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(
    cast: Cast, visit: Visitor, begun: str, step: str, typed: dict[str, object], sentence: str
) -> None:
    answer = visit(cast.birgitte).post(f"/programmes/{begun}/prepare/{step}", data={"request_key": "a-press", **typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    for value in typed.values():
        assert isinstance(value, list) or value in ("no-such-person",) or f"{value}" in answer.text


def test_colleagues_are_found_by_three_letters_of_their_name(cast: Cast, visit: Visitor, begun: str) -> None:
    """Attack rows Z06 and Z07: at least three letters, name and unit only."""
    client = visit(cast.birgitte)
    page = client.get(f"/programmes/{begun}/prepare/owner?named=mil").text
    assert "Camilla Møller-Juhl, Hjemmeplejen Nord" in page
    assert "Emil Rask" in page
    assert "@bredfjord.example" not in page.replace("birgitte.holmgaard", "")
    assert "20417" not in page
    assert "Emil Rask" not in client.get(f"/programmes/{begun}/prepare/owner?named=mi").text
    assert client.get(f"/programmes/{begun}/prepare/owner?named=%25%25%25").text.count('type="radio"') == 0


def test_two_topics_are_kept_but_not_enough(app: Flask, cast: Cast, visit: Visitor, begun: str, found: Reader) -> None:
    typed = {f"topics_{n}_{locale}": f"T{n}" for n in range(2) for locale in ("da", "en")}
    assert visit(cast.birgitte).post(f"/programmes/{begun}/prepare/topics", data=typed).status_code == 303
    page = visit(cast.birgitte).get(f"/programmes/{begun}/prepare").text
    assert "There are 2 so far. Three to six are needed." in page


def test_a_line_keeps_its_row_when_others_go(app: Flask, cast: Cast, visit: Visitor, ready: str, found: Reader) -> None:
    """Stories refer to topics, so a new order or new words must not move a story to another topic."""
    with app.app_context():
        first, second, third = [(topic.id, topic.public_id) for topic in found(ready).topics]
    typed = {
        "topics_0_id": third[1],
        "topics_0_da": "Skoler nu",
        "topics_0_en": "Schools now",
        "topics_1_id": first[1],
        "topics_1_da": "Pleje",
        "topics_1_en": "Care",
        "topics_2_id": second[1],
        "topics_2_da": "",
        "topics_2_en": "",
        "topics_3_da": "Nyt",
        "topics_3_en": "New",
    }
    assert visit(cast.lone).post(f"/programmes/{ready}/prepare/topics", data=typed).status_code == 303
    with app.app_context():
        topics = found(ready).topics
        assert [topic.id for topic in topics][:2] == [third[0], first[0]]
        assert [topic.text["en"] for topic in topics] == ["Schools now", "Care", "New"]
        assert db.session.scalar(select(Topic).where(Topic.id == second[0])) is None


def test_a_line_of_another_programme_cannot_be_taken_over(app: Flask, cast: Cast, visit: Visitor, ready: str, found: Reader) -> None:
    """Attack row Z03."""
    with app.app_context():
        other = make_programme(cast, is_launched=False)
        stolen = other.topics[0].public_id
        db.session.commit()
    typed = {"topics_0_id": stolen, "topics_0_da": "Min", "topics_0_en": "Mine"}
    answer = visit(cast.birgitte).post(f"/programmes/{ready}/prepare/topics", data=typed)
    assert answer.status_code == 422
    with app.app_context():
        topic = db.session.scalars(select(Topic).where(Topic.public_id == stolen)).one()
        assert topic.text["en"] == "Care that works"
        assert len(found(ready).topics) == 3


def test_fields_nobody_asked_for_are_never_stored(app: Flask, cast: Cast, visit: Visitor, begun: str, found: Reader) -> None:
    """Attack row Z08."""
    typed = {
        "text_da": "Brev",
        "text_en": "Letter",
        "status": "launched",
        "launched_at": "2020-01-01",
        "launched_by_name": "Me",
        "initiator_id": str(cast.camilla.id),
        "owner_id": str(cast.camilla.id),
        "id": "1",
        "public_id": "mine",
    }
    visit(cast.birgitte).post(f"/programmes/{begun}/prepare/kick_off", data=typed)
    with app.app_context():
        programme = found(begun)
        assert (programme.status.value, programme.launched_by_name, programme.owner_id) == ("in_preparation", None, None)
        assert (programme.initiator_id, programme.public_id) == (cast.birgitte.id, begun)


def test_a_mandate_runs_out(app: Flask, cast: Cast, ready: str, found: Reader) -> None:
    with app.app_context():
        programme = found(ready)
        programme.mandate_review_on = clock.today()
        assert missing(programme) == ["mandate"]
        with in_language("en"):
            assert "has passed" in str(readiness_of(programme).missing_steps[0].missing)


def test_an_owner_who_has_left_is_missing(app: Flask, cast: Cast, ready: str, found: Reader) -> None:
    with app.app_context():
        programme = found(ready)
        assert programme.owner is not None
        programme.owner.is_active = False
        db.session.flush()
        with in_language("en"):
            assert "Lone Bitsch no longer works here." in str(readiness_of(programme).missing_steps[0].missing)


def test_what_was_part_of_the_launch_stays(app: Flask, cast: Cast, visit: Visitor, launched: str, found: Reader) -> None:
    client = visit(cast.birgitte)
    for step, typed in (("kick_off", BOTH), ("units", {"units": [cast.roads.public_id]})):
        answer = client.post(f"/programmes/{launched}/prepare/{step}", data=typed)
        assert answer.status_code == 422
        assert "The programme has been launched with this" in answer.text
    assert client.post(f"/programmes/{launched}/prepare/awareness", data=BOTH).status_code == 303
    too_few = {f"topics_{n}_{locale}": "" if n else "Ét" for n in range(6) for locale in ("da", "en")}
    assert "Write at least 3." in client.post(f"/programmes/{launched}/prepare/topics", data=too_few).text
    with app.app_context():
        assert found(launched).kick_off["en"] == "Now we begin"
