"""Rules 1 to 5: stacked features, the web on the domain, the domain without the request, one plan, doors."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.source import FEATURES, PACKAGE, ROOT, imports_of, module_name, python_files

DOORS = {"models", "queries", "services", "access", "events"}
#: Vocabulary that other features may use as well: the networks' names, the kinds of agent and the rungs are parts of their features' models.
SHARED_WORDS = {"advocacy.networks.catalogue", "advocacy.networks.counting", "advocacy.networks.accounts.account", "advocacy.links.agents", "advocacy.sharing.evidence"}


def test_the_contracts_hold() -> None:
    """import-linter reads pyproject.toml: rules 1 to 4."""
    lint = Path(sys.executable).parent / "lint-imports"
    answer = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_the_contracts_name_every_feature() -> None:
    """A feature nobody placed would be free of the inner rules."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    inner = next(each for each in contracts if each["id"] == "web-on-domain")
    present = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name not in {"foundation", "translations", "__pycache__"}}
    assert present == set(FEATURES) == {name.removeprefix("advocacy.") for name in inner["containers"]}


@pytest.mark.parametrize("feature", FEATURES)
def test_features_are_entered_by_their_doors(feature: str) -> None:
    """Rule 5: from another feature only models, queries, services, access and events."""
    wrong = []
    for path in python_files(PACKAGE / feature):
        for name in imports_of(path):
            parts = name.split(".")
            if parts[0] != "advocacy" or len(parts) < 3 or parts[1] in {feature, "foundation"} or parts[1] not in FEATURES:
                continue
            if parts[2] not in DOORS and not any(name.startswith(shared) for shared in SHARED_WORDS):
                wrong.append(f"{module_name(path)} imports {name}")
    assert not wrong, "\n".join(sorted(set(wrong)))
