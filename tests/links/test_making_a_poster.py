"""Posters: a link that belongs to nobody, its square and its sheet of paper, what came of it as numbers, and its end."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.history.models import HistoryEntry
from advocacy.links import queries
from advocacy.links.agents import AgentKind
from advocacy.links.codes import SIGNS
from advocacy.links.models import Link, Visit
from advocacy.links.qr import png_of, svg_of
from advocacy.links.services import add_visits
from advocacy.people.models import Person
from advocacy.programmes.models import Programme
from advocacy.stories.models import StoryVersion
from tests.factories.sharing import make_share
from tests.people import Cast
from tests.sharing.scene import Scene
from tests.sharing.stage import BROWSER, follow, token_for, visits
from tests.signing_in import Visitor


def make(client: FlaskClient, scene: Scene, label: str = "Poster in the canteen", language: str = "da") -> str:
    """Makes a poster in the browser; its public name."""
    answer = client.post(f"/links/story/{scene.story}", data={"label": label, "language": language})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"].rpartition("/")[2])


def link_of(app: Flask, name: str) -> Link:
    with app.app_context():
        link = queries.get_link(name)
        db.session.expunge_all()
        return link


@pytest.fixture
def poster(cast: Cast, scene: Scene, visit: Visitor) -> str:
    return make(visit(cast.lone), scene)


def test_an_editor_makes_a_poster_that_belongs_to_nobody(app: Flask, client: FlaskClient, poster: str) -> None:
    link = link_of(app, poster)
    assert (link.person_id, link.network, link.label, link.language, link.is_poster) == (None, None, "Poster in the canteen", "da", True)
    assert re.fullmatch(rf"[{SIGNS}]{{7}}", link.code)
    assert follow(client, link.code).headers["Location"] == "https://bredfjord.example/h/01"
    assert [(each.link_id, each.kind) for each in visits(app)] == [(link.id, AgentKind.PERSON)]
    with app.app_context():
        entry = db.session.query(HistoryEntry).filter_by(deed="links.poster.made").one()
        assert link.code not in str(entry.facts)
        assert "canteen" not in str(entry.facts)


def test_its_page_says_how_it_is_read_aloud_and_what_came_of_it(app: Flask, cast: Cast, poster: str, visit: Visitor) -> None:
    link = link_of(app, poster)
    with app.app_context():
        for kind, count, days in ((AgentKind.PERSON, 3, 0), (AgentKind.UNCERTAIN, 2, 0), (AgentKind.ROBOT, 4, 1), (AgentKind.PERSON, 1, 40)):
            add_visits([Visit(link_id=link.id, at=clock.now() - timedelta(days=days), kind=kind) for _ in range(count)])
        db.session.commit()
    page = visit(cast.lone).get(f"/links/{poster}").text
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert f"{link.code[:3]} {link.code[3:]}".upper() in words
    assert re.search(r"People Browsers that somebody seems to read with\. Nobody is recognised\. 4 ", words)
    assert re.search(r"Uncertain Called itself a browser[^0-9]* 2 ", words)
    assert re.search(r"Robots [^0-9]* 4 ", words)
    assert "9" not in re.findall(r"<td data-number>(\d+)</td>", page)  # Kinds are never added up.
    listed = visit(cast.tine).get(f"/links/story/{story_of(app, poster)}").text
    assert "4 visits by people" in listed


def story_of(app: Flask, name: str) -> str:
    with app.app_context():
        return str(queries.get_link(name).story.public_id)


def test_days_are_told_apart_by_kind(app: Flask, poster: str) -> None:
    link = link_of(app, poster)
    with app.app_context():
        for kind, days in ((AgentKind.PERSON, 0), (AgentKind.PERSON, 0), (AgentKind.UNCERTAIN, 0), (AgentKind.HEAD, 0), (AgentKind.REPEAT, 0), (AgentKind.PERSON, 3)):
            add_visits([Visit(link_id=link.id, at=clock.now() - timedelta(days=days), kind=kind)])
        found = queries.days_of(link.id, days=30)
        assert [(each.people, each.uncertain, each.others) for each in found] == [(2, 1, 2), (1, 0, 0)]
        assert queries.days_of(link.id, days=3) == found[:1]
        assert queries.kinds_of(9_999)[0].count == 0


def test_a_day_that_stands_out_is_pointed_at(app: Flask, cast: Cast, poster: str, visit: Visitor) -> None:
    """Attack row R09: a crowd and a script look alike in numbers, so the page says that it cannot tell."""
    link = link_of(app, poster)
    with app.app_context():
        for days, count in ((0, 3), (1, 5), (2, 60), (3, 4)):
            add_visits([Visit(link_id=link.id, at=clock.now() - timedelta(days=days), kind=AgentKind.PERSON) for _ in range(count)])
        db.session.commit()
        found = queries.days_of(link.id, days=30)
        assert [each.people for each in queries.unusual_days(found)] == [60]
        assert queries.unusual_days(found[:2]) == []
    page = visit(cast.lone).get(f"/links/{poster}").text
    assert "far more often than usual: 60 times" in page


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_sheet_to_print_is_in_the_posters_language(app: Flask, cast: Cast, scene: Scene, visit: Visitor, language: str) -> None:
    client = visit(cast.lone, locale="en" if language == "da" else "da")
    name = make(client, scene, language=language)
    page = client.get(f"/links/{name}/poster")
    assert page.status_code == 200
    sheet = page.text[page.text.index("<article") : page.text.index("</article>")]
    assert f'lang="{language}"' in sheet
    assert ("The night has its own tone (da)" in sheet) is (language == "da")
    assert ("Read the story" in sheet) is (language == "en")
    assert f"<strong>{link_of(app, name).code.upper()}</strong>" in sheet
    assert "127.0.0.1:8000/r/" in sheet
    assert "style=" not in page.text
    assert "canteen" not in sheet


def test_the_square_leads_to_the_link() -> None:
    """The drawing has no style a strict page would refuse; the picture is sharp enough for print, black on white with a quiet edge."""
    address = "https://del.by.dk/cdf2x87"
    drawing = svg_of(address)
    assert b"style" not in drawing
    assert b"class" not in drawing
    assert b"script" not in drawing
    root = ElementTree.fromstring(drawing)
    assert root.tag.endswith("svg")
    picture = Image.open(BytesIO(png_of(address))).convert("L")
    side = picture.size[0]
    assert side == picture.size[1] >= 708  # Six centimetres at 300 dots to the inch.
    edge = 4 * 24
    assert picture.crop((0, 0, side, edge)).getextrema() == (255, 255)
    assert picture.crop((0, 0, edge, side)).getextrema() == (255, 255)
    assert picture.getpixel((edge + 1, edge + 1)) == 0


def test_both_forms_of_the_square_come_from_the_app(cast: Cast, poster: str, visit: Visitor) -> None:
    client = visit(cast.lone)
    drawn, kept = client.get(f"/links/{poster}/square.svg"), client.get(f"/links/{poster}/square.png?keep=1")
    assert (drawn.content_type, kept.content_type) == ("image/svg+xml", "image/png")
    assert "Content-Disposition" not in drawn.headers
    assert re.fullmatch(rf'attachment; filename="[{SIGNS}]{{7}}\.png"', kept.headers["Content-Disposition"])
    assert client.get(f"/links/{poster}/square.gif").status_code == 404


def test_ones_own_square_is_ones_own(app: Flask, cast: Cast, scene: Scene, visit: Visitor) -> None:
    """A share's link is drawn for whose it is; editors and administrators are told that there is none."""
    with app.app_context():
        name = make_share(cast.camilla, scene.found_story()).link.public_id
        db.session.commit()
    assert visit(cast.camilla).get(f"/links/{name}/square.svg").status_code == 200
    for person in (cast.jonas, cast.lone, cast.anders, cast.birgitte):
        for path in ("", "/square.svg", "/square.png", "/poster"):
            assert visit(person).get(f"/links/{name}{path}").status_code == 404, path
        assert visit(person).post(f"/links/{name}/close").status_code == 404
    assert app.test_client().get(f"/links/{name}/square.svg").status_code == 303


