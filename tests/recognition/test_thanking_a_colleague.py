"""A leader's five minutes on the page: what a card shows, one press, and the next one."""

from __future__ import annotations

import re
from html import unescape

import pytest
from sqlalchemy import select

from advocacy.accounts.models import Role
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.i18n import LOCALES, in_language
from advocacy.history.models import HistoryEntry
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.recognition import events
from advocacy.recognition.beginnings import BEGINNINGS
from advocacy.recognition.models import Acknowledgement
from advocacy.sharing.models import Posting, PostingStatus, Share
from tests.recognition.conftest import House
from tests.signing_in import Visitor

POST = "https://www.linkedin.com/posts/camilla_7100"


def main_of(text: str) -> str:
    """The words of the page itself, without its frame."""
    inner = text.split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", inner)).split())


def test_a_card_says_who_shared_what_where_and_how_long_ago(house: House, visit: Visitor) -> None:
    house.share(house.cast.camilla, days=3, post_address=POST)
    page = visit(house.cast.birgitte).get("/recognition/").text
    words = main_of(page)
    for expected in ("Camilla Møller-Juhl", "Sosu-assistent, Hjemmeplejen Nord", "The night has its own tone", "Shared on LinkedIn", "3 days ago"):
        assert expected in words
    assert re.search(rf'<a [^>]*href="{POST}" target="_blank" rel="noopener"', page)
    assert "linkedin.com" in words
    assert f"/stories/{house.story}" in page


def test_a_post_that_is_gone_is_not_offered_to_be_opened(house: House, visit: Visitor) -> None:
    public_id = house.share(house.cast.camilla, network=NetworkKind.MASTODON, post_address="https://mastodon.example.dk/@camilla/1")
    with house.app.app_context():
        share = db.session.scalars(select(Share).where(Share.public_id == public_id)).one()
        seen = {"posted_at": share.confirmed_at, "seen_at": share.confirmed_at, "gone_at": clock.now(), "due_at": share.confirmed_at}
        db.session.add(Posting(share_id=share.id, status=PostingStatus.POSTED, let_leaders_see=True, asked_at=share.confirmed_at, **seen))
        db.session.commit()
    page = visit(house.cast.birgitte).get("/recognition/").text
    assert "The post is no longer there. You can say thank you all the same." in main_of(page)
    assert "mastodon.example.dk" not in page
    (waiting,) = house.app.test_client().get("/api/v1/acknowledgements/queue", headers=house.token(house.cast.birgitte)).json["waiting"]
    assert waiting["post_address"] is None


@pytest.mark.parametrize(("network", "sentence"), [
    (NetworkKind.LINKEDIN, "Camilla has not said where on LinkedIn it is."),
    (NetworkKind.WHATSAPP, "It went to people Camilla knows, so there is nothing to open."),
    (NetworkKind.COPY, "Camilla has not said where it is."),
])
def test_without_an_address_the_card_says_so_kindly(house: House, visit: Visitor, network: NetworkKind, sentence: str) -> None:
    house.share(house.cast.camilla, network=network)
    page = visit(house.cast.birgitte).get("/recognition/").text
    assert sentence in main_of(page)
    assert "Open the post" not in page
    assert ("I have liked it" in page) is (network is not NetworkKind.WHATSAPP)


def test_one_press_thanks_and_the_next_one_comes_up(house: House, visit: Visitor) -> None:
    first, second = house.share(house.cast.camilla, days=3), house.share(house.cast.jonas, days=2)
    heard: list[str] = []

    def note(_event: object, acknowledgement: Acknowledgement) -> None:
        heard.append(acknowledgement.share.public_id)

    client = visit(house.cast.birgitte)
    assert "1 of 2" in client.get("/recognition/").text
    with events.share_acknowledged._signal.connected_to(note):
        answer = client.post(f"/recognition/{first}", data={"done": ["liked", "reshared"], "words": "  Thank you,\r\nCamilla. "})
    assert (answer.status_code, answer.location) == (303, "/recognition/?done=1")
    following = client.get(answer.location).text
    assert "Thank you. Camilla will be told." in following
    assert "Jonas Fabricius" in main_of(following) and "Camilla Møller" not in main_of(following)
    assert "2 of 2" in following
    with house.written() as (written,):
        assert (written.is_liked, written.is_commented, written.is_reshared) == (True, False, True)
        assert written.words == "Thank you,\nCamilla."
        assert written.unit.name == "Hjemmeplejen Nord" and written.leader.name == "Birgitte Holmgaard"
        assert written.seen_at is None
    assert heard == [first] and second != first


