"""Where a link leads: people, previews, robots and nonsense, each answered as it should be and counted as what it is."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from advocacy.files.models import Picture
from advocacy.files.sizes import SIZES
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.links.agents import AgentKind
from advocacy.links.services import close
from advocacy.links.views.visiting import is_web_address
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.programmes.models import ProgrammeStatus
from advocacy.sharing.models import Share
from advocacy.stories.models import StoryVersion
from tests.factories.sharing import make_share
from tests.people import Cast
from tests.sharing.scene import Scene
from tests.sharing.stage import BROWSER, LINKEDIN_BOT, follow, visits
from tests.signing_in import Visitor

CURL = "curl/8.5.0"
WHATSAPP = "WhatsApp/2.24.20.89 A"


@pytest.fixture
def share(app: Flask, cast: Cast, scene: Scene) -> Share:
    """Camilla's share, its caption in Danish."""
    with app.app_context():
        found = make_share(cast.camilla, scene.found_story())
        db.session.commit()
        db.session.refresh(found)
        db.session.expunge_all()
    return found


def change_version(app: Flask, scene: Scene, **changes: object) -> None:
    with app.app_context():
        version = db.session.get_one(StoryVersion, scene.version_id)
        for name, value in changes.items():
            setattr(version, name, value)
        db.session.commit()


def test_a_person_goes_on_to_the_story_and_is_counted(app: Flask, client: FlaskClient, share: Share) -> None:
    """Attack row R13: kept by no cache, found by no search engine, and the story's site learns nothing of the link."""
    answer = follow(client, share.code)
    assert (answer.status_code, answer.headers["Location"]) == (302, "https://bredfjord.example/h/01")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in answer.headers
    seen = visits(app)
    assert [(visit.link_id, visit.kind, visit.network) for visit in seen] == [(share.link_id, AgentKind.PERSON, None)]


def test_a_visit_tells_which_network_it_came_from(app: Flask, client: FlaskClient, share: Share) -> None:
    follow(client, share.code, Referer="https://www.linkedin.com/")
    client.get(f"/r/{share.code}?fbclid=abc", headers={"User-Agent": BROWSER, "Accept-Language": "da"})
    assert [visit.network for visit in visits(app)] == [NetworkKind.LINKEDIN, NetworkKind.FACEBOOK]


def test_a_preview_gets_the_card_whose_address_is_the_link_itself(app: Flask, client: FlaskClient, scene: Scene, share: Share) -> None:
    """In the language of the caption, with the picture in the size the networks want."""
    with app.app_context():
        picture = Picture(width=1200, height=630, byte_count=1, sha256="0" * 64)
        db.session.add(picture)
        db.session.flush()
        name, number = picture.public_id, picture.id
        db.session.commit()
    change_version(app, scene, picture_id=number, alt={"da": "En cykel", "en": "A bicycle"})
    answer = follow(client, share.code, agent=LINKEDIN_BOT)
    assert answer.status_code == 200
    link = f"http://127.0.0.1:8000/r/{share.code}"
    told = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', answer.text))
    assert f'<link rel="canonical" href="{link}">' in answer.text
    assert told["og:url"] == link
    assert told["og:title"] == "The night has its own tone (da)"
    assert told["og:description"] == "Indsigt"
    assert told["og:locale"] == "da_DK"
    assert told["og:site_name"] == "Bredfjord Kommune"
    assert told["og:image"] == f"http://127.0.0.1:8000/files/pictures/{name}/preview"
    assert (int(told["og:image:width"]), int(told["og:image:height"])) == (SIZES["preview"].width, SIZES["preview"].height)
    assert told["og:image:alt"] == "En cykel"
    assert told["twitter:card"] == "summary_large_image"
    assert "X-Robots-Tag" not in answer.headers
    assert "http-equiv" not in answer.text
    assert [(visit.kind, visit.network) for visit in visits(app)] == [(AgentKind.PREVIEW, NetworkKind.LINKEDIN)]


def test_a_card_without_a_picture_is_a_small_one(client: FlaskClient, share: Share) -> None:
    told = follow(client, share.code, agent=WHATSAPP).text
    assert "og:image" not in told
    assert 'content="summary"' in told


