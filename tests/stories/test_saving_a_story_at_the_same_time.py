"""Two editors save the same story: the second sees both wordings beside each other and loses nothing."""

from __future__ import annotations

import threading

from tests.stories.stage import Desk, picture


def opened_by_both(desk: Desk) -> tuple[str, dict[str, object]]:
    name = desk.write(desk.cast.lone)
    return name, desk.base(name)


def test_the_second_editor_sees_both_wordings_and_keeps_their_own(desk: Desk) -> None:
    """Attack row M08."""
    name, base = opened_by_both(desk)
    desk.change(desk.cast.tine, name, base=base, title_en="Tine's title", gain_en="Tine's gain")
    answer = desk.change(desk.cast.lone, name, base=base, title_en="Lone's title", body_en="Lone's **long** text")
    assert answer.status_code == 409
    page = answer.text
    assert "Tine Vestergren saved while you were writing" in page
    for words in ("Tine&#39;s title", "Lone&#39;s title", "Tine&#39;s gain", "Lone&#39;s **long** text"):
        assert words in page
    assert 'value="Lone&#39;s title"' in page
    assert "Lone&#39;s **long** text</textarea>" in page
    with desk.story(name) as story:
        assert story.latest.title["en"] == "Tine's title"


def test_only_what_differs_is_compared(desk: Desk) -> None:
    name, base = opened_by_both(desk)
    desk.change(desk.cast.tine, name, base=base, title_en="Tine's title")
    bare = {f"caption_{network}_en": "I work for Bredfjord Municipality." for network in ("facebook", "x")}
    page = desk.change(desk.cast.lone, name, base=base, title_en="Lone's title", **bare).text
    assert page.count('class="comparison-row"') == 1
    same = desk.change(desk.cast.lone, name, base=base, title_en="Tine's title").text
    assert "Both of you wrote the same" in same


def test_saving_once_more_takes_the_others_place_knowingly(desk: Desk) -> None:
    name, base = opened_by_both(desk)
    desk.change(desk.cast.tine, name, base=base, title_en="Tine's title")
    conflict = desk.change(desk.cast.lone, name, base=base, title_en="Lone's title").text
    shown = {field: conflict.split(f'name="{field}" value="')[1].split('"')[0] for field in ("version", "edit_count")}
    assert shown == {field: str(value) for field, value in desk.base(name).items()}
    assert desk.change(desk.cast.lone, name, base=shown, title_en="Lone's title").status_code == 303
    with desk.story(name) as story:
        assert story.latest.title["en"] == "Lone's title"
        assert {writer.name for writer in story.latest.writers} == {"Lone Bitsch", "Tine Vestergren"}


def test_a_third_save_in_between_is_noticed_again(desk: Desk) -> None:
    name, base = opened_by_both(desk)
    desk.change(desk.cast.tine, name, base=base, title_en="One")
    second = desk.base(name)
    desk.change(desk.cast.tine, name, title_en="Two")
    assert desk.change(desk.cast.lone, name, base=second, title_en="Mine").status_code == 409


def test_a_new_version_begun_by_another_is_noticed(desk: Desk) -> None:
    name = desk.published()
    base = desk.base(name)
    assert desk.change(desk.cast.tine, name, base=base, title_en="A second version").status_code == 303
    assert desk.change(desk.cast.lone, name, base=base, title_en="Another second version").status_code == 409
    assert desk.state(name) == [(1, "approved"), (2, "draft")]


def test_words_in_the_conflict_are_shown_and_never_run(desk: Desk) -> None:
    """Attack row M08 with M01."""
    name, base = opened_by_both(desk)
    desk.change(desk.cast.tine, name, base=base, title_en="<script>alert(1)</script>", body_en="<img src=x onerror=alert(1)>")
    page = desk.change(
        desk.cast.lone, name, base=base, title_en='"><svg onload=alert(1)>', body_en="</textarea><script>alert(2)</script>"
    ).text
    for live in ("<script>alert", "<img src=x", "<svg onload", "</textarea><script"):
        assert live not in page


def test_a_picture_chosen_by_the_second_editor_is_not_lost(desk: Desk) -> None:
    name, base = opened_by_both(desk)
    desk.change(desk.cast.tine, name, base=base, title_en="Tine's title")
    answer = desk.change(desk.cast.lone, name, base=base, picture_choice="described", alt_en="Bicycles", picture_file=picture())
    assert answer.status_code == 409
    kept = answer.text.split('name="picture" value="')[1].split('"')[0]
    assert desk.client(desk.cast.lone).get(f"/files/pictures/{kept}/card").status_code == 200


def test_a_story_that_came_by_import_can_be_changed_at_once(desk: Desk) -> None:
    """What was never saved through the form has been saved zero times, and zero is a state like any other."""
    name = desk.published(is_published=False)
    page = desk.client(desk.cast.lone).get(f"/stories/{name}/edit").text
    sent = {field: page.split(f'name="{field}" value="')[1].split('"')[0] for field in ("version", "edit_count")}
    assert sent["edit_count"] == "0"
    assert desk.change(desk.cast.lone, name, base=sent, title_en="Changed").status_code == 303


def test_a_form_without_its_base_is_a_conflict_and_not_an_accident(desk: Desk) -> None:
    name = desk.write(desk.cast.lone)
    for base in (
        {"version": "", "edit_count": ""},
        {"version": desk.base(name)["version"], "edit_count": "x"},
        {"version": "x", "edit_count": "²"},
    ):
        assert desk.change(desk.cast.lone, name, base=base, title_en="Changed").status_code == 409


def test_of_saves_in_the_same_moment_one_wins_and_the_others_are_told(own_desk: Desk) -> None:
    """Attack row M08 with two requests at once on a real database."""
    desk = own_desk
    name, base = opened_by_both(desk)
    statuses: list[int] = []
    clients = [desk.client(person) for person in (desk.cast.lone, desk.cast.tine, desk.cast.lone, desk.cast.tine)]
    barrier = threading.Barrier(len(clients))

    def save(number: int) -> None:
        form = desk.form(then="draft", **base, title_en=f"Title {number}")
        barrier.wait()
        statuses.append(clients[number].post(f"/stories/{name}/edit", data=form).status_code)

    threads = [threading.Thread(target=save, args=(number,)) for number in range(len(clients))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [303, 409, 409, 409]
    with desk.story(name) as story:
        assert story.latest.edit_count == 2
