"""Words that would be more than words stay words, wherever a story shows them."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import pytest

from advocacy.foundation.text import rendered
from advocacy.stories.addresses import misleading_links
from advocacy.stories.revealing import read_safely
from tests.stories.payloads import ALL, LINKS, TEMPLATES
from tests.stories.stage import Desk

ALLOWED_TAGS = set(
    [
        "p",
        "br",
        "h2",
        "h3",
        "h4",
        "ul",
        "ol",
        "li",
        "strong",
        "em",
        "a",
        "blockquote",
        "code",
        "pre",
        "hr",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    ]
)
ALLOWED_ATTRIBUTES = {"a": {"href", "rel", "title"}}


class Looker(HTMLParser):
    """Reads HTML as a browser would and collects what is live in it."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("words", ALL)
def test_the_renderer_lets_nothing_live_through(words: str) -> None:
    """Attack rows M01 to M04 and M06."""
    for tag, attributes in Looker(str(rendered(words))).found:
        assert tag in ALLOWED_TAGS, tag
        assert set(attributes) <= ALLOWED_ATTRIBUTES.get(tag, set()), attributes
        if "href" in attributes:
            assert re.match(r"(https?://|mailto:)", attributes["href"] or ""), attributes
            assert attributes["rel"] == "noopener noreferrer nofollow ugc"


@pytest.mark.parametrize("words", LINKS[:20])
def test_a_link_that_leads_where_none_may_is_no_link(words: str) -> None:
    """Attack rows M02 and M03."""
    assert "href" not in str(rendered(words))


@pytest.mark.parametrize("words", TEMPLATES)
def test_words_of_a_template_are_only_words(words: str) -> None:
    """Attack row M06."""
    assert words.replace("{0.__class__}", "{0.")[:4] in str(rendered(words))
    assert "49" not in str(rendered(words))


def live_parts(page: str) -> list[tuple[str, dict[str, str | None]]]:
    """What a browser would find in the page that does something: scripts, handlers, frames and odd addresses."""
    return [
        (tag, attributes)
        for tag, attributes in Looker(page).found
        if (tag == "script" and not (attributes.get("src") or "").startswith("/static/"))
        or tag in {"iframe", "object", "embed", "base", "math", "foreignobject", "style", "marquee", "plaintext", "noscript", "template"}
        or any(name.startswith("on") for name in attributes)
        or any(
            re.match(r"\s*(javascript|data|vbscript|//)", (attributes.get(name) or "").lower())
            for name in ("href", "src", "action", "formaction")
        )
    ]


def test_the_pages_of_a_story_full_of_them_hold_nothing_live(desk: Desk) -> None:
    """Attack row M01 in each view: feed, story, desk, review with its comparison, form, preview and conflict."""
    body = "\n\n".join(each for each in ALL if "```" not in each and "<plaintext>" not in each)[:19_000]
    hostile = {
        "title_en": '</title><script>alert(1)</script>"><img src=x onerror=alert(1)>',
        "gain_en": "'><svg onload=alert(1)>{{7*7}}",
        "body_en": body,
        "credit": '"><img src=x onerror=alert(1)>',
        "caption_linkedin_en_2": "Bredfjord </p><script>alert(1)</script>",
        "caption_linkedin_en": 'Bredfjord </textarea><script>alert(1)</script> " onmouseover=alert(1)',
    }
    name = desk.write(desk.cast.lone, then="submit")
    desk.press(desk.cast.tine, name, "approve")
    base = desk.base(name)
    desk.change(desk.cast.lone, name, then="submit", **hostile)
    kept = {key: value for key, value in desk.form(**hostile).items() if key != "request_key"}
    desk.client(desk.cast.lone).post("/stories/keep", data={**kept, "title_en": "'><script>alert(3)</script>", "place": f"story:{name}"})
    pages = {"review": desk.client(desk.cast.tine).get(f"/stories/{name}/review").text}
    desk.press(desk.cast.tine, name, "send-back", note="<script>alert(1)</script> onload=alert(1)")
    pages["inbox"] = desk.client(desk.cast.lone).get("/editorial/").text
    desk.change(desk.cast.lone, name, then="submit", **hostile, address='https://bredfjord.example/"><script>alert(1)</script>')
    pages["conflict"] = desk.change(desk.cast.tine, name, base=base, **hostile | {"title_en": "<script>alert(2)</script>"}).text
    desk.press(desk.cast.tine, name, "approve")
    editor, reader = desk.client(desk.cast.tine), desk.client(desk.cast.camilla)
    pages |= {
        "feed": reader.get("/library/").text,
        "story": reader.get(f"/stories/{name}").text,
        "form": editor.get(f"/stories/{name}/edit").text,
        "desk": editor.get("/editorial/stories?list=library").text,
        "coverage": editor.get("/editorial/coverage").text,
        "again": editor.get(f"/stories/{name}/review").text,
        "version": editor.get(f"/stories/{name}/versions/2").text,
        "older": editor.get(f"/stories/{name}/versions/1").text,
        "preview": editor.post("/stories/preview/en", data={"body_en": body}).text,
        "part": editor.post("/stories/preview/en", data={"body_en": body}, headers={"HX-Request": "true"}).text,
    }
    pages["kept"] = desk.client(desk.cast.lone).get(f"/stories/{name}/edit?kept=1").text
    for where, page in pages.items():
        assert "alert(" in page or where == "desk", where
        assert not live_parts(page), (where, live_parts(page))
        assert ">49<" not in page


@pytest.mark.parametrize(
    "words",
    [
        "- " * 9_000 + "x",
        ">" * 19_999,
        "[" * 19_999,
        "*a_ " * 5_000,
        "[a](http://b) " * 1_400,
        "|" + "a|" * 1_000 + "\n|" + "-|" * 1_000,
        "`" * 19_999,
        "![" * 9_000,
        "**x " * 5_000,
        "[a]:b\n" * 3_000,
        "[a](" * 4_900,
        "<http:" * 3_300,
        "&" * 19_999,
        "- a\n  " * 3_300,
    ],
)
def test_a_text_made_to_be_slow_is_not(words: str) -> None:
    """Attack row M25. The bound leaves room for a busy machine; alone each takes at most a third of a second."""
    started = time.process_time()
    rendered.__wrapped__(words[:20_000])
    assert time.process_time() - started < 1.5


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("[https://kommune.dk](https://evil.example)", [("https://kommune.dk", "evil.example")]),
        ("[kommune.dk/side](https://evil.example/kommune.dk)", [("kommune.dk/side", "evil.example")]),
        ("[**www.kommune.dk**](http://evil.example)", [("www.kommune.dk", "evil.example")]),
        ("[https://kommune.dk](https://kommune.dk.evil.example)", [("https://kommune.dk", "kommune.dk.evil.example")]),
        ("[kommune.dk](https://www.kommune.dk/x)", []),
        ("[www.kommune.dk](https://kommune.dk/x)", []),
        ("[read on](https://evil.example)", []),
        ("<https://kommune.dk>", []),
    ],
)
def test_a_link_in_disguise_is_found(markdown: str, found: list[tuple[str, str]]) -> None:
    """Attack row M10."""
    assert misleading_links(markdown) == found
    hosts = [host for _words, host in found]
    assert re.findall(r'<span class="real-host">\(([^<]*)\)</span>', read_safely(markdown)) == hosts
