"""What we build on may be built on: every licence is known, free, and kept beside what it covers."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha384
from importlib.metadata import distribution

import pytest

from tests.architecture.source import ROOT

FREE = re.compile(
    r"MIT|BSD|Apache|PSF|Python Software|ISC|MPL|Mozilla|LGPL|Lesser General|Unlicense|CC0|0BSD|Zlib|OFL|HPND|CMU|Zope|ZPL", re.IGNORECASE
)
#: Their metadata name no licence; read in the package's own LICENSE file.
READ_BY_HAND = {"huey": "MIT"}
RUNTIME = re.findall(r"^([a-z0-9][\w.-]*)(?:\[[^]]*\])?==", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
MANIFEST = ROOT / "static" / "vendor" / "manifest.json"


@pytest.mark.parametrize("name", RUNTIME)
def test_a_package_we_run_on_is_free(name: str) -> None:
    told = distribution(name).metadata
    words = " ".join(
        [told.get("License-Expression") or "", told.get("License") or "", *(told.get_all("Classifier") or []), READ_BY_HAND.get(name, "")]
    )
    assert FREE.search(words), f"{name}: no licence we know of"
    assert not re.search(r"(?<!L)(?<!Lesser )\bA?GPL", words.replace("LGPL", "").replace("Lesser General Public License", "")), name


def test_every_vendored_file_is_the_one_named_and_has_its_licence() -> None:
    told = json.loads(MANIFEST.read_text())
    entries = told["packages"] if isinstance(told, dict) else told
    assert entries
    for entry in entries:
        files = entry.get("files") or [entry]
        for file in files:
            path = (
                ROOT / "static" / "vendor" / file["file"] if not str(file["file"]).startswith(("static", "tests")) else ROOT / file["file"]
            )
            digest = b64encode(sha384(path.read_bytes()).digest()).decode()
            assert file["sha384"].removeprefix("sha384-") in {digest, sha384(path.read_bytes()).hexdigest()}, path
            assert list(path.parent.glob("LICEN[CS]E*")) or list(path.parent.parent.glob("LICEN[CS]E*")), f"{path}: no licence beside it"


def test_every_requirement_is_pinned_with_its_hash() -> None:
    """Attack row O08."""
    for name in ("requirements.txt", "requirements-dev.txt"):
        blocks = re.split(r"\n(?=[a-z])", (ROOT / name).read_text().strip())
        assert all("==" in block and "--hash=sha256:" in block for block in blocks), name
