"""Copies the browser libraries we use, with their licences, from npm into the repository.

Run `python tools/vendor_static.py` after changing package.json and package-lock.json (Node and npm are needed for
this and for nothing else). The same lock file always gives the same files; what is copied is listed below.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TypedDict

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
BROWSER_TESTS = ROOT / "tests" / "browser" / "vendor"
FONT_SUBSETS = ("latin", "latin-ext")
FONT_WEIGHTS = ("400", "600")

# Package -> files copied as they are, by path inside the package. The licence is always copied too.
COPIED: dict[str, tuple[str, ...]] = {
    "htmx.org": ("dist/htmx.min.js",),
    "@fontsource/ibm-plex-sans": tuple(
        f"files/ibm-plex-sans-{subset}-{weight}-normal.woff2" for weight in FONT_WEIGHTS for subset in FONT_SUBSETS
    ),
    "vega": ("build/vega.min.js",),
    "vega-lite": ("build/vega-lite.min.js",),
    "vega-embed": ("build/vega-embed.min.js",),
}

# Icons are named by what they show, as in Lucide; `ui.icon("heart")` draws one.
ICON_NAMES = """
    archive arrow-left arrow-right arrow-up-right award badge-check ban bell bell-off book-open briefcase building-2
    calendar calendar-check camera chart-column check chevron-down chevron-left chevron-right chevron-up circle circle-alert
    circle-check circle-dot circle-help circle-user circle-x clock coffee compass copy download ellipsis external-link eye
    eye-off file-text filter flag globe graduation-cap hand hand-heart handshake heart history home hourglass image inbox info
    key-round languages layout-grid life-buoy lightbulb link list list-checks lock lock-open log-in log-out mail map-pin
    megaphone menu message-circle messages-square mic minus moon newspaper palette pause pencil play plus printer quote
    refresh-cw repeat-2 rocket scale search send settings share-2 shield-check siren sliders-horizontal smartphone sparkles
    square star sun sun-moon tag target thumbs-up trash-2 trending-up triangle-alert undo-2 upload user user-plus users
    wifi-off x
"""


class Entry(TypedDict):
    """One line of the manifest: where a file came from and what it must be, byte for byte."""

    package: str
    version: str
    licence: str
    file: str
    sha384: str


def main() -> None:
    """Install the locked packages in a temporary folder and copy what we use."""
    with tempfile.TemporaryDirectory() as folder:
        modules = install_packages(Path(folder))
        shutil.rmtree(VENDOR, ignore_errors=True)
        written = [copy_file(modules, package, name) for package, names in COPIED.items() for name in names]
        written += [copy_licence(modules, package) for package in COPIED]
        written += [build_bootstrap(modules), copy_licence(modules, "bootstrap")]
        written += [build_icon_sprite(modules), copy_licence(modules, "lucide-static")]
        write_manifest(modules, written)
        copy_accessibility_checker(modules)


def install_packages(folder: Path) -> Path:
    """Install exactly what the lock file says, without running any package's own scripts."""
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(ROOT / name, folder / name)
    subprocess.run(["npm", "ci", "--ignore-scripts", "--omit=optional"], cwd=folder, check=True)
    return folder / "node_modules"


def folder_for(package: str) -> Path:
    """`@fontsource/ibm-plex-sans` lives in `ibm-plex-sans`, `htmx.org` in `htmx`: short, readable addresses."""
    folder = VENDOR / package.split("/")[-1].removesuffix(".org").removesuffix("-static")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def copy_file(modules: Path, package: str, name: str) -> tuple[str, Path]:
    target = folder_for(package) / Path(name).name
    target.write_bytes(without_source_map((modules / package / name).read_bytes(), name))
    return package, target


def without_source_map(content: bytes, name: str) -> bytes:
    """Drop the pointer to a source map we do not ship, so that a browser's tools do not ask for a missing file."""
    if not name.endswith(".js"):
        return content
    return re.sub(rb"\n?//# sourceMappingURL=\S+\s*$", b"\n", content)


def copy_licence(modules: Path, package: str) -> tuple[str, Path]:
    target = folder_for(package) / "LICENSE"
    shutil.copyfile(modules / package / "LICENSE", target)
    return package, target


def build_bootstrap(modules: Path) -> tuple[str, Path]:
    """Compile only the parts of Bootstrap that tools/bootstrap.scss names: less than half of the whole file."""
    target = folder_for("bootstrap") / "bootstrap.min.css"
    options = ["--style=compressed", "--no-source-map", "--quiet", "--no-charset", f"--load-path={modules}"]
    command = ["node", str(modules / "sass" / "sass.js"), *options, str(ROOT / "tools" / "bootstrap.scss")]
    rules = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    version = version_of(modules, "bootstrap")
    target.write_text(f"/* Parts of Bootstrap {version}, MIT licence, see LICENSE beside this file. */\n{rules}", encoding="utf-8")
    return "bootstrap", target


def build_icon_sprite(modules: Path) -> tuple[str, Path]:
    """Put the icons we use into one file of symbols, so that a page asks for icons once."""
    symbols = [icon_symbol(modules / "lucide-static" / "icons" / f"{name}.svg", name) for name in sorted(set(ICON_NAMES.split()))]
    version = version_of(modules, "lucide-static")
    opening = f'<svg xmlns="http://www.w3.org/2000/svg"><!-- Lucide {version}, ISC licence, see LICENSE beside this file. -->'
    target = folder_for("lucide-static") / "sprite.svg"
    target.write_text("\n".join([opening, *symbols, "</svg>"]) + "\n", encoding="utf-8")
    return "lucide-static", target


def icon_symbol(source: Path, name: str) -> str:
    """One icon as a symbol; its stroke and size come from the page that uses it."""
    drawing = source.read_text(encoding="utf-8")
    match = re.search(r"<svg[^>]*>(?P<shapes>.*)</svg>", drawing, flags=re.DOTALL)
    if match is None:
        raise ValueError(f"{source} is not the drawing we expected.")
    shapes = re.sub(r"\s*\n\s*", "", match["shapes"]).replace(" />", "/>")
    return f'<symbol id="{name}" viewBox="0 0 24 24">{shapes}</symbol>'


def version_of(modules: Path, package: str) -> str:
    return str(package_facts(modules, package)["version"])


def package_facts(modules: Path, package: str) -> dict[str, object]:
    facts: dict[str, object] = json.loads((modules / package / "package.json").read_text(encoding="utf-8"))
    return facts


def write_manifest(modules: Path, written: list[tuple[str, Path]]) -> None:
    entries = sorted((manifest_entry(modules, package, target) for package, target in written), key=lambda entry: entry["file"])
    (VENDOR / "manifest.json").write_text(json.dumps(entries, indent=2) + "\n", encoding="utf-8")


def manifest_entry(modules: Path, package: str, target: Path) -> Entry:
    digest = base64.b64encode(hashlib.sha384(target.read_bytes()).digest()).decode()
    return {
        "package": package,
        "version": version_of(modules, package),
        "licence": str(package_facts(modules, package)["license"]),
        "file": target.relative_to(VENDOR).as_posix(),
        "sha384": f"sha384-{digest}",
    }


def copy_accessibility_checker(modules: Path) -> None:
    """The accessibility checker is for the browser tests only, therefore it is never served."""
    BROWSER_TESTS.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(modules / "axe-core" / "axe.min.js", BROWSER_TESTS / "axe.min.js")
    shutil.copyfile(modules / "axe-core" / "LICENSE", BROWSER_TESTS / "axe.LICENSE")


if __name__ == "__main__":
    main()
