"""What happens before a server runs: where its package is fetched from, and what is said where it cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.servers import WITHOUT, cannot_run
from tests.servers.snac import mirrors


def test_the_package_comes_from_the_mirror_this_machine_is_set_up_with(tmp_path: Path) -> None:
    listed = tmp_path / "sources.list.d"
    listed.mkdir()
    (tmp_path / "sources.list").write_text(
        "# deb http://old.example/debian bookworm main\n"
        "deb [signed-by=/k.gpg arch=amd64] https://mirror.example/debian bookworm main contrib\n"
        "deb http://security.debian.org/debian-security bookworm-security main\n"
        "deb-src http://source.example/debian bookworm main\n"
    )
    (listed / "debian.sources").write_text("Types: deb\nURIs: http://one.example/debian http://two.example/debian/\nSuites: bookworm\n")
    (listed / "other.list").write_text("deb https://packages.example/cloud bookworm main\n")
    (listed / "off.sources.disabled").write_text("Types: deb\nURIs: http://off.example/debian\n")
    assert mirrors(tmp_path) == ["https://mirror.example/debian", "http://one.example/debian", "http://two.example/debian/"]
    assert mirrors(tmp_path / "nothing") == []


def test_a_machine_that_cannot_run_a_server_says_so_loudly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(WITHOUT, raising=False)
    with pytest.raises(pytest.fail.Exception, match="snac2 cannot be run on this machine: dpkg-deb is missing"):
        cannot_run("snac2", "dpkg-deb is missing")
    monkeypatch.setenv(WITHOUT, "yes")
    with pytest.raises(pytest.skip.Exception):
        cannot_run("snac2", "dpkg-deb is missing")