@pytest.mark.parametrize(("agent", "headers", "kind", "status"), [
    (LINKEDIN_BOT, {}, AgentKind.PREVIEW, 200),
    ("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", {}, AgentKind.PREVIEW, 200),
    ("Twitterbot/1.0", {}, AgentKind.PREVIEW, 200),
    ("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", {}, AgentKind.PREVIEW, 200),
    (WHATSAPP, {}, AgentKind.DEVICE_PREVIEW, 200),
    (BROWSER, {"Sec_Purpose": "prefetch;prerender"}, AgentKind.PREFETCH, 302),
    (BROWSER, {"X_moz": "prefetch"}, AgentKind.PREFETCH, 302),
    (BROWSER, {"Referer": "https://eur03.safelinks.protection.outlook.com/?url=x"}, AgentKind.SCANNER, 302),
    ("Mozilla/4.0 (compatible; ms-office; MSOffice 16)", {}, AgentKind.SCANNER, 302),
    (CURL, {}, AgentKind.ROBOT, 302),
    ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", {}, AgentKind.ROBOT, 302),
    ("", {}, AgentKind.ROBOT, 302),
])
def test_what_is_no_person_is_answered_and_counted_apart(
    app: Flask, client: FlaskClient, share: Share, agent: str, headers: dict[str, str], kind: AgentKind, status: int
) -> None:
    """Attack row R08."""
    assert follow(client, share.code, agent=agent, **headers).status_code == status
    assert [visit.kind for visit in visits(app)] == [kind]


@pytest.mark.parametrize("agent", [BROWSER, LINKEDIN_BOT, CURL])
def test_head_is_answered_like_get_and_counted_apart(app: Flask, client: FlaskClient, share: Share, agent: str) -> None:
    """Attack row R18."""
    head, get = follow(client, share.code, agent=agent, method="HEAD"), follow(client, share.code, agent=agent)
    assert head.status_code == get.status_code
    assert head.headers.get("Location") == get.headers.get("Location")
    assert head.data == b""
    assert visits(app)[0].kind is AgentKind.HEAD


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(app: Flask, client: FlaskClient, share: Share, method: str) -> None:
    """Attack row R18."""
    assert follow(client, share.code, method=method).status_code == 405
    assert visits(app) == []


@pytest.mark.parametrize("code", [
    "AAAAAAAAAAAAAAAA", "x", "x" * 33, "x" * 5000, "http://evil.example", "..", "%00", "%2e%2e%2fsharing", "a/b", "<script>alert(1)</script>",
    "'%20OR%201=1--", "æøå", "\U0001f319",
])
def test_a_code_nobody_made_leads_to_a_page_that_does_not_repeat_it(app: Flask, client: FlaskClient, cast: Cast, code: str) -> None:
    """Attack rows R02, R07 and R17."""
    answer = follow(client, code, Accept_Language="en")
    assert answer.status_code == 404
    assert "This link leads nowhere" in answer.text or code == "%00"  # Which no page of ours ever sees.
    assert "evil.example" not in answer.text
    assert "alert(1)" not in answer.text
    assert "x" * 33 not in answer.text
    assert "Set-Cookie" not in answer.headers
    assert visits(app) == []


def test_what_stands_behind_the_question_mark_changes_nothing(client: FlaskClient, share: Share) -> None:
    """Attack rows R01 and R02; the language is not switched that way either, because that would set a cookie."""
    for query in ("url=https://evil.example", "next=//evil.example", "to=/\\evil", "lang=da", "utm_content=anna.hansen", "code=x&share=1"):
        answer = client.get(f"/r/{share.code}?{query}", headers={"User-Agent": BROWSER})
        assert answer.headers["Location"] == "https://bredfjord.example/h/01", query
        assert "Set-Cookie" not in answer.headers
    assert "Set-Cookie" not in client.get("/r/nothing?lang=da").headers


def test_nothing_of_the_sharer_reaches_the_storys_site(client: FlaskClient, share: Share) -> None:
    """Attack row R15: the address is the approved one, to the letter."""
    location = follow(client, share.code).headers["Location"]
    assert location == "https://bredfjord.example/h/01"
    assert share.code not in location