def test_every_thanks_leaves_an_entry_with_role_and_without_words(house: House, visit: Visitor) -> None:
    """Attack row L07: the trail keeps names of things only."""
    house.grant(house.cast.birgitte, Role.LEADER, house.cast.roads)
    for share, leader in ((house.share(house.cast.camilla), house.cast.birgitte), (house.share(house.cast.tine), house.cast.henrik)):
        visit(leader).post(f"/recognition/{share}", data={"words": "A secret of ours"})
    with house.app.app_context():
        entries = db.session.scalars(
            select(HistoryEntry).where(HistoryEntry.deed == "recognition.share.acknowledged").order_by(HistoryEntry.id)).all()
        assert [entry.role for entry in entries] == ["director", "leader"]
        assert "secret" not in str([entry.facts for entry in entries])
        assert entries[0].facts.keys() == {"share", "liked", "commented", "reshared", "has_words"}


def test_after_three_it_is_enough_for_today(house: House, visit: Visitor) -> None:
    for person in (house.cast.camilla, house.cast.jonas, house.cast.kim, house.cast.tine):
        house.share(person)
    client, where = visit(house.cast.birgitte), "/recognition/"
    for turn in range(3):
        page = client.get(where).text
        assert f"{turn + 1} of 3" in page
        action = re.search(r'action="(/recognition/[^"]+)"', page)
        assert action is not None
        where = client.post(unescape(action[1]), data={"done": "liked"}).location
    words = main_of(client.get(where).text)
    assert "That was your five minutes" in words and "Three more" in words
    assert "You have thanked 3 colleagues in 3 units this quarter." in words


def test_an_empty_queue_is_calm_and_leads_to_the_stories(house: House, visit: Visitor) -> None:
    page = visit(house.cast.birgitte).get("/recognition/").text
    assert "Nobody is waiting for thanks just now" in page
    assert 'href="/library/"' in page
    assert "You have thanked" not in page


def test_not_now_goes_on_quietly_and_leaves_nothing_behind(house: House, visit: Visitor) -> None:
    first = house.share(house.cast.camilla, days=3)
    house.share(house.cast.jonas, days=2)
    client = visit(house.cast.birgitte)
    assert f'href="/recognition/?after={first}"' in client.get("/recognition/").text
    with house.app.app_context():
        before = db.session.query(HistoryEntry).count()
    skipped = main_of(client.get(f"/recognition/?after={first}").text)
    assert "Jonas Fabricius" in skipped and "Camilla" not in skipped
    with house.app.app_context():
        assert db.session.query(HistoryEntry).count() == before
    assert "Camilla Møller-Juhl" in client.get("/recognition/").text


def test_when_all_were_skipped_one_may_begin_again(house: House, visit: Visitor) -> None:
    share = house.share(house.cast.camilla)
    page = visit(house.cast.birgitte).get(f"/recognition/?after={share}").text
    assert "You have been through them all" in page and 'href="/recognition/"' in page


def test_skipping_is_remembered_after_the_next_thanks(house: House, visit: Visitor) -> None:
    first, second = house.share(house.cast.camilla, days=3), house.share(house.cast.jonas, days=2)
    house.share(house.cast.kim, days=1)
    client = visit(house.cast.birgitte)
    answer = client.post(f"/recognition/{second}?after={first}", data={"done": "liked"})
    assert "Kim Østerlund" in main_of(client.get(answer.location).text)


def test_a_link_brings_one_colleague_up_first(house: House, visit: Visitor) -> None:
    house.share(house.cast.camilla, days=3)
    second = house.share(house.cast.jonas, days=2)
    page = visit(house.cast.birgitte).get(f"/recognition/?share={second}").text
    assert page.index("Jonas Fabricius") < page.index("Camilla Møller-Juhl")
    for nothing in ("nobody-knows", house.share(house.cast.kim, is_visible=False)):
        assert "Kim" not in visit(house.cast.birgitte).get(f"/recognition/?share={nothing}").text


def test_a_press_without_marks_and_words_is_explained_and_nothing_is_lost(house: House, visit: Visitor) -> None:
    share = house.share(house.cast.camilla)
    answer = visit(house.cast.birgitte).post(f"/recognition/{share}", data={"words": "  "})
    assert answer.status_code == 422
    assert "One of them is enough." in answer.text and "Camilla Møller-Juhl" in answer.text
    with house.written() as written:
        assert written == []


