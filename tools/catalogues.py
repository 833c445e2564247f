"""Brings the sentences of code and templates into both catalogues; says which still want words. Run as `make translate`."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None, "lazy_ngettext": (1, 2)}
LOCALES = ("da", "en")
HEADER = "# Translations of the employee-advocacy manager.\n"


def extracted() -> Catalog:
    """Every sentence a person can read, from code and templates; the gallery is for builders and stays as it is."""
    with (ROOT / "tools" / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    catalogue = Catalog(charset="utf-8")
    found = extract_from_dir(ROOT, methods, options, KEYWORDS, comment_tags=("NOTE:",), strip_comment_tags=True)
    for name, _line, message, comments, context in found:
        if not name.startswith("templates/gallery") and message:
            catalogue.add(message, auto_comments=comments, context=context)
    return catalogue


def catalogue_path(locale: str) -> Path:
    """Where a language's sentences stand."""
    return ROOT / "advocacy" / "translations" / locale / "LC_MESSAGES" / "messages.po"


def kept(locale: str) -> Catalog:
    """The catalogue as it stands, or an empty one."""
    path = catalogue_path(locale)
    if not path.exists():
        return Catalog(locale=locale, charset="utf-8", header_comment=HEADER)
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def updated(locale: str, template: Catalog) -> Catalog:
    """The catalogue with new sentences added and dead ones gone. English sentences are their own translation."""
    catalogue = kept(locale)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.fuzzy = False  # A catalogue that calls itself uncertain is skipped when the catalogues are compiled.
    if locale == "en":
        for message in catalogue:
            if message.id:
                message.string = message.id
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """The file as it is kept: sorted, without line numbers, so that it changes only when words do."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=120, no_location=True, omit_header=False, sort_output=True)
    text = buffer.getvalue().decode()
    lines = [line for line in text.splitlines() if not line.startswith(('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By'))]
    return ("\n".join(lines) + "\n").encode()


def wanting(catalogue: Catalog) -> list[str]:
    """The sentences that have no translation yet."""
    return [
        str(message.id)
        for message in catalogue
        if message.id and (message.fuzzy or not all(message.string if isinstance(message.string, tuple) else (message.string,)))
    ]


def main() -> int:
    template = extracted()
    for locale in LOCALES:
        catalogue = updated(locale, template)
        path = catalogue_path(locale)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(catalogue))
        print(f"{locale}: {len(catalogue)} sentences, {len(wanting(catalogue))} without words")
    return 0


if __name__ == "__main__":
    sys.exit(main())
