"""What an editor says of a story beside its words: each flag asks for something, and each is told to whom it concerns."""

from __future__ import annotations

import pytest

from advocacy.foundation.database import db
from advocacy.stories.access import is_in_library, is_shareable
from advocacy.stories.captions import leads_with_label, led_by_label
from advocacy.stories.queries import get_story
from tests.factories.programmes import enrol
from tests.factories.sharing import make_share
from tests.stories.stage import Desk, problems_on

FLAG = "y"


def test_advertising_says_so_first_in_every_wording(desk: Desk) -> None:
    name = desk.write(
        desk.cast.lone,
        then="submit",
        is_commercial=FLAG,
        caption_x_en="advertisement for Bredfjord, gladly.",
        caption_linkedin_en_2="A second one. I work for Bredfjord.",
    )
    assert desk.state(name) == [(1, "in_review")]
    with desk.story(name) as story:
        texts = [caption.text for caption in story.latest.captions]
    assert sorted(texts) == [
        "Advertisement: A second one. I work for Bredfjord.",
        "Advertisement: The night is quiet. I work for Bredfjord Municipality.",
        "advertisement for Bredfjord, gladly.",
    ]
    desk.press(desk.cast.tine, name, "approve")
    assert "Advertisement" in desk.client(desk.cast.camilla).get(f"/stories/{name}").text


def test_a_wording_without_the_word_shuts_the_gate(desk: Desk) -> None:
    name = desk.write(desk.cast.lone, is_commercial=FLAG)
    with desk.story(name) as story:
        story.latest.captions[0].text = "So quiet. I work for Bredfjord."
        db.session.commit()
    page = desk.client(desk.cast.lone).get(f"/stories/{name}/edit?check=1")
    assert "caption_linkedin_en" in problems_on(page)


@pytest.mark.parametrize(
    ("words", "language", "leads"),
    [
        ("Reklame: Kom og se", "da", True),
        ("REKLAME Kom og se", "da", True),
        ("#Reklame Kom", "da", True),
        ("»Reklame« Kom", "da", True),
        ("Reklamefri zone", "da", False),
        ("Kom og se. Reklame", "da", False),
        ("Advertisement. Come", "da", False),
        ("Advertisement. Come", "en", True),
        ("Reklame: Come", "en", False),
        ("", "en", False),
    ],
)
def test_the_first_word_counts(words: str, language: str, leads: bool) -> None:
    assert leads_with_label(words, language) is leads
    assert leads_with_label(led_by_label(words, language), language)


def test_artificial_intelligence_needs_a_person_who_answers_for_it(desk: Desk) -> None:
    client = desk.client(desk.cast.lone)
    page = client.post("/stories/add", data=desk.form(then="submit", is_ai_used=FLAG), follow_redirects=True)
    assert "ai_editor" in problems_on(page)
    name = desk.write(desk.cast.lone, then="submit", is_ai_used=FLAG, ai_editor=desk.cast.tine.public_id)
    desk.press(desk.cast.tine, name, "approve")
    assert "Tine Vestergren has read every word and answers for it" in desk.client(desk.cast.camilla).get(f"/stories/{name}").text
    answer = client.post("/stories/add", data=desk.form(is_ai_used=FLAG, ai_editor="AAAAAAAAAAAAAAAA"))
    assert "ai_editor" in problems_on(answer)


def test_a_political_story_needs_a_yes_in_so_many_words(desk: Desk) -> None:
    """The board's explicit yes, and not a tick by the way (K-065)."""
    name = desk.write(desk.cast.lone, then="submit", is_political=FLAG)
    page = desk.client(desk.cast.tine).get(f"/stories/{name}/review").text
    assert "touches on politics" in page
    assert 'name="accepts_politics"' in page
    refused = desk.press(desk.cast.tine, name, "approve")
    assert (refused.status_code, desk.state(name)) == (422, [(1, "in_review")])
    assert "accepts_politics" in problems_on(refused)
    assert desk.press(desk.cast.tine, name, "approve", accepts_politics=FLAG).status_code == 303
    assert desk.state(name) == [(1, "approved")]
    other = desk.write(desk.cast.lone, then="submit")
    assert 'name="accepts_politics"' not in desk.client(desk.cast.tine).get(f"/stories/{other}/review").text


def test_an_internal_story_is_read_and_never_shared(desk: Desk) -> None:
    name = desk.write(desk.cast.lone, then="submit", is_internal=FLAG, address="", caption_linkedin_en="")
    assert desk.state(name) == [(1, "in_review")]
    desk.press(desk.cast.tine, name, "approve")
    with desk.story(name) as story:
        assert (is_in_library(story), is_shareable(story)) == (True, False)
        enrol(story.programme, desk.cast.camilla)
        code = make_share(desk.cast.camilla, story).code
        db.session.commit()
    reader = desk.client(desk.cast.camilla)
    page = reader.get(f"/stories/{name}").text
    assert "For internal reading only" in page
    assert "/sharing/story/" not in page
    assert "public-address" not in page
    for path in (f"/sharing/story/{name}", f"/sharing/story/{name}/linkedin"):
        refused = reader.get(path)
        assert refused.status_code == 403
        assert "for reading in the house only" in refused.text
        assert "public-address" not in refused.text
    assert desk.app.test_client().get(f"/r/{code}").status_code == 410


def test_a_story_that_may_be_used_again_says_whom_to_name(desk: Desk) -> None:
    client = desk.client(desk.cast.lone)
    page = client.post("/stories/add", data=desk.form(then="submit", licence="cc_by"), follow_redirects=True)
    assert "credit" in problems_on(page)
    name = desk.write(desk.cast.lone, then="submit", licence="cc_by", credit="Photo: <b>Emil</b> Rask")
    desk.press(desk.cast.tine, name, "approve")
    shown = desk.client(desk.cast.camilla).get(f"/stories/{name}").text
    assert "Photo: &lt;b&gt;Emil&lt;/b&gt; Rask" in shown
    assert "https://creativecommons.org/licenses/by/4.0/" in shown
    assert desk.state(desk.write(desk.cast.lone, then="submit", licence="cc0")) == [(1, "in_review")]
    assert desk.state(desk.write(desk.cast.lone, licence="mine")) == [(1, "draft")]


def test_a_flag_is_part_of_the_version_and_shown_where_two_differ(desk: Desk) -> None:
    name = desk.published()
    desk.change(desk.cast.lone, name, then="submit", is_political=FLAG, topic=desk.topics[1])
    page = desk.client(desk.cast.tine).get(f"/stories/{name}/review").text
    assert "It touches on politics" in page
    with desk.app.app_context():
        assert get_story(name).published_version.is_political is False