@pytest.mark.parametrize("change", ["withdrawn", "retired", "expired", "closed"])
def test_a_link_that_is_closed_says_so_kindly(app: Flask, client: FlaskClient, scene: Scene, share: Share, change: str) -> None:
    """Attack rows R14 and R19: at once, for people and previews alike, and nothing more is written down."""
    with app.app_context():
        story = scene.found_story()
        if change == "withdrawn":
            close(db.session.get_one(Share, share.id).link)
        elif change == "retired":
            story.retired_at = clock.now()
        elif change == "expired":
            story.expires_on = clock.today() - timedelta(days=1)
        else:
            story.programme.status = ProgrammeStatus.CLOSED
        db.session.commit()
    for agent in (BROWSER, LINKEDIN_BOT):
        answer = follow(client, share.code, agent=agent)
        assert answer.status_code == 410
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert share.code not in answer.text
        assert "bredfjord.example/h/01" not in answer.text
        assert "Set-Cookie" not in answer.headers
    assert visits(app) == []


@pytest.mark.parametrize(("accepted", "language"), [("en-GB,en;q=0.9", "en"), ("da-DK", "da"), ("de", "da"), ("", "da"), ("en;q=0.2, da;q=0.8", "da")])
def test_the_pages_speak_the_readers_language(client: FlaskClient, cast: Cast, accepted: str, language: str) -> None:
    assert f'<html lang="{language}"' in follow(client, "nothing", Accept_Language=accepted).text


def test_a_story_on_another_site_is_announced_first(app: Flask, client: FlaskClient, scene: Scene, share: Share) -> None:
    """Attack rows R04 and R12: who follows the link sees where it leads before going."""
    change_version(app, scene, address="https://news.example/bredfjord?id=1&x=2")
    answer = follow(client, share.code, Accept_Language="en")
    assert answer.status_code == 200
    assert "You go on to news.example" in answer.text
    assert 'href="https://news.example/bredfjord?id=1&amp;x=2"' in answer.text
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer.headers
    assert [visit.kind for visit in visits(app)] == [AgentKind.PERSON]
    assert follow(client, share.code, agent=LINKEDIN_BOT).text.count("og:url") == 1


@pytest.mark.parametrize(("address", "goes_straight"), [
    ("https://bredfjord.example/x", True), ("https://www.bredfjord.example/x", True), ("https://BREDFJORD.example/x", True),
    ("https://bredfjord.example./x", True), ("https://evil-bredfjord.example/x", False), ("https://bredfjord.example.evil.example/x", False),
    ("https://bredfjord.example@evil.example/x", False), ("https://evil.example\\@bredfjord.example/x", False),
    ("https://evil.example/bredfjord.example", False), ("https://evil.example#@bredfjord.example", False), ("javascript:alert(1)", False),
    ("//bredfjord.example/x", False), ("https:bredfjord.example", False), ("https://bredfjord.example\n.evil.example/x", False),
])
def test_only_the_organisations_own_sites_are_gone_to_directly(
    app: Flask, client: FlaskClient, scene: Scene, share: Share, address: str, goes_straight: bool
) -> None:
    """Attack row R05; also for an address that should never have come past the editors."""
    change_version(app, scene, address=address)
    answer = follow(client, share.code)
    assert (answer.status_code == 302) is goes_straight
    if not goes_straight:
        assert answer.status_code in {200, 404}
        assert ("Location" in answer.headers) is False
    assert is_web_address(address) is (answer.status_code != 404)


def test_the_sharers_own_visit_is_not_written_down(app: Flask, cast: Cast, share: Share, visit: Visitor) -> None:
    """Attack row R09: signed in, they are recognised and left out; a colleague counts as anybody."""
    answer = follow(visit(cast.camilla), share.code)
    assert answer.status_code == 302
    assert visits(app) == []
    follow(visit(cast.birgitte), share.code)
    assert len(visits(app)) == 1


def test_a_link_whose_sharer_has_left_still_leads_on(app: Flask, client: FlaskClient, share: Share) -> None:
    """Attack row Z16."""
    with app.app_context():
        db.session.get_one(Share, share.id).person_id = None
        db.session.commit()
    assert follow(client, share.code).status_code == 302
    assert len(visits(app)) == 1


def test_a_visit_asks_the_database_little(client: FlaskClient, share: Share, counted: object) -> None:
    with counted() as questions:  # type: ignore[operator]
        follow(client, share.code)
    assert len(questions) <= 2, questions