def test_only_those_who_make_posters_see_them(app: Flask, cast: Cast, scene: Scene, poster: str, visit: Visitor) -> None:
    """Editors, the programme's owner and initiator, and administrators of all of it; colleagues who read the story may not."""
    for person in (cast.lone, cast.tine, cast.birgitte, cast.anders):
        assert visit(person).get(f"/links/{poster}").status_code == 200
        assert visit(person).get(f"/links/story/{scene.story}").status_code == 200
    for person, expected in ((cast.camilla, 403), (cast.josefine, 403), (cast.jonas, 404)):
        assert visit(person).get(f"/links/{poster}").status_code == 404
        assert visit(person).get(f"/links/story/{scene.story}").status_code in {expected, 403, 404}
        assert visit(person).post(f"/links/story/{scene.story}", data={"label": "x", "language": "da"}).status_code in {403, 404}
    with app.app_context():
        assert db.session.query(Link).count() == 1


def test_an_owner_who_is_no_editor_makes_posters_for_a_campaign(app: Flask, cast: Cast, scene: Scene, visit: Visitor) -> None:
    with app.app_context():
        db.session.get_one(Programme, scene.programme_id).owner_id = db.session.get_one(Person, cast.jonas.id).id
        db.session.commit()
    assert make(visit(cast.jonas), scene)


