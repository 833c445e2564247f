"""What the software notices in a text, and what it leaves alone."""

from __future__ import annotations

from typing import Any

import pytest

from advocacy.organisation.models import Organisation
from advocacy.stories.checks import Finding, Severity, findings_of
from advocacy.stories.checks.cpr import holds_cpr_number, passes_modulus
from advocacy.stories.checks.readability import lix_of
from advocacy.stories.models import Caption, PictureChoice, StoryVersion
from tests.stories.numbers import WAYS, innocent_numbers, made_up_numbers, ten_figures

HOUSE = Organisation(name="Bredfjord Kommune", short_name="Bredfjord")
EASY = "Vi kører ud klokken seks. Det er mørkt endnu. Hanne har kaffe klar. Hun griner, når vi kommer. " * 6
HARD = (
    "Kommunalbestyrelsens helhedsorienterede beskæftigelsesindsats forudsætter tværsektorielle samarbejdsrelationer mellem "
    "forvaltningsområderne, uddannelsesinstitutionerne og arbejdsmarkedets organisationer vedrørende kompetenceudviklingsforløb. "
) * 4


def version_of(**changes: Any) -> StoryVersion:
    captions = changes.pop("captions", {})
    values: dict[str, Any] = {"title": {}, "gain": {}, "body": {}, "alt": {}, "address": "", "picture_choice": PictureChoice.NONE}
    version = StoryVersion(**{**values, **changes})
    version.captions = [Caption(network=network, language=language, text=text) for (network, language), text in captions.items()]
    return version


def found_in(*, check: str, phrases: tuple[str, ...] = (), **changes: Any) -> list[Finding]:
    return [each for each in findings_of(version_of(**changes), HOUSE, phrases=phrases) if each.check == check]


def sentences_in(*, check: str, **changes: Any) -> str:
    return " ".join(str(each.sentence) for each in found_in(check=check, **changes))


def test_a_thousand_made_up_numbers_are_found_in_every_way_of_writing_them() -> None:
    """Attack row M24: 1,000 synthetic numbers, half of them without the check figure, in eighteen writings. None slips through."""
    numbers = made_up_numbers(1_000)
    assert 500 <= sum(passes_modulus(number) for number in numbers) < 600
    missed = [
        way(number)
        for number in numbers
        for way in WAYS
        if not found_in(check="cpr", body={"da": f"Hun hedder Ellen ({way(number)}) og bor her."})
    ]
    assert not missed, missed[:10]


@pytest.mark.parametrize("sort", innocent_numbers(1))
def test_what_else_stands_in_a_municipalitys_stories_is_left_alone(sort: str) -> None:
    """Attack row M24, the other way round: of 1,000 days, telephones, case numbers and amounts of each sort, fewer than one in a hundred is asked about."""
    asked = [number for number in innocent_numbers(1_000)[sort] if holds_cpr_number(f"Vi ses {number} i Bredfjord, som vi plejer.")]
    assert len(asked) < 10, asked[:10]


def test_of_any_ten_figures_in_a_row_one_in_twenty_five_is_asked_about() -> None:
    """Attack row M24: an account number of ten figures may begin with a day. One press and a reason is what it costs."""
    asked = sum(holds_cpr_number(number) for number in ten_figures(10_000))
    assert 300 < asked < 450, asked


@pytest.mark.parametrize(
    "words",
    [
        "CPR: 991399-1234",
        "cpr-nr. 1234567890",
        "hendes personnummer er 9999999999",
        "600190-1234",
        "301199-999X 010190-1234",
        "0 1 0 1 9 0 - CPR 01 01 90 12 34",
    ],
)
def test_look_alikes_are_asked_about(words: str) -> None:
    """Attack row M24: mistyped ones that are named, and those of people who have no number yet."""
    assert holds_cpr_number(words) == (words != "600190-1234"), words
    assert holds_cpr_number("610190-1234")


@pytest.mark.parametrize("words", ["310290-1234", "001290-1234", "0113901234", "12.05.2026 14 personer", "fra 2012-101234", "290201-1234"])
def test_what_is_no_day_is_no_number(words: str) -> None:
    assert not holds_cpr_number(words)


