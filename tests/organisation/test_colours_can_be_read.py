"""The organisation's colours, whatever it chooses, can be read."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput
from advocacy.organisation import services
from advocacy.organisation.colours import contrast, readable_on, text_on
from advocacy.organisation.queries import find_organisation, is_own_address
from advocacy.organisation.views import DARK_GROUND, LIGHT_GROUND, _sheet
from tests.people import Cast

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_the_measure_is_the_standards_own() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@given(COLOURS, COLOURS)
def test_a_made_colour_can_always_be_read(colour: str, ground: str) -> None:
    assert contrast(readable_on(colour, ground), ground) >= 4.5
    assert contrast(text_on(colour), colour) >= 4.5


@given(COLOURS.filter(lambda colour: contrast(colour, "#ffffff") >= 4.5))
def test_every_pair_of_the_theme_can_be_read(brand: str) -> None:
    for rules, ground in zip(_sheet(brand).split("}\n")[:2], (LIGHT_GROUND, DARK_GROUND), strict=True):
        named = dict(re.findall(r"--(brand[\w-]*): (#[0-9a-f]{6})", rules))
        assert contrast(named["brand-contrast"], named["brand"]) >= 4.5
        assert contrast(named["brand-strong"], named["brand-soft"]) >= 4.5
        assert contrast(named["brand-strong"], ground) >= 4.5


@pytest.mark.parametrize("colour", ["#ffd400", "red", "#12", "#0b4f5c; } body { display: none", "url(//evil)"])
def test_a_colour_nobody_can_read_is_refused(app: Flask, cast: Cast, colour: str) -> None:
    with app.app_context():
        organisation = find_organisation()
        assert organisation is not None
        told = services.Identity(organisation.name, organisation.short_name, {}, {}, [], brand_colour=colour)
        with pytest.raises(InvalidInput, match="brand_colour"):
            services.describe_organisation(organisation, told)


def test_the_style_sheet_is_the_organisations(app: Flask, cast: Cast, client: FlaskClient) -> None:
    answer = client.get("/organisation/theme.css")
    assert answer.content_type.startswith("text/css")
    assert "--brand: #0b4f5c" in answer.text
    assert client.get("/organisation/theme.css", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("url", "is_own"),
    [
        ("https://bredfjord.example/h/1", True),
        ("https://www.bredfjord.example", True),
        ("https://BREDFJORD.example./x", True),
        ("https://evil-bredfjord.example", False),
        ("https://bredfjord.example.evil.dk", False),
        ("https://bredfjord.example@evil.dk", False),
        ("https://bredfjörd.example", False),
        ("https://[", False),
        ("//bredfjord.example", True),
    ],
)
def test_our_own_addresses_are_told_apart(app: Flask, cast: Cast, url: str, is_own: bool) -> None:
    """Attack row R05."""
    with app.app_context():
        organisation = find_organisation()
        assert organisation is not None
        assert is_own_address(organisation, url) is is_own
        db.session.rollback()
