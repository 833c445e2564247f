"""Choosing a network and the page for writing: what it offers, what it says, and what it does not send."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import delete

from advocacy.foundation.database import db
from advocacy.links.codes import LENGTH, SIGNS
from advocacy.networks.catalogue.listing import all_networks, network
from advocacy.networks.counting import ServerLimits
from advocacy.sharing.windows import WORDS, is_firm, window_of
from advocacy.stories.models import Caption
from tests.people import Cast
from tests.sharing.scene import Scene
from tests.sharing.stage import compose, facts_on, hidden_value, press, shares
from tests.signing_in import Visitor


def test_the_programmes_own_networks_come_first_with_what_they_are_for(app: Flask, cast: Cast, scene: Scene, visit: Visitor) -> None:
    page = visit(cast.camilla).get(f"/sharing/story/{scene.story}").text
    order = re.findall(rf"/sharing/story/{scene.story}/(\w+)", page)
    assert order[:2] == ["linkedin", "facebook"]
    assert order[-3:] == ["email", "copy", "device"]
    assert set(order) == {each.kind.value for each in all_networks()}
    assert page.count("Be seen") == 2


def test_the_share_sheet_is_offered_only_where_the_device_has_one(cast: Cast, scene: Scene, visit: Visitor) -> None:
    """The tile is hidden until the script has seen that there is one."""
    page = visit(cast.camilla).get(f"/sharing/story/{scene.story}").text
    tile = next(each for each in re.findall(r"<a [^>]*>", page) if each.find("/device") > 0)
    assert "hidden" in tile
    assert "data-needs-share-sheet" in tile


def test_the_suggestion_comes_in_the_readers_language_and_the_other_is_one_tap_away(cast: Cast, scene: Scene, visit: Visitor) -> None:
    page = compose(visit(cast.camilla, locale="da"), scene.story)
    assert "Natten er stille." in re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[1]
    assert hidden_value(page, "language") == "da"
    other = compose(visit(cast.camilla, locale="da"), scene.story, suggestion="1")
    assert "The night is quiet." in re.search(r"<textarea[^>]*>(.*?)</textarea>", other, re.DOTALL)[1]
    assert hidden_value(other, "language") == "en"
    assert [each["language"] for each in facts_on(page)["suggestions"]] == ["da", "en"]


@pytest.mark.parametrize("kind", ["copy", "device", "x"])
def test_a_network_without_suggestions_borrows_linkedins(app: Flask, cast: Cast, scene: Scene, visit: Visitor, kind: str) -> None:
    with app.app_context():
        db.session.execute(delete(Caption).where(Caption.network == "x"))
        db.session.query(Caption).filter_by(network="linkedin", language="en").one().text = "For LinkedIn."
        db.session.commit()
    assert "For LinkedIn." in compose(visit(cast.camilla), scene.story, kind)


def test_a_story_without_suggestions_begins_empty(app: Flask, cast: Cast, scene: Scene, visit: Visitor) -> None:
    with app.app_context():
        db.session.execute(delete(Caption))
        db.session.commit()
    page = compose(visit(cast.camilla), scene.story)
    assert re.search(r"<textarea[^>]*>\s*</textarea>", page)
    assert press(visit(cast.camilla), page).status_code == 303


def test_the_box_for_the_words_is_part_of_no_form(cast: Cast, scene: Scene, visit: Visitor) -> None:
    """Attack row L10: without a name the browser has nothing to send; and the page tells what that means without scripts."""
    client = visit(cast.camilla)
    for kind in (each.kind.value for each in all_networks()):
        page = compose(client, scene.story, kind)
        boxes = re.findall(r"<textarea[^>]*>", page)
        assert len(boxes) == 1
        assert not any(re.search(r"\sname=", box) for box in boxes)
        assert "<noscript>" in page


def test_a_network_that_takes_only_the_link_says_so(cast: Cast, scene: Scene, visit: Visitor) -> None:
    client = visit(cast.camilla)
    for kind in ("linkedin", "facebook"):
        assert "paste your text there" in compose(client, scene.story, kind)
    for kind in ("x", "bluesky", "threads", "whatsapp"):
        assert "in a new tab with it" in compose(client, scene.story, kind)


def test_networks_open_in_a_tab_that_cannot_reach_back(cast: Cast, scene: Scene, visit: Visitor) -> None:
    client = visit(cast.camilla)
    for each in all_networks():
        form = re.search(r"<form[^>]*data-compose[^>]*>", compose(client, scene.story, each.kind.value))
        assert form
        assert ('target="_blank" rel="noopener"' in form[0]) is each.opens_tab


def test_each_page_has_a_link_of_its_own(cast: Cast, scene: Scene, visit: Visitor) -> None:
    """Attack row R07: minted for each page, drawn by chance; looking at it stores nothing."""
    client = visit(cast.camilla)
    links = {facts_on(compose(client, scene.story))["link"] for _time in range(5)}
    assert len(links) == 5
    assert all(re.fullmatch(rf"http://127\.0\.0\.1:8000/r/[{SIGNS}]{{{LENGTH}}}", link) for link in links)


def test_the_count_is_the_networks_own(cast: Cast, scene: Scene, visit: Visitor) -> None:
    """With the link that will follow: 23 on X whatever its length, in full on Bluesky."""
    client = visit(cast.camilla)
    for kind in ("x", "bluesky", "threads", "linkedin"):
        page = compose(client, scene.story, kind)
        count = network(kind).count("The night is quiet. I work for Bredfjord Municipality.", facts_on(page)["link"])
        assert f"<span data-counter-count>{count.used}</span>" in page
        assert f"<span data-counter-limit>{count.limit}</span>" in page
    assert "data-counter-count" not in compose(client, scene.story, "copy")


def test_only_limits_that_hold_for_everybody_keep_a_text_back() -> None:
    firm = {each.kind.value for each in all_networks() if is_firm(each, None)}
    assert "x" not in firm
    assert "mastodon" not in firm
    assert {"bluesky", "threads", "linkedin"} <= firm
    assert is_firm(network("mastodon"), ServerLimits(500, 23))


def test_no_organisation_words_are_pressed_on_anybody(cast: Cast, scene: Scene, visit: Visitor) -> None:
    """Compliance P15 and P22: the page reminds of where one works, offers the line, and asks nobody's approval."""
    page = compose(visit(cast.camilla), scene.story)
    assert "Readers should know where you work." in page
    assert "I work for Bredfjord Municipality." in page
    assert "nobody here approves" in page


@pytest.mark.parametrize("each", all_networks(), ids=lambda each: each.kind.value)
def test_the_gaps_in_an_address_are_where_the_network_puts_words(each: object) -> None:
    """What the browser puts in is what the network's own module would have built."""
    kind = each.kind  # type: ignore[attr-defined]
    window = window_of(network(kind), "https://del.bredfjord.example/r/abc", "A title & more", "mastodon.example")
    if window is None:
        assert kind in {"copy", "device", "instagram"}
        return
    assert window.apart.count(WORDS) == (1 if network(kind).prefills_text else 0)
    assert window.held.count(WORDS) == window.apart.count(WORDS)
    assert WORDS not in window.alone
    assert "del.bredfjord.example" in window.alone


def test_looking_around_stores_nothing(app: Flask, cast: Cast, scene: Scene, visit: Visitor) -> None:
    compose(visit(cast.camilla), scene.story)
    assert shares(app) == []
