"""The machine of evidence as a whole: every transition, every order of facts, and the page that explains it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacy.config import ROOT
from advocacy.links.agents import AgentKind
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.sharing.evidence import ANSWERING, LIFTS_TO, TRANSITIONS, Fact, Rung, ShareFacts, Sighting, facts_in, finding_of

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
READ = Sighting(AgentKind.PREVIEW, NetworkKind.BLUESKY, AT + timedelta(minutes=1))
VISIT = Sighting(AgentKind.PERSON, NetworkKind.BLUESKY, AT + timedelta(minutes=9))
EVERYTHING = {
    Fact.READ: {"sightings": (READ,)},
    Fact.VISITED: {"sightings": (VISIT,)},
    Fact.SAID: {"is_declared": True},
    Fact.ADDRESSED: {"has_post_address": True},
    Fact.ACCEPTED: {"is_accepted": True},
    Fact.SEEN: {"is_confirmed_by_network": True},
}


def _facts(*known: Fact, is_gone: bool = False) -> ShareFacts:
    told: dict[str, object] = {"is_gone": is_gone}
    sightings: tuple[Sighting, ...] = ()
    for fact in known:
        told |= EVERYTHING[fact]
        sightings += EVERYTHING[fact].get("sightings", ())  # type: ignore[operator]
    return ShareFacts(NetworkKind.BLUESKY, AT, **{**told, "sightings": sightings})  # type: ignore[arg-type]


@pytest.mark.parametrize("rung", Rung)
@pytest.mark.parametrize("fact", Fact)
def test_every_transition_leads_up_or_nowhere(rung: Rung, fact: Fact) -> None:
    after = TRANSITIONS[rung, fact]
    assert after >= rung
    assert after in (rung, LIFTS_TO[fact])
    assert TRANSITIONS[after, fact] is after


def test_the_table_is_whole() -> None:
    assert len(TRANSITIONS) == len(Rung) * len(Fact)
    assert set(LIFTS_TO) == set(Fact)


@pytest.mark.parametrize("count", range(len(EVERYTHING) + 1))
def test_every_set_of_facts_stands_on_its_highest_in_whatever_order(count: int) -> None:
    for known in combinations(EVERYTHING, count):
        found = finding_of(_facts(*known))
        highest = max((LIFTS_TO[fact] for fact in known), default=Rung.PRESSED)
        assert found.rung is highest
        assert LIFTS_TO[found.reason] is highest and found.reason in {Fact.PRESSED, *known}
        for order in list(permutations(known))[:24]:
            rung = Rung.PRESSED
            for fact in order:
                rung = TRANSITIONS[rung, fact]
            assert rung is highest


def test_what_is_gone_was_there_and_what_was_never_seen_cannot_be_gone() -> None:
    gone = finding_of(_facts(Fact.SEEN, is_gone=True))
    assert (gone.rung, gone.reason) == (Rung.CONFIRMED, Fact.GONE)
    unseen = finding_of(_facts(Fact.SAID, is_gone=True))
    assert (unseen.rung, unseen.reason) == (Rung.DECLARED, Fact.SAID)


@settings(deadline=None)
@given(st.sets(st.sampled_from(list(EVERYTHING))), st.sets(st.sampled_from(list(EVERYTHING))), st.booleans())
def test_nothing_that_comes_later_lowers_what_was_declared(before: set[Fact], later: set[Fact], is_gone: bool) -> None:
    first = finding_of(_facts(*sorted(before)))
    assert finding_of(_facts(*sorted(before | later), is_gone=is_gone)).rung >= first.rung


def test_nothing_below_the_persons_own_word_is_enough_for_anything() -> None:
    assert [rung for rung in Rung if rung.is_enough] == [Rung.DECLARED, Rung.CONFIRMED]
    machines = [fact for fact in Fact if not LIFTS_TO[fact].is_enough]
    assert machines == [Fact.PRESSED, Fact.READ, Fact.VISITED]


def test_facts_come_in_the_order_in_which_they_are_told() -> None:
    assert list(facts_in(_facts(*reversed(EVERYTHING), is_gone=True))) == list(Fact)


def test_the_page_that_explains_it_says_the_same() -> None:
    text = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    assert {row[0]: int(row[1]) for row in rows if len(row) == 2 and row[1].isdigit()} == {fact.value: int(rung) for fact, rung in LIFTS_TO.items()}
    told = {row[0] for row in rows if len(row) == 4 and row[0][0].isdigit()}
    assert told == {f"{int(rung)} {rung.name.lower()}" for rung in Rung}
    confirmed = {row[0] for row in rows if len(row) == 6 and row[4] == "with a connected account"}
    assert confirmed == {kind.value.capitalize() for kind in ANSWERING}