@pytest.mark.parametrize("change", ["retired", "internal", "draft"])
def test_a_story_that_leads_nowhere_gets_no_poster(app: Flask, cast: Cast, scene: Scene, visit: Visitor, change: str) -> None:
    with app.app_context():
        story = scene.found_story()
        if change == "retired":
            story.retired_at = clock.now()
        elif change == "internal":
            db.session.get_one(StoryVersion, scene.version_id).is_internal = True
        else:
            story.published_version_id = None
        db.session.commit()
    answer = visit(cast.lone).post(f"/links/story/{scene.story}", data={"label": "Canteen", "language": "da"})
    assert answer.status_code == (404 if change == "draft" else 422)
    if change != "draft":
        assert 'value="Canteen"' in answer.text
    with app.app_context():
        assert db.session.query(Link).count() == 0


@pytest.mark.parametrize("label", ["", "   ", "x" * 121, "a\x00b"])
def test_a_label_says_where_it_hangs(app: Flask, cast: Cast, scene: Scene, visit: Visitor, label: str) -> None:
    assert visit(cast.lone).post(f"/links/story/{scene.story}", data={"label": label, "language": "da"}).status_code == 422
    assert visit(cast.lone).post(f"/links/story/{scene.story}", data={"label": "x", "language": "fr"}).status_code == 422
    with app.app_context():
        assert db.session.query(Link).count() == 0


def test_a_closed_poster_says_so_kindly(app: Flask, client: FlaskClient, cast: Cast, poster: str, visit: Visitor) -> None:
    code, editor = link_of(app, poster).code, visit(cast.tine)
    for _ in range(2):
        assert editor.post(f"/links/{poster}/close").status_code == 303
    assert follow(client, code).status_code == 410
    assert "This link is closed" in editor.get(f"/links/{poster}").text
    assert editor.get(f"/links/{poster}/poster").status_code == 404
    with app.app_context():
        assert db.session.query(HistoryEntry).filter_by(deed="links.link.closed").count() == 1


def test_a_poster_shows_no_picture_that_only_one_network_may_show(app: Flask, client: FlaskClient, poster: str) -> None:
    """A link that may hang anywhere needs a yes for everywhere."""
    assert queries.places_of(link_of(app, poster).network) > {"linkedin"}
    assert follow(client, link_of(app, poster).code, agent="facebookexternalhit/1.1").status_code == 200


def test_any_link_is_stopped_by_its_address_and_nobody_learns_whose_it_is(app: Flask, client: FlaskClient, cast: Cast, scene: Scene, visit: Visitor) -> None:
    """Attack row R12: the switch for one code."""
    with app.app_context():
        link = make_share(cast.camilla, scene.found_story(), code="cdf2x87").link
        name = link.public_id
        db.session.commit()
    for person in (cast.lone, cast.anders, cast.birgitte):
        page = visit(person).get("/links/close", query_string={"address": "http://127.0.0.1:8000/r/CDF2X87?fbclid=1"}).text
        assert "Close this link" in page
        assert "Camilla" not in page
    assert visit(cast.lone).post(f"/links/close/{name}").status_code == 303
    assert follow(client, "cdf2x87").status_code == 410
    assert visit(cast.lone).post(f"/links/close/{name}").status_code == 303
    assert "Close this link" not in visit(cast.lone).get("/links/close?address=cdf2x87").text
    with app.app_context():
        assert db.session.query(HistoryEntry).filter_by(deed="links.link.closed").one().person_id == cast.lone.id