def test_it_is_found_wherever_it_is_typed_and_never_repeated() -> None:
    """Attack row M24: in each field, also in a caption and an address; the finding says where and not what."""
    number = "010190-1234"
    found = findings_of(
        version_of(
            title={"da": f"Ellen {number}"},
            gain={"en": number},
            body={"da": f"a **{number}**"},
            alt={"da": number},
            address=f"https://bredfjord.example/?sag={number.replace('-', '')}",
            picture_choice=PictureChoice.DESCRIBED,
            captions={("linkedin", "da"): number, ("facebook", "en"): "Nothing here."},
        ),
        HOUSE,
    )
    stopped = [each for each in found if each.check == "cpr"]
    assert {each.field for each in stopped} == {"title_da", "gain_en", "body_da", "alt_da", "address", "caption_linkedin_da"}
    assert all(each.severity is Severity.STOP for each in stopped)
    assert "1234" not in repr([(each, str(each.sentence)) for each in stopped])
    assert found[0].check == "cpr", "what stops stands first"


@pytest.mark.parametrize(
    ("words", "is_named"),
    [
        ("Liste A Bredfjord vil det anderledes", True), ("som LISTE A BREDFJORDs spidskandidat", True), ("liste a\nbredfjord", True),
        ("#ListeABredfjord", True), ("en liste over Bredfjords broer", False), ("Enliste A Bredfjorder", False), ("Stem personligt", False),
    ],
)  # fmt: skip
def test_political_names_and_words_are_those_the_organisation_has_listed(words: str, is_named: bool) -> None:
    """K-065."""
    found = found_in(check="politics", phrases=("Liste A Bredfjord", " "), body={"da": words})
    assert [each.severity for each in found] == ([Severity.LOOK] if is_named else [])
    assert not found_in(check="politics", body={"da": words})


@pytest.mark.parametrize(
    ("alt", "advice"),
    [
        ("IMG_2041.jpg", "name of a file"), ("DSC00041", "name of a file"), ("Billede af en fortrop på broen", "Begin with what can be seen"),
        ("A photo of three people", "Begin with what can be seen"), ("Hanne hælder kaffe op til to kolleger " * 6, "long to listen to"),
        ("Hanne", "A few more words"), ("Natten har sin egen tone", "title once more"), ("Hanne hælder kaffe op til to kolleger", ""),
    ],
)  # fmt: skip
def test_words_for_a_picture_say_what_can_be_seen(alt: str, advice: str) -> None:
    said = sentences_in(check="alt_text", title={"da": "Natten har sin egen tone"}, alt={"da": alt}, picture_choice=PictureChoice.DESCRIBED)
    assert advice in said and bool(advice) == bool(said)


def test_a_described_picture_without_words_stops() -> None:
    """Attack row M20."""
    found = found_in(
        check="alt_text", title={"da": "Natten", "en": "Night"}, alt={"da": "Hanne hælder kaffe op"}, picture_choice=PictureChoice.DESCRIBED
    )
    assert [(each.field, each.severity) for each in found] == [("alt_en", Severity.STOP)]


@pytest.mark.parametrize(
    ("markdown", "advice"),
    [
        ("# One\n\ntext\n\n## Two", ""), ("## Two\n\n### Three\n\n## Two again", ""), ("### Three first", "skipped"), ("## Two\n\n#### Four", "skipped"),
        ("##\n\ntext", "empty"), ("**How we did it**\n\ntext", "in bold"), ("A **bold** word, **two** of them", ""), ("**That is the point.**", ""),
    ],
)  # fmt: skip
def test_headings_come_in_order(markdown: str, advice: str) -> None:
    said = sentences_in(check="headings", body={"en": markdown})
    assert advice in said and bool(advice) == bool(said)


