"""Rule 12, and what no page may hold: inline scripts and styles, other hosts, words in one language only."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

TEMPLATES = ROOT / "templates"
PAGES = sorted(path for path in TEMPLATES.rglob("*.html"))
#: Their classes are written in the component macros and the layouts, and nowhere else.
BOOTSTRAP = re.compile(
    r"class=\"[^\"]*(?<![\w-])(btn|btn-\w+|alert|alert-\w+|form-control|form-select|form-check|badge|card-body|col-\w+|row|d-flex|mb-\d|mt-\d|p-\d)(?![\w-])"
)
SHARED = {"components", "layouts", "errors", "gallery"}


def _name(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_a_page_holds_no_inline_script_or_style(path: Path) -> None:
    """Attack row S13: the policy forbids them, so one that slipped in would be dead."""
    if path.parts[-2:] == ("layouts", "letter.html"):
        return  # A letter's style sheet is moved into its lines when it is written.
    text = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", text), path
    assert not re.search(r"<script(?![^>]*\ssrc=)", text), path


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_a_page_names_no_other_host(path: Path) -> None:
    found = re.findall(r"(?:src|href|action)=\"(https?://[^\"]+)", path.read_text())
    assert not found, found


@pytest.mark.parametrize("path", [path for path in PAGES if path.relative_to(TEMPLATES).parts[0] not in SHARED], ids=_name)
def test_a_page_takes_only_from_its_own_feature_and_the_components(path: Path) -> None:
    """Rule 12."""
    own = path.relative_to(TEMPLATES).parts[0]
    taken = re.findall(r"{%-?\s*(?:include|import|from|extends)\s+[\"']([^\"']+)", path.read_text())
    assert all(name.split("/")[0] in {own, "components", "layouts"} for name in taken), taken
    assert not BOOTSTRAP.search(path.read_text()), BOOTSTRAP.search(path.read_text())


@pytest.mark.parametrize("path", [path for path in PAGES if path.relative_to(TEMPLATES).parts[0] != "gallery"], ids=_name)
def test_every_word_of_a_page_can_be_translated(path: Path) -> None:
    """What stands between tags is drawn from the catalogue: no bare English or Danish sentence."""
    text = re.sub(r"<style.*?</style>|{%-?\s*trans.*?endtrans\s*-?%}", "§", path.read_text(), flags=re.DOTALL)
    text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<!--.*?-->|&\w+;", "§", text, flags=re.DOTALL)
    bare = [words.strip() for words in re.findall(r">([^<>]+)<", text) if re.search(r"[A-Za-zÆØÅæøå]{3,}", words.replace("§", ""))]
    assert not bare, bare
