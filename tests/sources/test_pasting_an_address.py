"""Pasting an address: what is there is shown, a draft is begun with it, and whatever goes wrong costs nobody a word."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
import time_machine
from flask import Flask

from advocacy.files.models import Picture
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.history.models import HistoryEntry
from advocacy.sources import outside
from advocacy.sources.jobs import forget_old
from advocacy.sources.models import PagePreview
from tests.foundation.outside import say
from tests.sources.stage import PAGE, Desk, Site

COULD_NOT = "We could not read this page. Check the address, or write the story yourself."


def pastes(desk: Desk, url: str, person: Any = None) -> Any:
    return desk.client(person).post("/sources/address", data={"address": url})


def looked_at(desk: Desk, url: str) -> str:
    answer = pastes(desk, url)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def begins(desk: Desk, **changes: Any) -> Any:
    filled = {"title": "Natten", "words": "Kl. 02.40", "address": "https://bredfjord.example/x", "language": "da", **changes}
    return desk.client().post("/sources/draft", data={"programme": desk.programme, **filled})


def test_an_editor_sees_what_is_there_and_begins_a_draft_with_it(desk: Desk, site: Site) -> None:
    site.puts("/night", PAGE)
    site.puts_picture()
    client = desk.client()
    shown = client.get(looked_at(desk, site.url("/night"))).text
    for words in ("Natten har sin egen tone", "Kl. 02.40 er der stille på Fjordglimt.", "Bredfjord Kommune", site.url("/night")):
        assert words in shown
    picture = shown.split('name="picture" value="')[1].split('"')[0]
    assert client.get(f"/files/pictures/{picture}/card").status_code == 200
    assert not desk.stories(), "looking at a page makes nothing"

    answer = begins(desk, title="Natten har sin egen tone", address=site.url("/night"), picture=picture, takes_picture="y")
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("/edit")
    story = desk.stories()[0]
    assert (story["title"], story["body"]) == ({"da": "Natten har sin egen tone"}, {"da": "Kl. 02.40"})
    assert (story["status"], story["picture"], story["address"]) == ("draft", picture, site.url("/night"))
    assert desk.published() == 0


def test_a_picture_nobody_chose_is_not_taken(desk: Desk) -> None:
    begins(desk, picture="AAAAAAAAAAAAAAAA")
    assert desk.stories()[0]["picture"] is None


@pytest.mark.parametrize(
    ("head", "title", "words", "language"),
    [
        ('<html lang="en"><title>Plain title</title><meta name="description" content="Plain words">', "Plain title", "Plain words", "en"),
        ('<meta name="twitter:title" content="Bird"><meta name="twitter:description" content="Sings">', "Bird", "Sings", ""),
        (
            '<html lang="de"><script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Linked","description":"Data",'
            '"inLanguage":"da"}]}</script><title>Other</title>',
            "Linked",
            "Data",
            "",
        ),
        ('<script type="application/ld+json">{broken</script><title>Still here</title>', "Still here", "", ""),
        ('<meta property="og:locale" content="da_DK"><h1>Only <em>a</em> heading</h1>', "Only a heading", "", "da"),
        ("<title>R&oslash;dgr&oslash;d &amp; fl&oslash;de</title>", "Rødgrød & fløde", "", ""),
    ],
)
def test_each_way_a_page_may_say_it_is_understood(
    desk: Desk, site: Site, app: Flask, head: str, title: str, words: str, language: str
) -> None:
    site.puts("/p", head)
    looked_at(desk, site.url("/p"))
    with app.app_context():
        found = db.session.query(PagePreview).one()
        assert (found.title, found.words, found.language) == (title, words, language)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<title>Blåbær</title>".encode("iso-8859-1"), "text/html; charset=iso-8859-1"),
        ("<meta charset=windows-1252><title>Blåbær</title>".encode("cp1252"), "text/html"),
        ("<title>Blåbær</title>".encode("utf-16"), "text/html"),
        ("<title>Blåbær</title>".encode("cp1252"), "text/html"),
        ("<title>Blåbær</title>".encode(), "text/html; charset=utf-7"),
        ("<title>Blå\x00bær</title>".encode(), "text/html; charset=utf-8"),
    ],
)
def test_a_page_in_any_writing_is_read(desk: Desk, site: Site, app: Flask, body: bytes, kind: str) -> None:
    """Attack row F14: what the bytes mean is judged here, and UTF-7 is not believed."""
    site.puts("/p", body, kind)
    looked_at(desk, site.url("/p"))
    with app.app_context():
        assert db.session.query(PagePreview).one().title == "Blåbær"


def test_a_poisoned_page_is_only_text(desk: Desk, site: Site, app: Flask) -> None:
    """Attack row M21: tags, a megabyte, hidden marks, and pictures that lead elsewhere."""
    title = "<script>alert(1)</script>Fine \u202eelttit\u202c <img src=x onerror=alert(1)>" + "x" * 1_000_000
    site.puts(
        "/p", f'<meta property="og:title" content="{title.replace(chr(34), "")}"><meta property="og:image" content="javascript:alert(1)">'
    )
    page = desk.client().get(looked_at(desk, site.url("/p"))).text
    assert "alert(1)" not in page
    with app.app_context():
        found = db.session.query(PagePreview).one()
        assert found.title.startswith("Fine elttit")
        assert len(found.title) <= 300
        assert found.picture is None


@pytest.mark.parametrize(
    "address", ["http://169.254.169.254/latest/meta-data", "http://127.0.0.1:1/x.jpg", "file:///etc/passwd", "//[::1]/x"]
)
def test_a_picture_within_the_house_is_not_fetched(desk: Desk, site: Site, app: Flask, address: str) -> None:
    """Attack rows M21 and F17: the second address goes through the same door as the first."""
    site.puts("/p", f'<title>Fine</title><meta property="og:image" content="{address}">')
    looked_at(desk, site.url("/p"))
    with app.app_context():
        assert db.session.query(PagePreview).one().picture_id is None
        assert db.session.query(Picture).count() == 0
    assert [path for path, _headers in site.calls] == ["/p"]


@pytest.mark.parametrize("body", [b"<html>not a picture", b"", b"\x89PNG\r\n\x1a\n" + bytes(100)])
def test_a_picture_that_is_none_costs_nothing_but_itself(desk: Desk, site: Site, app: Flask, body: bytes) -> None:
    site.puts("/p", '<title>Fine</title><meta property="og:image" content="/p.png">')
    site.puts("/p.png", body, "image/png")
    looked_at(desk, site.url("/p"))
    with app.app_context():
        assert db.session.query(PagePreview).one().picture_id is None


@pytest.mark.parametrize(
    ("claimed", "kept"),
    [("/real", True), ("https://evil.example/phish", False), ("javascript:alert(1)", False), ("//evil.example/x", False)],
)
def test_a_page_may_say_where_it_is_within_its_own_site(desk: Desk, site: Site, app: Flask, claimed: str, kept: bool) -> None:
    """Attack row M21: readers of the story are not sent elsewhere by a line in a page."""
    site.puts("/p", f'<title>Fine</title><link rel="canonical" href="{claimed}">')
    looked_at(desk, site.url("/p?utm_source=x"))
    with app.app_context():
        assert db.session.query(PagePreview).one().address == (site.url("/real") if kept else site.url("/p?utm_source=x"))


def _never_ends(call: BaseHTTPRequestHandler) -> None:
    call.send_response(200)
    call.send_header("Content-Type", "text/html")
    call.end_headers()
    try:
        for _ in range(100_000):
            call.wfile.write(bytes(65_536))
    except OSError:
        return


def _round_and_round(call: BaseHTTPRequestHandler) -> None:
    say(call, 302, location=call.path)


@pytest.mark.parametrize(
    "answer",
    [
        lambda call: say(call, 404, b"<title>Not found</title>", content_type="text/html"),
        lambda call: say(call, 500, b"<title>Broken</title>", content_type="text/html"),
        lambda call: say(call, 402, b"<title>Pay first</title>", content_type="text/html"),
        lambda call: say(call, 200, b"<title>Sign in</title><input type=password>", content_type="text/html"),
        lambda call: say(call, 200, b"%PDF-1.7", content_type="application/pdf"),
        lambda call: say(call, 200, b"", content_type="text/html"),
        lambda call: say(call, 200, b"<p>no title", content_type="text/html"),
        lambda call: say(call, 200, b"<div>" * 390_000, content_type="text/html"),
        _round_and_round,
        _never_ends,
    ],
    ids=["404", "500", "paywall", "login", "pdf", "empty", "untitled", "nested", "loop", "endless"],
)
def test_a_page_that_cannot_be_read_is_told_in_one_sentence_and_can_be_typed(desk: Desk, site: Site, answer: Any) -> None:
    """Attack row M22: it comes to an end by itself, with the address still there."""
    site.pages["/p"] = answer
    began = time.monotonic()
    sent = pastes(desk, site.url("/p"))
    assert time.monotonic() - began < 40, "the limits are five seconds each; a busy machine is slow besides"
    assert sent.status_code == 422
    assert COULD_NOT in sent.text
    assert site.url("/p") in sent.text
    assert "Begin the draft" in sent.text
    assert begins(desk, address=site.url("/p"), title="I type it myself").status_code == 303
    assert desk.stories()[0]["title"] == {"da": "I type it myself"}


@pytest.mark.parametrize(
    "typed",
    ["", "not an address", "javascript:alert(1)", "http://a@127.0.0.1:80@b/", "http://127.0.0.1\\@x.dk/", "http://x.dk/" + "a" * 1000],
)
def test_what_is_no_address_is_told_beside_the_field(desk: Desk, typed: str) -> None:
    """Attack rows F07 and F10."""
    assert pastes(desk, typed).status_code == 422


def test_every_failure_is_told_in_the_same_words(desk: Desk, site: Site) -> None:
    """Attack row F21: a closed port, a refused number and a missing page cannot be told apart."""
    told = set()
    for url in (site.url("/missing"), "http://127.0.0.1:9/", "http://10.0.0.1/", "http://nowhere.invalid/", "http://169.254.169.254/"):
        page = pastes(desk, url).text
        told.add(page.replace(url, "").split('id="address-errors"')[1].split("</p>")[0])
    assert len(told) == 1


def test_a_failure_takes_as_long_whatever_the_cause(app: Flask, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Attack row F21: refused at once or answered wrongly, it is told no sooner than after the same second."""
    monkeypatch.setattr(outside, "TELLING_TIMES", (1.0, 6.0))
    with app.app_context():
        for url in (site.url("/missing"), "http://10.0.0.1/"):
            began = time.monotonic()
            with pytest.raises(Exception, match="kunne ikke hente"):
                outside.look_at_page(url)
            assert time.monotonic() - began > 0.95