@pytest.mark.parametrize(
    ("markdown", "advice"),
    [
        ("[klik her](https://a.example/)", "klik her"), ("[**Læs mere**](https://a.example/)", "Læs mere"), ("[here.](https://a.example/)", "here"),
        ("[](https://a.example/)", "no words"), ("See https://a.example/long/path", "An address stands"), ("see www.a.example now", "An address stands"),
        ("<https://a.example/>", "An address stands"), ("[https://a.example](https://a.example)", "An address stands"),
        ("[The plan for the road](https://a.example/)", ""), ("[The plan][1]\n\n[1]: https://a.example/", ""),
    ],
)  # fmt: skip
def test_links_say_where_they_lead(markdown: str, advice: str) -> None:
    said = sentences_in(check="link_text", body={"en": markdown})
    assert advice in said and bool(advice) == bool(said)


def test_an_address_in_a_suggested_wording_is_how_networks_are() -> None:
    assert not found_in(check="link_text", captions={("x", "en"): "See https://a.example/"})


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("#vierbredfjord", "#vierbredfjord"), ("#ViErBredfjord", ""), ("#bredfjord", ""), ("#socialogsundhedsassistent", "#socialogsundhedsassistent"),
        ("#BREDFJORDKOMMUNEJOB", "#BREDFJORDKOMMUNEJOB"), ("#SOSU", ""), ("#hjemmeplejen", ""), ("https://a.example/#vierbredfjordher", ""), ("#vi_er_bredfjord", ""),
    ],
)  # fmt: skip
def test_hashtags_of_several_words_have_capitals(words: str, named: str) -> None:
    said = sentences_in(check="hashtags", captions={("linkedin", "da"): words})
    assert named in said and bool(named) == bool(said)


def test_plain_language_is_measured_in_each_language() -> None:
    """LIX = words per sentence + long words in a hundred; worked by hand for the first text: 13 words, 2 sentences, 3 long."""
    text = "Vi henter affaldet hver eneste mandag. Kom og besøg vores genbrugsplads i dag nu."
    words = text.replace(".", "").split()
    expected = round(len(words) / 2 + 100 * sum(len(word) > 6 for word in words) / len(words))
    assert lix_of(text * 1) is None, "a few words have no measure"
    assert lix_of((text + " ") * 4) == expected
    assert lix_of("## En overskrift\n\n- et punkt\n- et punkt mere\n\n" + EASY) is not None
    assert (lix_of(EASY) or 99) < 35 < 45 < (lix_of(HARD) or 0)
    found = found_in(check="readability", body={"da": HARD, "en": EASY})
    assert [(each.field, each.severity) for each in found] == [("body_da", Severity.LOOK)]
    assert "at most 35" in str(found[0].sentence)


def test_a_point_in_a_time_or_a_short_word_ends_no_sentence() -> None:
    assert lix_of("Vi mødes kl. 14.30 ved ca. broen og går ned til vandet " * 5) == lix_of(
        "Vi mødes kl 1430 ved ca broen og går ned til vandet " * 5
    )


def test_the_same_words_for_several_networks_are_noticed_once_for_each_language() -> None:
    same = "Natten er stille. Jeg arbejder i Bredfjord."
    found = found_in(
        check="repeated_captions",
        captions={
            ("linkedin", "da"): same,
            ("facebook", "da"): same.upper(),
            ("x", "da"): "Andre ord. Bredfjord.",
            ("linkedin", "en"): same,
        },
    )
    assert [each.field for each in found] == ["caption_linkedin_da"]
    assert "LinkedIn, Facebook" in str(found[0].sentence)


def test_a_good_text_gets_no_remark() -> None:
    version = version_of(
        title={"da": "Natten har sin egen tone"}, gain={"da": "En nat i hjemmeplejen."}, body={"da": EASY + "\n\n## Klokken syv\n\nSe [vagtplanen for natten](https://bredfjord.example/vagt)."},
        alt={"da": "To kolleger i regntøj ved en cykel i mørke"}, picture_choice=PictureChoice.DESCRIBED, address="https://bredfjord.example/h/01",
        captions={("linkedin", "da"): "Natten er stille. #ViErBredfjord", ("facebook", "da"): "Kaffe kl. 2 hos Hanne. Jeg arbejder i Bredfjord."},
    )  # fmt: skip
    assert findings_of(version, HOUSE, phrases=("Liste A",)) == []
