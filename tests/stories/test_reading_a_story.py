"""The page of one story: worth reading, easy to pass on, and quiet about the work behind it."""

from __future__ import annotations

import pytest

from advocacy.foundation.database import db
from advocacy.stories.queries import all_caption_texts, captions_for, get_story
from tests.factories.pictures import make_picture
from tests.stories.stage import Desk


def test_a_reader_finds_all_of_it_on_one_page(desk: Desk) -> None:
    with desk.app.app_context():
        number = make_picture(desk.cast).id
        db.session.commit()
    name = desk.published(picture_id=number, picture_choice="described", alt={"en": "Two bicycles", "da": "To cykler"})
    page = desk.client(desk.cast.camilla).get(f"/stories/{name}").text
    for words in (
        "The night has its own tone",
        "Insight",
        "<strong>quiet</strong>",
        'alt="Two bicycles"',
        "Lone Bitsch",
        "In the library until",
        "The night is quiet. I work for Bredfjord Municipality.",
        "Anyone may share this address, with or without the course.",
        "https://bredfjord.example/h/01",
        f"/sharing/story/{name}",
        "LinkedIn",
        "Bluesky",
    ):
        assert words in page, words
    for words in ("editor-bar", "/edit", "/review", "Approved by"):
        assert words not in page, words


def test_it_can_be_read_in_the_other_language(desk: Desk) -> None:
    name = desk.published()
    client = desk.client(desk.cast.camilla)
    danish = client.get(f"/stories/{name}?language=da").text
    assert "The night has its own tone (da)" in danish
    assert '<div class="prose" lang="da">' in danish
    assert "Jeg arbejder i Bredfjord Kommune." in danish
    assert "(da)" not in client.get(f"/stories/{name}?language=fr").text


def test_editors_have_a_quiet_bar(desk: Desk) -> None:
    name = desk.published()
    page = desk.client(desk.cast.tine).get(f"/stories/{name}").text
    assert f'href="/stories/{name}/edit"' in page
    assert f'href="/stories/{name}/review#history"' in page
    assert "A newer version is being worked on" not in page
    desk.change(desk.cast.lone, name, title_en="Newer")
    assert "A newer version is being worked on" in desk.client(desk.cast.tine).get(f"/stories/{name}").text


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "vbscript:x", "https://a b", "https://u:p@x.dk/"]
)
def test_an_address_that_was_never_checked_becomes_no_link(desk: Desk, address: str) -> None:
    """Attack row M05: written straight into the database by an import of old days."""
    name = desk.published(address=address)
    for person, path in ((desk.cast.camilla, ""), (desk.cast.tine, "/review"), (desk.cast.tine, "/edit")):
        page = desk.client(person).get(f"/stories/{name}{path}").text
        assert f'href="{address}' not in page
    assert "This story has no public address." in desk.client(desk.cast.camilla).get(f"/stories/{name}").text


def test_sharing_can_ask_for_the_suggested_wordings(desk: Desk) -> None:
    with desk.app.app_context():
        version = get_story(desk.published()).latest
        assert [caption.text[:5] for caption in captions_for(version, "x", "da")] == ["Natte"]
        assert captions_for(version, "copy", "da") == []
        assert len(all_caption_texts(version)) == 16


def test_a_story_that_never_was_is_not_there(desk: Desk) -> None:
    for path in ("/stories/AAAAAAAAAAAAAAAA", "/stories/%00", "/stories/1", f"/stories/{'x' * 500}"):
        assert desk.client(desk.cast.tine).get(path).status_code == 404