def test_a_page_is_not_asked_twice_in_a_day(desk: Desk, site: Site) -> None:
    """Attack row F16: whoever of the editors asks."""
    site.puts("/p", PAGE)
    assert looked_at(desk, site.url("/p")) == looked_at(desk, site.url("/p"))
    assert pastes(desk, site.url("/p"), desk.cast.tine).headers["Location"] == looked_at(desk, site.url("/p"))
    assert site.asked("/p") == 1
    with time_machine.travel(clock.now().replace(year=clock.now().year + 1)):
        looked_at(desk, site.url("/p"))
    assert site.asked("/p") == 2


def test_one_person_asks_ten_times_a_minute_and_one_site_is_asked_six_times(
    desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Attack row F16."""
    site.puts("/p", PAGE)
    answers = [pastes(desk, site.url(f"/p?{number}")) for number in range(8)]
    assert [answer.status_code for answer in answers] == [303] * 6 + [429] * 2
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert site.url("/p?7") in answers[-1].text, "what was typed is kept"
    assert pastes(desk, site.url("/p?8"), desk.cast.tine).status_code == 429, "the site is spared whoever asks"
    assert site.asked("/p?6") == 0
    others = [pastes(desk, f"http://10.0.0.{number}/").status_code for number in range(3)]
    assert others == [422, 422, 429], "the tenth and last try of this person was the second of these"
    with time_machine.travel(clock.now().timestamp() + 61):
        assert pastes(desk, site.url("/p?9")).status_code == 303


def test_a_story_does_not_change_when_the_page_does(desk: Desk, site: Site, app: Flask) -> None:
    """Attack row M23: what was found is a copy; no job and no page asks for it again."""
    site.puts("/p", PAGE)
    looked_at(desk, site.url("/p"))
    begins(desk, title="Natten har sin egen tone", address=site.url("/p"))
    site.puts("/p", "<title>BUY NOW</title>")
    before = len(site.calls)
    with time_machine.travel(clock.now().timestamp() + 3 * 86_400):
        desk.run_jobs()
        desk.client().get(f"/stories/{desk.stories()[0]['story']}/review")
    assert desk.stories()[0]["title"] == {"da": "Natten har sin egen tone"}
    assert not [path for path, _headers in site.calls[before:] if _headers.get("accept", "").startswith("text/html,")]


def test_previews_are_forgotten_after_a_day(desk: Desk, site: Site, app: Flask) -> None:
    site.puts("/p", PAGE)
    where = looked_at(desk, site.url("/p"))
    with time_machine.travel(clock.now().timestamp() + 86_500):
        assert desk.client().get(where).status_code == 404
        with app.app_context():
            forget_old()
            assert db.session.query(PagePreview).count() == 0


def test_only_editors_bring_stories_in(desk: Desk, app: Flask, site: Site) -> None:
    site.puts("/p", PAGE)
    for who, status in (("camilla", 403), ("birgitte", 403), ("anders", 403), ("tine", 303)):
        assert pastes(desk, site.url("/p"), getattr(desk.cast, who)).status_code == status, who
    assert app.test_client().get("/sources/").status_code == 303


def test_a_draft_from_a_page_leaves_its_trace(desk: Desk, app: Flask) -> None:
    begins(desk)
    with app.app_context():
        deeds = {entry.deed for entry in db.session.query(HistoryEntry)}
        assert {"stories.story.created", "sources.page.drafted"} <= deeds


@pytest.mark.parametrize("changes", [{"title": ""}, {"title": "x" * 201}, {"address": "javascript:alert(1)"}, {"words": "x" * 20_001}])
def test_what_was_changed_before_the_draft_is_kept_when_it_is_wrong(desk: Desk, changes: dict[str, str]) -> None:
    answer = begins(desk, **{"words": "My own words", **changes})
    assert answer.status_code == 422
    assert "My own words" in answer.text or "words" in changes
    assert not desk.stories()
