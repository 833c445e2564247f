"""The organisation's own list, and the reviewer who is asked to look twice."""

from __future__ import annotations

from html import unescape

from advocacy.foundation.database import db
from advocacy.history.models import HistoryEntry
from advocacy.stories.models import WatchedPhrase
from tests.editorial.stage import page, post
from tests.stories.stage import Desk


def test_what_is_listed_is_looked_for_in_programme_stories(desk: Desk) -> None:
    """K-065."""
    assert post(desk, desk.cast.tine, "/words", phrases="Liste A Bredfjord\n\n  liste a  bredfjord \nStem på Ove") == 303
    name = desk.write(desk.cast.lone, then="submit", body_en="Thanks to Liste A Bredfjord's candidate.")
    review = unescape(desk.client(desk.cast.tine).get(f"/stories/{name}/review").text)
    assert "“Liste A Bredfjord” is on your list of political words." in review
    assert desk.press(desk.cast.tine, name, "approve").status_code == 303, "a person decides"


def test_the_list_is_kept_by_editors(desk: Desk) -> None:
    post(desk, desk.cast.tine, "/words", phrases="Liste B <b>")
    assert "Liste B <b>" in page(desk, desk.cast.lone, "/words") and "Tine Vestergren" in page(desk, desk.cast.lone, "/words")
    with desk.app.app_context():
        public_id = db.session.query(WatchedPhrase).one().public_id
    assert post(desk, desk.cast.lone, f"/words/{public_id}/remove") == 303
    assert post(desk, desk.cast.lone, f"/words/{public_id}/remove") == 404
    assert "The list is empty" in page(desk, desk.cast.lone, "/words")
    with desk.app.app_context():
        assert [each.deed for each in db.session.query(HistoryEntry) if "phrase" in each.deed] == [
            "stories.phrase.listed",
            "stories.phrase.struck",
        ]


def test_too_much_is_refused_with_a_sentence(desk: Desk) -> None:
    assert post(desk, desk.cast.tine, "/words", phrases="  \n ") == 422
    assert post(desk, desk.cast.tine, "/words", phrases="x" * 101) == 422
    assert post(desk, desk.cast.tine, "/words", phrases="\n".join(str(n) for n in range(201))) == 422