def test_words_that_are_too_long_come_back_as_they_were_typed(house: House, visit: Visitor) -> None:
    """Attack row L06."""
    share, words = house.share(house.cast.camilla), "å" * 281
    answer = visit(house.cast.birgitte).post(f"/recognition/{share}", data={"words": words, "done": "liked"})
    assert answer.status_code == 422 and words in answer.text
    assert re.search(r'value="liked" checked', answer.text)
    assert visit(house.cast.birgitte).post(f"/recognition/{share}", data={"words": "å" * 280}).status_code == 303


def test_a_beginning_alone_is_never_sent(house: House, visit: Visitor) -> None:
    """Attack row L06: no thanks that nobody has written."""
    share, client = house.share(house.cast.camilla), visit(house.cast.birgitte)
    for locale in LOCALES:
        with house.app.app_context(), in_language(locale):
            beginnings = [str(beginning) for beginning in BEGINNINGS]
        for beginning in beginnings:
            for typed in (beginning, beginning.upper() + " ...", beginning + " …  "):
                answer = client.post(f"/recognition/{share}", data={"words": typed, "done": "liked"})
                assert answer.status_code == 422 and "only the beginning" in answer.text
    assert client.post(f"/recognition/{share}", data={"words": beginnings[0] + " the night"}).status_code == 303


def test_hidden_characters_and_markup_in_the_words_do_no_harm(house: House, visit: Visitor) -> None:
    """Attack row L09."""
    share = house.share(house.cast.camilla)
    visit(house.cast.birgitte).post(f"/recognition/{share}", data={"words": "<script>alert(1)</script>\u202egnp\u200b{{ 7*7 }}"})
    page = visit(house.cast.camilla).get("/recognition/thanks").text
    assert "<script>alert" not in page and "\u202e" not in page and "\u200b" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;gnp{{ 7*7 }}" in page


def test_a_share_that_was_taken_back_meanwhile_is_told_kindly(house: House, visit: Visitor) -> None:
    """Attack rows L08 and Z14."""
    share = house.share(house.cast.camilla)
    house.share(house.cast.kim)
    client = visit(house.cast.birgitte)
    with house.app.app_context():
        found = db.session.scalars(select(Share).where(Share.public_id == share)).one()
        found.withdrawn_at, found.is_visible_to_leaders = found.pressed_at, False
        db.session.commit()
    answer = client.post(f"/recognition/{share}", data={"done": "liked"})
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert "was taken back while you were reading" in page and "Kim Østerlund" in page
    with house.written() as written:
        assert written == []


def test_only_leaders_open_the_five_minutes_and_strangers_sign_in(house: House, visit: Visitor) -> None:
    share = house.share(house.cast.camilla)
    for person in (house.cast.jonas, house.cast.josefine, house.cast.lone, house.cast.anders):
        assert visit(person).get("/recognition/").status_code == 403
        assert visit(person).post(f"/recognition/{share}", data={"done": "liked"}).status_code == 403
    stranger = house.app.test_client()
    assert "/accounts/sign-in" in stranger.get("/recognition/").location


@pytest.mark.parametrize("hidden", ["other unit", "not shown", "not posted", "own", "none"])
def test_what_a_leader_may_not_see_does_not_exist_for_them(house: House, visit: Visitor, hidden: str) -> None:
    """Attack row L04: a guessed name opens nothing."""
    cast = house.cast
    share = {
        "other unit": lambda: house.share(cast.jonas), "not shown": lambda: house.share(cast.camilla, is_visible=False),
        "not posted": lambda: house.share(cast.camilla, is_confirmed=False), "own": lambda: house.share(cast.henrik), "none": lambda: "nothing",
    }[hidden]()
    assert visit(cast.henrik).post(f"/recognition/{share}", data={"done": "liked"}).status_code == 404
    with house.written() as written:
        assert written == []


def test_a_leader_is_told_of_their_own_thanks_and_of_no_person(house: House, visit: Visitor) -> None:
    """Attack row L05: two colleagues in two units, and no number beside a name."""
    for person in (house.cast.camilla, house.cast.camilla, house.cast.tine):
        house.thank(house.share(person), house.cast.henrik)
    house.thank(house.share(house.cast.jonas), house.cast.birgitte)
    words = main_of(visit(house.cast.henrik).get("/recognition/").text)
    assert "You have thanked 2 colleagues in 2 units this quarter." in words
    assert "Camilla" not in words and "Jonas" not in words


def test_the_page_is_written_in_danish_for_who_reads_danish(house: House, visit: Visitor) -> None:
    house.share(house.cast.camilla, days=3)
    page = visit(house.cast.birgitte, locale="da").get("/recognition/").text
    assert '<html lang="da"' in page and "for 3 dage siden" in page and "(da)" in page
