"""After two have saved at once, the second chooses place by place which text stands; whatever is chosen, both can be found again."""

from __future__ import annotations

import re
from html import unescape

from tests.stories.stage import Desk
from tests.stories.test_saving_a_story_at_the_same_time import opened_by_both

WORKS = "I work for Bredfjord Municipality."


def fields_of(page: str) -> dict[str, object]:
    """The hidden fields that the form sends along."""
    form = page.split('id="story-form"')[1]
    found = re.findall(r'<input type="hidden" name="(version|edit_count|opened|resolves)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in found}


def checked(page: str) -> dict[str, str]:
    return {name: side for name, side, rest in re.findall(r'name="keep_(\w+)" value="(\w+)"([^>]*)>', page) if "checked" in rest}


def opened(desk: Desk, name: str) -> dict[str, object]:
    return fields_of(desk.client(desk.cast.lone).get(f"/stories/{name}/edit").text)


def test_what_only_one_has_changed_is_chosen_already(desk: Desk) -> None:
    """Attack row M08: a save by the second takes nothing of the first away by accident."""
    name = desk.write(desk.cast.lone)
    base = opened(desk, name)
    desk.change(desk.cast.tine, name, base=base, title_en="Tine's title", gain_en="Tine's gain", topic=desk.topics[1])
    conflict = desk.change(desk.cast.lone, name, base=base, title_en="Lone's title", body_en="Lone's text")
    assert conflict.status_code == 409
    assert checked(conflict.text) == {"title_en": "mine", "gain_en": "theirs", "body_en": "mine", "topic": "theirs"}
    assert "Only Tine Vestergren has changed this." in conflict.text
    choices = {f"keep_{place}": side for place, side in checked(conflict.text).items()}
    saved = desk.change(desk.cast.lone, name, base=fields_of(conflict.text), title_en="Lone's title", body_en="Lone's text", **choices)
    assert saved.status_code == 303
    with desk.story(name) as story:
        latest = story.latest
        assert (latest.title["en"], latest.gain["en"], latest.body["en"]) == ("Lone's title", "Tine's gain", "Lone's text")
        assert latest.topic.public_id == desk.topics[1]


def test_whatever_is_chosen_the_others_version_stays_and_can_be_restored(desk: Desk) -> None:
    name, base = opened_by_both(desk)
    desk.change(desk.cast.tine, name, base=base, title_en="Tine's title")
    conflict = desk.change(desk.cast.lone, name, base=base, title_en="Lone's title")
    desk.change(desk.cast.lone, name, base=fields_of(conflict.text), title_en="Lone's title", keep_title_en="mine")
    assert desk.state(name) == [(1, "replaced"), (2, "draft")]
    page = desk.client(desk.cast.lone).get(f"/stories/{name}/versions/1").text
    assert "Tine&#39;s title" in page
    with desk.story(name) as story:
        assert {writer.name for writer in story.latest.writers} == {"Lone Bitsch", "Tine Vestergren"}
    restored = desk.client(desk.cast.lone).post(f"/stories/{name}/versions/1/restore")
    assert restored.status_code == 303
    with desk.story(name) as story:
        assert (story.latest.number, story.latest.title["en"]) == (3, "Tine's title")


def test_wordings_are_chosen_as_a_whole(desk: Desk) -> None:
    name = desk.write(desk.cast.lone)
    base = opened(desk, name)
    desk.change(desk.cast.tine, name, base=base, caption_linkedin_en_2=f"A second one. {WORKS}", caption_x_en=f"For X. {WORKS}")
    untouched = {"caption_linkedin_en_2": "", "caption_x_en": ""}  # A browser sends every field, empty ones too.
    conflict = desk.change(desk.cast.lone, name, base=base, title_en="Lone's title", **untouched)
    assert checked(conflict.text) == {"title_en": "mine", "caption_linkedin_en": "theirs", "caption_x_en": "theirs"}
    choices = {"keep_caption_linkedin_en": "theirs", "keep_caption_x_en": "mine"}
    desk.change(desk.cast.lone, name, base=fields_of(conflict.text), title_en="Lone's title", **untouched, **choices)
    with desk.story(name) as story:
        assert sorted(caption.text for caption in story.latest.captions) == [f"A second one. {WORKS}", f"The night is quiet. {WORKS}"]


def test_a_third_save_in_between_asks_again_and_loses_nothing(desk: Desk) -> None:
    name, base = opened_by_both(desk)
    desk.change(desk.cast.tine, name, base=base, title_en="First")
    conflict = desk.change(desk.cast.lone, name, base=base, title_en="Mine")
    desk.change(desk.cast.tine, name, title_en="Second")
    again = desk.change(desk.cast.lone, name, base=fields_of(conflict.text), title_en="Mine", keep_title_en="theirs")
    assert again.status_code == 409
    for words in ("Second", "Mine"):
        assert words in again.text


def test_marks_that_are_nonsense_do_no_harm(desk: Desk) -> None:
    name, base = opened_by_both(desk)
    desk.change(desk.cast.tine, name, base=base, title_en="Tine's title")
    for nonsense in ("{", "[]", "7", '{"title_en": 3}', "null", '"x"'):
        answer = desk.change(desk.cast.lone, name, base={**base, "opened": nonsense}, title_en="Mine")
        assert (answer.status_code, checked(answer.text)) == (409, {"title_en": "mine"})
