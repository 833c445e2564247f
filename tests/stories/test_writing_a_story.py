"""Writing a story: drafts with anything missing, gates named at their fields, and nothing typed ever lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.stories.models import Story
from tests.factories.consents import nobody_in
from tests.factories.programmes import make_programme
from tests.stories.stage import Desk, picture, problems_on


def test_a_new_story_begins_with_the_disclosure_line_in_every_caption(desk: Desk) -> None:
    page = desk.client(desk.cast.lone).get("/stories/add").text
    assert page.count("I work for Bredfjord Municipality.</textarea>") == 9
    assert page.count("Jeg arbejder i Bredfjord Kommune.</textarea>") == 9


def test_a_draft_is_saved_with_everything_missing(desk: Desk) -> None:
    answer = desk.client(desk.cast.lone).post("/stories/add", data={"then": "draft"})
    assert answer.status_code == 303
    name = answer.headers["Location"].split("/")[2]
    assert desk.state(name) == [(1, "draft")]
    assert desk.client(desk.cast.lone).get(f"/stories/{name}/review").status_code == 200


def test_a_story_complete_in_one_language_goes_to_review(desk: Desk) -> None:
    name = desk.write(desk.cast.lone, then="submit")
    assert desk.state(name) == [(1, "in_review")]
    assert desk.deeds(name) == ["created", "submitted"]


def test_a_press_twice_makes_one_story(desk: Desk) -> None:
    client, form = desk.client(desk.cast.lone), desk.form(then="draft")
    first, second = client.post("/stories/add", data=form), client.post("/stories/add", data=form)
    assert first.headers["Location"] == second.headers["Location"]
    with desk.app.app_context():
        assert db.session.query(Story).count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title_en": ""}, "title_en"),
        ({"gain_en": ""}, "gain_en"),
        ({"body_en": ""}, "body_en"),
        ({"title_en": "", "gain_en": "", "body_en": "", "caption_linkedin_en": ""}, "title_da"),
        ({"title_da": "En dansk titel"}, "gain_da"),
        ({"title_da": "En dansk titel"}, "body_da"),
        ({"title_da": "En dansk titel"}, "caption_linkedin_da"),
        ({"caption_x_da": "Natten i Bredfjord er stille."}, "title_da"),
        ({"purpose": ""}, "purpose"),
        ({"topic": ""}, "topic"),
        ({"audience": ""}, "audience"),
        ({"address": ""}, "address"),
        ({"picture_choice": None}, "picture_choice"),
        ({"picture_choice": "described"}, "picture_file"),
        ({"picture_choice": "described"}, "alt_en"),
        ({"picture_choice": "decorative"}, "picture_file"),
        ({"expires_on": ""}, "expires_on"),
        ({"expires_on": (clock.today() - timedelta(days=1)).isoformat()}, "expires_on"),
        ({"caption_linkedin_en": "I work for Bredfjord Municipality."}, "caption_linkedin_en"),
        ({"caption_x_en": "So quiet here. #ViErBredfjord"}, "caption_x_en"),
    ],
)
def test_a_gate_that_is_shut_is_named_at_its_field_and_the_draft_is_kept(desk: Desk, changes: dict[str, str | None], field: str) -> None:
    """Attack row M20 among them: no picture without words, unless it is said to be decoration."""
    client = desk.client(desk.cast.lone)
    answer = client.post("/stories/add", data=desk.form(then="submit", **changes))
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("/edit?check=1")
    name = answer.headers["Location"].split("/")[2]
    assert desk.state(name) == [(1, "draft")]
    page = client.get(answer.headers["Location"])
    # A group of choices has its sentence under a name of its own.
    assert field in problems_on(page), problems_on(page)
    assert "Some things are missing" in page.text


def test_the_desk_says_what_is_missing_too(desk: Desk) -> None:
    name = desk.write(desk.cast.lone, purpose="")
    page = desk.client(desk.cast.lone).get(f"/stories/{name}/review").text
    assert "Choose what the story is for." in page
    assert f'action="/stories/{name}/submit"' not in page
    refused = desk.press(desk.cast.lone, name, "submit")
    assert refused.headers["Location"].endswith("check=1")
    assert desk.state(name) == [(1, "draft")]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"address": "javascript:alert(1)"}, "address"),
        ({"address": "https://name:word@bredfjord.example/"}, "address"),
        ({"title_en": "a" * 201}, "title_en"),
        ({"body_en": "a" * 20_001}, "body_en"),
        ({"caption_linkedin_en": "a" * 3_001}, "caption_linkedin_en"),
        ({"title_en": "no\x00thing"}, "title_en"),
        ({"body_en": "no\x00thing"}, "body_en"),
        ({"expires_on": "soon"}, "expires_on"),
        ({"topic": "AAAAAAAAAAAAAAAA"}, "topic"),
        ({"purpose": "1"}, "purpose"),
        ({"picture_choice": "none", "picture": ""}, None),
        ({"picture_choice": "described", "picture": "AAAAAAAAAAAAAAAA"}, "picture_file"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field_with_everything_typed(desk: Desk, changes: dict[str, str], field: str | None) -> None:
    """Attack rows J03, M02 and M25."""
    answer = desk.client(desk.cast.lone).post("/stories/add", data=desk.form(then="draft", gain_en="Typed with care", **changes))
    assert answer.status_code == (422 if field else 303)
    if field:
        assert field in problems_on(answer), problems_on(answer)
        assert "Typed with care" in answer.text


def test_another_programmes_topic_is_as_good_as_none(desk: Desk) -> None:
    with desk.app.app_context():
        other = make_programme(desk.cast)
        db.session.commit()
        programme, topic = other.public_id, other.topics[0].public_id
    answer = desk.client(desk.cast.lone).post(f"/stories/add?programme={desk.programme}", data=desk.form(topic=topic))
    assert "topic" in problems_on(answer)
    asked = desk.client(desk.cast.lone).get("/stories/add").text
    assert programme in asked
    assert "Which programme is it for?" in asked
    assert desk.client(desk.cast.lone).get("/stories/add?programme=AAAA").status_code == 404


def test_an_address_elsewhere_is_allowed_and_pointed_out(desk: Desk) -> None:
    """Attack row R04: the editor is told; readers are told when they follow the link."""
    name = desk.write(desk.cast.lone, then="submit", address="https://news.example.org/article")
    assert desk.state(name) == [(1, "in_review")]
    for path in (f"/stories/{name}/review", f"/stories/{name}/edit"):
        assert "The address leads to news.example.org" in desk.client(desk.cast.lone).get(path).text


def test_a_link_that_says_one_address_and_leads_to_another_is_pointed_out(desk: Desk) -> None:
    """Attack row M10."""
    name = desk.write(desk.cast.lone, body_en="Read on at [https://bredfjord.example](https://evil.example/x).")
    page = desk.client(desk.cast.lone).get(f"/stories/{name}/review").text
    assert "A link says https://bredfjord.example and leads to evil.example." in page


def test_an_address_typed_without_its_beginning_gets_one(desk: Desk) -> None:
    name = desk.write(desk.cast.lone, address="bredfjord.example/h/02")
    with desk.story(name) as story:
        assert story.latest.address == "https://bredfjord.example/h/02"


def test_a_picture_is_brought_with_the_story(desk: Desk) -> None:
    name = desk.write(desk.cast.lone, picture_choice="described", alt_en="Two bicycles", picture_file=picture())
    with desk.story(name) as story:
        assert story.latest.picture is not None
        assert story.latest.shown_alt == {"en": "Two bicycles"}
        nobody_in(story.latest.picture, desk.cast)
        db.session.commit()
    desk.press(desk.cast.lone, name, "submit")
    assert desk.state(name) == [(1, "in_review")]


def test_a_bad_picture_is_refused_at_its_field(desk: Desk) -> None:
    answer = desk.client(desk.cast.lone).post(
        "/stories/add", data=desk.form(picture_file=(picture("x.jpg")[0].__class__(b"no picture"), "x.jpg"))
    )
    assert answer.status_code == 422
    assert "picture_file" in problems_on(answer)


def test_a_picture_is_not_forgotten_when_something_else_is_wrong(desk: Desk) -> None:
    """A browser sends a file once; a second press of the mended form must find it, and must not be taken for a repetition."""
    client = desk.client(desk.cast.lone)
    form = desk.form(picture_choice="described", alt_en="Two bicycles", address="javascript:x", picture_file=picture())
    refused = client.post("/stories/add", data=form)
    assert refused.status_code == 422
    kept = {name: refused.text.split(f'name="{name}" value="')[1].split('"')[0] for name in ("picture", "request_key")}
    assert kept["request_key"] != form["request_key"]
    mended = client.post("/stories/add", data=desk.form(picture_choice="described", alt_en="Two bicycles", **kept))
    assert mended.status_code == 303
    with desk.story(mended.headers["Location"].split("/")[2]) as story:
        assert story.latest.picture is not None
        assert story.latest.picture.public_id == kept["picture"]


def test_choosing_no_picture_drops_it_and_decoration_keeps_the_words_out_of_sight(desk: Desk) -> None:
    name = desk.write(desk.cast.lone, picture_choice="described", alt_en="Two bicycles", picture_file=picture())
    with desk.story(name) as story:
        brought = story.latest.picture.public_id
    desk.change(desk.cast.lone, name, picture_choice="decorative", alt_en="Two bicycles", picture=brought)
    with desk.story(name) as story:
        assert (story.latest.has_picture, story.latest.shown_alt, story.latest.alt) == (True, {}, {"en": "Two bicycles"})
    desk.change(desk.cast.lone, name, picture_choice="none", picture=brought)
    with desk.story(name) as story:
        assert (story.latest.has_picture, story.latest.picture) == (False, None)


def test_a_caption_that_is_only_the_disclosure_line_is_not_a_suggestion(desk: Desk) -> None:
    name = desk.write(
        desk.cast.lone, caption_facebook_en="I work for Bredfjord Municipality.", caption_facebook_da="Jeg arbejder i Bredfjord Kommune."
    )
    with desk.story(name) as story:
        assert [(caption.network, caption.language) for caption in story.latest.captions] == [("linkedin", "en")]


def test_what_is_typed_is_shown_as_words_and_never_run(desk: Desk) -> None:
    """Attack rows M01, M06 and M17: in the form, on the desk and on the page of the story."""
    form = {
        "title_en": "<img src=x onerror=alert(1)>{{7*7}}",
        "gain_en": '"><script>alert(1)</script>',
        "body_en": "</textarea><script>alert(1)</script>",
    }
    name = desk.write(
        desk.cast.lone, picture_choice="described", alt_en='"onload=alert(1) x="', picture_file=picture("<b>../../x.jpg"), **form
    )
    for path in (f"/stories/{name}/edit", f"/stories/{name}/review", "/editorial/stories?list=drafts"):
        page = desk.client(desk.cast.lone).get(path).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "{{7*7}}" in page
        assert "49" not in page.split("<main")[1].split("{{7*7}}")[0][-20:]
        assert "<b>.." not in page


def test_invisible_characters_are_taken_out(desk: Desk) -> None:
    """Attack rows M07 and U03."""
    name = desk.write(desk.cast.lone, title_en="Safe\u202egnp.exe", caption_linkedin_en="I work for Bred\u200bfjord.")
    with desk.story(name) as story:
        assert story.latest.title["en"] == "Safegnp.exe"
        assert story.latest.captions[0].text == "I work for Bredfjord."


def test_the_preview_follows_what_is_written(desk: Desk) -> None:
    client = desk.client(desk.cast.lone)
    part = client.post("/stories/preview/da", data={"body_da": "Kl. 3 er der **stille**."}, headers={"HX-Request": "true"})
    assert "<strong>stille</strong>" in part.text
    assert "<html" not in part.text
    whole = client.post("/stories/preview/da", data={"body_da": "Kl. 3 er der **stille**."})
    assert "<strong>stille</strong>" in whole.text
    assert "<html" in whole.text
    assert "Nothing has been written yet." in client.post("/stories/preview/en", data={}, headers={"HX-Request": "true"}).text
    assert client.post("/stories/preview/fr", data={}).status_code == 404
    assert client.post("/stories/preview/da", data={"body_da": "a" * 40_001}).status_code == 413
    assert desk.client(desk.cast.camilla).post("/stories/preview/da", data={}).status_code == 403


def test_a_danish_editor_reads_danish_first(desk: Desk) -> None:
    page = desk.client(desk.cast.lone, locale="da").get("/stories/add").text
    assert page.index('id="title_da"') < page.index('id="title_en"')
