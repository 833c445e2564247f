"""Following a feed: read in turns, each thing once, nothing published by itself, and hostile feeds end as a failure and no more."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from advocacy.foundation import clock, jobs
from advocacy.foundation.database import db
from advocacy.foundation.jobs import Job, JobStatus
from advocacy.history.models import HistoryEntry
from advocacy.sources.models import Finding, FindingStatus, Source, SourceStatus
from advocacy.sources.queries import sources_that_failed
from tests.foundation.outside import say, web_server
from tests.sources.stage import Desk, Site, told


def names(desk: Desk) -> list[str]:
    return [each.title for each in desk.findings()]


def test_an_editor_follows_a_feed_and_what_it_tells_waits(desk: Desk, site: Site) -> None:
    site.puts_feed("/rss", told("Second", "/2", day="Tue, 02 Jun 2026 10:00:00 GMT"), told("First", "/1"), title="Bredfjord &amp; news")
    name = desk.followed(site.url("/rss"), topic=desk.topic)
    page = desk.client().get(f"/sources/feeds/{name}").text
    assert "Bredfjord &amp; news" in page
    assert page.index("Second") < page.index("First"), "the newest stands first"
    assert site.url("/2") in page
    assert (desk.stories(), desk.published()) == ([], 0), "nothing becomes a story by itself"


def test_a_page_that_names_its_feed_will_do(desk: Desk, site: Site) -> None:
    site.puts("/", '<title>Home</title><link rel="alternate" type="application/atom+xml" href="atom.xml">')
    entry = (
        '<entry><id>tag:1</id><title>Atom</title><link href="/a"/><updated>2026-06-01T10:00:00Z</updated><summary>Words</summary></entry>'
    )
    site.puts("/atom.xml", f'<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title>{entry}</feed>', "application/atom+xml")
    desk.followed(site.url("/"))
    assert desk.source().address == site.url("/atom.xml")
    assert [(each.title, each.words, each.address) for each in desk.findings()] == [("Atom", "Words", site.url("/a"))]


def test_the_same_thing_is_found_once(desk: Desk, site: Site) -> None:
    """Attack row F18: by the name the feed gives it, or by its address."""
    site.puts_feed("/rss", told("A", "/1", guid="g1"), told("A again", "/other", guid="g1"), told("B", "/2"), told("B again", "/2"))
    desk.followed(site.url("/rss"))
    assert sorted(names(desk)) == ["A", "B"]
    site.puts_feed("/rss", told("C", "/3"), told("A", "/1", guid="g1"), told("B", "/2"))
    desk.reads()
    assert names(desk)[-1] == "C"
    assert len(names(desk)) == 3


def test_a_feed_is_followed_once(desk: Desk, site: Site) -> None:
    site.puts_feed("/rss", told())
    desk.followed(site.url("/rss"))
    again = desk.follow(site.url("/rss"))
    assert again.status_code == 422
    assert "followed already" in again.text
    assert site.url("/rss") in again.text


def test_a_finding_becomes_a_draft_with_its_picture(desk: Desk, site: Site) -> None:
    entry = (
        told("Night", "/n", words="&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;")
        + '<enclosure url="/picture.jpg" type="image/jpeg" length="1"/>'
    )
    site.puts_feed("/rss", entry)
    site.puts_picture()
    desk.followed(site.url("/rss"), topic=desk.topic)
    name = desk.findings()[0].public_id
    answer = desk.client().post(f"/sources/found/{name}/draft", data={})
    assert answer.status_code == 303
    story = desk.stories()[0]
    assert (story["title"], story["body"], story["address"]) == ({"da": "Night"}, {"da": "One.\n\nTwo."}, site.url("/n"))
    assert (story["status"], story["topic"]) == ("draft", desk.topic)
    assert story["picture"]
    again = desk.client(desk.cast.tine).post(f"/sources/found/{name}/draft", data={})
    assert (again.status_code, len(desk.stories())) == (303, 1), "a colleague who presses as well is led to the draft there is"
    listed = desk.client().get("/sources/found?list=drafted").text
    assert f"/stories/{story['story']}/review" in listed


def test_findings_are_put_away_and_taken_back(desk: Desk, site: Site) -> None:
    site.puts_feed("/rss", *(told(f"N{number}", f"/{number}") for number in range(3)))
    feed, client = desk.followed(site.url("/rss")), desk.client()
    first, *others = [each.public_id for each in desk.findings()]
    back = f"/sources/feeds/{feed}"
    assert client.post(f"/sources/found/{first}/put-away", data={"back": back}).headers["Location"] == back
    assert client.post(f"/sources/found/{first}/put-away", data={"back": "//evil.example"}).status_code == 409
    client.post("/sources/found/put-away", data={"shown": [*others, "AAAAAAAAAAAAAAAA"]})
    assert {each.status for each in desk.findings()} == {FindingStatus.PUT_AWAY}
    client.post(f"/sources/found/{first}/take-back", data={"back": "//evil.example"})
    assert [each.status for each in desk.findings()].count(FindingStatus.NEW) == 1
    assert client.post(f"/sources/found/{first}/take-back", data={}).status_code == 409
    desk.reads()
    assert len(desk.findings()) == 3, "what was put away does not come back by itself"


def test_a_feed_that_changes_its_words_does_not_change_a_draft(desk: Desk, site: Site) -> None:
    """Attack row M23: the draft stays, and the editor is told; what nobody has looked at is told as it is now."""
    site.puts_feed("/rss", told("New", "/n"), told("Drafted", "/d"))
    desk.followed(site.url("/rss"))
    drafted = next(each for each in desk.findings() if each.title == "Drafted")
    desk.client().post(f"/sources/found/{drafted.public_id}/draft", data={})
    site.puts_feed("/rss", told("Newer", "/n"), told("BUY NOW", "/d"))
    desk.reads()
    assert desk.stories()[0]["title"] == {"da": "Drafted"}
    assert sorted(names(desk)) == ["Drafted", "Newer"]
    assert "has changed this since" in desk.client().get("/sources/found?list=drafted").text


def test_a_feed_that_has_nothing_new_says_so(desk: Desk, site: Site) -> None:
    """The state a feed has named is sent back to it, so that it need not send itself again."""
    site.puts_feed("/rss", told(), etag='"v1"', last_modified="Mon, 01 Jun 2026 10:00:00 GMT")
    desk.followed(site.url("/rss"))
    site.pages["/rss"] = lambda call: say(call, 304)
    desk.reads()
    sent = site.calls[-1][1]
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('"v1"', "Mon, 01 Jun 2026 10:00:00 GMT")
    source = desk.source()
    assert (source.failure_count, source.etag, len(desk.findings())) == (0, '"v1"', 1)
    assert timedelta(minutes=53) < source.due_at - clock.now() < timedelta(minutes=67)


def test_feeds_are_read_when_their_turn_comes(desk: Desk, site: Site, app: Flask) -> None:
    site.puts_feed("/rss", told("A", "/a"))
    desk.followed(site.url("/rss"))
    site.puts_feed("/rss", told("B", "/b"), told("A", "/a"))
    with app.app_context():
        jobs.ask_for("sources.read_feeds", unique_key="a turn")
        db.session.commit()
        jobs.run_due_jobs()
    assert names(desk) == ["A"], "it is not due yet"
    with time_machine.travel(clock.now() + timedelta(hours=2)), app.app_context():
        jobs.ask_for("sources.read_feeds", unique_key="the next turn")
        db.session.commit()
        jobs.run_due_jobs()
    assert names(desk) == ["A", "B"]


def test_five_failures_pause_a_feed_until_an_editor_resumes_it(desk: Desk, site: Site, app: Flask) -> None:
    """Attack row F19: with later and later tries, a notice for editors, and nothing else."""
    site.puts_feed("/rss", told())
    name = desk.followed(site.url("/rss"))
    site.puts("/rss", "<title>Domain for sale</title>")
    waits = []
    for _turn in range(5):
        desk.reads()
        waits.append(desk.source().due_at - clock.now())
    assert waits == sorted(waits)
    assert waits[-1] > timedelta(hours=14)
    assert desk.source().status is SourceStatus.FAILED
    with app.app_context():
        assert [source.public_id for source in sources_that_failed()] == [name]
        assert db.session.query(HistoryEntry).filter_by(deed="sources.feed.failed").count() == 1
        assert db.session.query(Job).filter(Job.status == JobStatus.DEAD).count() == 0
    assert "paused itself" in desk.client().get("/sources/").text
    asked = site.asked("/rss")
    desk.reads()
    assert site.asked("/rss") == asked, "a paused feed is not asked"
    site.puts_feed("/rss", told(), told("B", "/b"))
    assert desk.client().post(f"/sources/feeds/{name}/resume", data={}).status_code == 303
    desk.run_jobs()
    assert desk.source().status is SourceStatus.READ
    assert len(desk.findings()) == 2


def test_a_feed_that_is_gone_for_good_pauses_at_once(desk: Desk, site: Site) -> None:
    site.puts_feed("/rss", told())
    desk.followed(site.url("/rss"))
    site.puts("/rss", "gone", status=410)
    desk.reads()
    assert desk.source().status is SourceStatus.FAILED


def test_a_failure_in_between_is_forgotten(desk: Desk, site: Site) -> None:
    site.puts_feed("/rss", told())
    desk.followed(site.url("/rss"))
    site.pages.pop("/rss")
    desk.reads()
    assert desk.source().failure_count == 1
    site.puts_feed("/rss", told())
    desk.reads()
    assert desk.source().failure_count == 0


def test_a_feed_is_paused_resumed_and_changed_by_hand(desk: Desk, site: Site) -> None:
    site.puts_feed("/rss", told())
    name, client = desk.followed(site.url("/rss")), desk.client()
    client.post(f"/sources/feeds/{name}/pause", data={})
    assert desk.source().status is SourceStatus.PAUSED
    assert client.post(f"/sources/feeds/{name}/pause", data={}).status_code == 409
    client.post(f"/sources/feeds/{name}/resume", data={})
    assert desk.source().status is SourceStatus.READ
    assert client.post(f"/sources/feeds/{name}/resume", data={}).status_code == 409
    assert client.post(f"/sources/feeds/{name}", data={"language": "en", "topic": desk.topic}).status_code == 303
    source = desk.source()
    assert (source.language, source.topic_id is not None) == ("en", True)
    assert client.post(f"/sources/feeds/{name}", data={"language": "en", "topic": "AAAA"}).status_code == 422
    assert client.post(f"/sources/feeds/{name}", data={"language": "xx", "topic": ""}).status_code == 422


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9))
    + "]><rss version='2.0'><channel><title>Bomb</title><item><title>&j;</title><link>/x</link></item></channel></rss>"
)


def test_an_entity_bomb_does_no_harm(desk: Desk, site: Site) -> None:
    """Attack row F18: ten to the ninth letters are never written out."""
    site.puts("/rss", BOMB, "application/rss+xml")
    began = time.monotonic()
    desk.follow(site.url("/rss"))
    assert time.monotonic() - began < 15
    assert all(len(each.title) <= 300 for each in desk.findings())


def test_what_a_feed_points_at_outside_itself_is_not_fetched(desk: Desk, site: Site) -> None:
    """Attack row F18: external entities and document types; the canary counts nobody."""
    seen: list[str] = []
    with web_server(lambda call: (seen.append(call.path), say(call, 200, b"canary"))[1]) as port:
        feed = (
            f'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://127.0.0.1:{port}/dtd" [<!ENTITY e SYSTEM "http://127.0.0.1:{port}/e">'
            '<!ENTITY f SYSTEM "file:///etc/passwd">]>'
            "<rss version='2.0'><channel><title>X</title><item><title>T &e; &f;</title><link>/x</link></item></channel></rss>"
        )
        site.puts("/rss", feed, "application/rss+xml")
        desk.follow(site.url("/rss"))
    assert seen == []
    assert not any("root:" in each.title or "canary" in each.title for each in desk.findings())


def test_hostile_links_and_titles_are_only_text(desk: Desk, site: Site) -> None:
    """Attack row F18: feedparser leaves ``javascript:`` links as they are, so they are taken out here."""
    hostile = (
        told("&lt;script&gt;alert(1)&lt;/script&gt;Fine &lt;img src=x onerror=alert(1)&gt;", "javascript:alert(1)", guid="1"),
        told("Data", "data:text/html,&lt;script&gt;alert(1)&lt;/script&gt;", guid="2"),
        told("Inside", "http://user:secret@x.dk/", guid="3"),
        told("Metadata", "http://169.254.169.254/latest", guid="6"),
        told("Relative", "../news/1", guid="4"),
        told("<![CDATA[<b>Bold</b>]]>", "/b", guid="5", words="<![CDATA[<p onclick=alert(1)>Hello<script>alert(2)</script></p>]]>"),
    )
    site.puts_feed("/feeds/rss", *hostile)
    name = desk.followed(site.url("/feeds/rss"))
    found = {each.title: each for each in desk.findings()}
    assert set(found) == {"Fine", "Data", "Inside", "Metadata", "Relative", "Bold"}
    assert [found[title].address for title in ("Fine", "Data", "Inside", "Metadata")] == [""] * 4
    assert found["Relative"].address == site.url("/news/1")
    assert found["Bold"].words == "Hello"
    page = desk.client().get(f"/sources/feeds/{name}").text
    assert "alert(" not in page
    assert "javascript:" not in page


def test_impossible_days_are_no_days(desk: Desk, site: Site) -> None:
    """Attack row F18: missing, future and ancient dates."""
    days = ["", "Fri, 01 Jan 2999 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "not a day", "Mon, 99 Foo 20266 99:99:99 GMT"]
    site.puts_feed("/rss", *(told(f"N{number}", f"/{number}", day=day) for number, day in enumerate(days)))
    desk.followed(site.url("/rss"))
    assert [each.told_at for each in desk.findings()] == [None] * 5


@pytest.mark.parametrize("count", [201, 3_000])
def test_of_many_things_two_hundred_are_taken(desk: Desk, site: Site, count: int) -> None:
    """Attack row F18."""
    site.puts_feed("/rss", *(told(f"N{number}", f"/{number}") for number in range(count)))
    desk.followed(site.url("/rss"))
    assert len(desk.findings()) == 200
    assert desk.findings()[-1].title == "N0"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"x" * 2_100_000, "application/rss+xml"),
        (b"", "application/rss+xml"),
        (b"<html><title>No feed here</title>", "text/html"),
        (b"{}", "application/json"),
        (b"\x00\x01\x02", "application/rss+xml"),
        (b"<?xml version='1.0'?><rss version='2.0'><channel>" + b"<item><title>a</title></item>" * 65_000, "application/rss+xml"),
    ],
    ids=["too big", "empty", "a page", "json", "chance", "endless"],
)
def test_what_is_no_feed_is_told_beside_the_field(desk: Desk, site: Site, body: bytes, kind: str) -> None:
    """Attack rows F18 and M22."""
    site.puts("/rss", body, kind)
    answer = desk.follow(site.url("/rss"))
    assert answer.status_code == 422
    assert "could not read a feed" in answer.text
    assert site.url("/rss") in answer.text, "what was typed is kept"


def test_a_feed_cannot_be_followed_into_the_house(desk: Desk, site: Site) -> None:
    """Attack rows F01, F08 and F17: neither at once, nor by a redirect, nor later by a job."""
    assert desk.follow("http://169.254.169.254/rss").status_code == 422
    site.puts_feed("/rss", told())
    desk.followed(site.url("/rss"))
    site.pages["/rss"] = lambda call: say(call, 302, location="http://169.254.169.254/rss")
    desk.reads()
    assert desk.source().failure_count == 1


def test_two_thousand_findings_are_shown_twenty_at_a_time(desk: Desk, site: Site, app: Flask) -> None:
    site.puts_feed("/rss", told())
    name = desk.followed(site.url("/rss"))
    with app.app_context():
        source = db.session.query(Source).one()
        rows: list[dict[str, Any]] = [
            {"source_id": source.id, "digest": f"{number:064}", "title": f"N{number}", "words": "", "address": "", "picture_address": ""}
            for number in range(2_000)
        ]
        db.session.execute(
            Finding.__table__.insert().values(status="new", found_at=clock.now()),
            [row | {"public_id": f"n{number}"} for number, row in enumerate(rows)],
        )
        db.session.commit()
    client = desk.client()
    began = time.process_time()
    page = client.get("/sources/found?page=101").text
    assert time.process_time() - began < 1
    assert page.count("<li>\n") <= 21 and "N0" not in client.get(f"/sources/feeds/{name}").text
    assert len(page) < 100_000
    assert client.get("/sources/found?page=102").status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999", "1.5", "²"])
def test_a_page_that_is_no_number_is_not_there(desk: Desk, page: str) -> None:
    assert desk.client().get(f"/sources/found?page={page}").status_code == 404


def test_what_belongs_to_others_is_not_there(desk: Desk, site: Site, app: Flask) -> None:
    """Attack rows Z04 and Z05: an editor of another programme finds neither feed nor finding."""
    from advocacy.accounts import services as accounts
    from advocacy.accounts.models import Role
    from advocacy.programmes.models import Programme

    site.puts_feed("/rss", told())
    feed = desk.followed(site.url("/rss"))
    finding = desk.findings()[0].public_id
    with app.app_context():
        programme = db.session.query(Programme).one()
        programme.units = [db.session.merge(desk.cast.welfare)]
        accounts.grant_role(desk.cast.jonas, Role.EDITOR, db.session.merge(desk.cast.schools), by=None)
        db.session.commit()
    other = desk.client(desk.cast.jonas)
    assert other.get(f"/sources/feeds/{feed}").status_code == 404
    assert other.get(f"/sources/found?feed={feed}").status_code == 404
    for path in (
        f"feeds/{feed}/pause",
        f"feeds/{feed}/resume",
        f"feeds/{feed}/read",
        f"found/{finding}/draft",
        f"found/{finding}/put-away",
    ):
        assert other.post(f"/sources/{path}", data={}).status_code == 404, path
    other.post("/sources/found/put-away", data={"shown": [finding]})
    assert desk.findings()[0].status is FindingStatus.NEW
    assert (
        other.post("/sources/feeds", data={"address": site.url("/rss"), "language": "da", "programme": desk.programme}).status_code == 422
    )
