"""The source files the guards read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "advocacy"
FEATURES = (
    "demo",
    "home",
    "insights",
    "editorial",
    "library",
    "campaigns",
    "recognition",
    "sharing",
    "links",
    "sources",
    "tips",
    "sparring",
    "training",
    "stories",
    "consents",
    "programmes",
    "networks",
    "accounts",
    "people",
    "organisation",
    "mail",
    "history",
    "files",
)


def python_files(folder: Path = PACKAGE) -> list[Path]:
    """Every Python file below a folder."""
    return sorted(folder.rglob("*.py"))


@lru_cache(maxsize=1024)
def tree_of(path: Path) -> ast.Module:
    """The file as Python sees it."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    """Every function and method of a file."""
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef))


def module_name(path: Path) -> str:
    """``advocacy/stories/views.py`` becomes ``advocacy.stories.views``."""
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    return name.removesuffix(".__init__")


def imports_of(path: Path) -> set[str]:
    """The full names of all a file imports, wherever in the file it does so."""
    names: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def calls_of(path: Path) -> Iterator[tuple[str, int]]:
    """The written name of every function a file calls, and the line."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno
