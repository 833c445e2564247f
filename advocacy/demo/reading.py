"""The demo's words, read from the files beside this one."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PICTURES = HERE / "pictures"


@lru_cache(maxsize=4)
def words(name: str) -> dict[str, Any]:
    """A file of the demo as tables: ``organisation`` or ``stories``. Texts keep no line end at their end."""
    with (HERE / f"{name}.toml").open("rb") as file:
        return _stripped(tomllib.load(file))  # type: ignore[no-any-return]


def _stripped(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return [_stripped(each) for each in value]
    if isinstance(value, dict):
        return {key: _stripped(each) for key, each in value.items()}
    return value