@pytest.mark.parametrize("typed", ["", "nothing", "vvx2876", "https://evil.example/<script>alert(1)</script>", "x" * 9_000, "%00", "'--", "\x00"])
def test_what_is_no_link_of_ours_is_not_found(cast: Cast, scene: Scene, visit: Visitor, typed: str) -> None:
    answer = visit(cast.lone).get("/links/close", query_string={"address": typed})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert ("There is no such link" in answer.text) is bool(typed.strip())


def test_those_without_such_a_role_cannot_stop_links(app: Flask, client: FlaskClient, cast: Cast, scene: Scene, visit: Visitor) -> None:
    with app.app_context():
        name = make_share(cast.camilla, scene.found_story(), code="cdf2x87").link.public_id
        db.session.commit()
    for person in (cast.jonas, cast.camilla, cast.henrik, cast.josefine):
        assert visit(person).get("/links/close?address=cdf2x87").status_code == 403
        assert visit(person).post(f"/links/close/{name}").status_code == 403
    assert app.test_client().post(f"/links/close/{name}").status_code in {303, 401}
    assert follow(client, "cdf2x87").status_code == 302


def test_posters_through_the_api(app: Flask, client: FlaskClient, cast: Cast, scene: Scene) -> None:
    headers = token_for(app, cast.lone, "links:read", "links:write")
    made = client.post(f"/api/v1/stories/{scene.story}/posters", json={"label": "Library screen", "language": "en"}, headers=headers)
    assert made.status_code == 201
    assert made.json is not None
    name, address = made.json["id"], made.json["address"]
    assert follow(client, address.rpartition("/")[2]).status_code == 302
    visits(app)
    listed = client.get(f"/api/v1/stories/{scene.story}/posters", headers=headers).json
    assert listed is not None
    assert [each["label"] for each in listed["posters"]] == ["Library screen"]
    told = client.get(f"/api/v1/links/{name}/visits", headers=headers).json
    assert told is not None
    assert told["kinds"] == [{"kind": "person", "label": "People", "count": 1}]
    assert [each["counts"] for each in told["days"]] == [{"person": 1}]
    for sent in ({"label": ""}, {"label": "x" * 121}, {"label": "x", "language": "fr"}, {"label": "x", "code": "mine"}, {}):
        assert client.post(f"/api/v1/stories/{scene.story}/posters", json=sent, headers=headers).status_code == 422
    assert client.post(f"/api/v1/links/{name}/close", headers=headers).status_code == 204
    assert follow(client, address.rpartition("/")[2]).status_code == 410


def test_the_api_tells_of_ones_own_link_and_of_nobody_elses(app: Flask, client: FlaskClient, cast: Cast, scene: Scene) -> None:
    """Compliance P26: how often a share's link was followed is for the sharer."""
    with app.app_context():
        link = make_share(cast.camilla, scene.found_story()).link
        name, code = link.public_id, link.code
        db.session.commit()
    for agent in (BROWSER, "curl/8"):
        follow(client, code, agent=agent)
    visits(app)
    own = client.get(f"/api/v1/links/{name}/visits", headers=token_for(app, cast.camilla, "links:read")).json
    assert own is not None
    assert {each["kind"]: each["count"] for each in own["kinds"]} == {"person": 1, "robot": 1}
    assert client.get(f"/api/v1/links/{name}/visits", headers=token_for(app, cast.lone, "links:read")).status_code == 404
    assert client.post(f"/api/v1/links/{name}/close", headers=token_for(app, cast.lone, "links:write")).status_code == 404
    assert client.get(f"/api/v1/links/{name}/visits", headers=token_for(app, cast.camilla, "stories:read")).status_code == 403
    assert client.get(f"/api/v1/links/{name}/visits").status_code == 401
