"""How soon the application answers after its start, and how much memory a worker holds, beside a plain one of forty models."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from importlib.metadata import packages_distributions
from pathlib import Path
from statistics import median

from benchmarks.load import put_load, requests_for
from benchmarks.measuring import ROOT, clean_environ, memory_of, middle_ratio, other_server, our_server, served, tell

ROUNDS = 5
WORKERS = 2
PAGES = ["/accounts/sign-in", "/welcome", "/healthz", "/page7/1"]
MODELS, ROUTES = 40, 150
TARGET_RATIO, TARGET_MEGABYTES = 1.5, 80.0

PLAIN_TOP = '''
from flask import Flask, jsonify
from flask_babel import Babel, gettext
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect, FlaskForm
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from wtforms import StringField

class Base(DeclarativeBase):
    pass

app = Flask(__name__)
app.config.update(SECRET_KEY="x", SQLALCHEMY_DATABASE_URI="sqlite://")
db = SQLAlchemy(model_class=Base)
db.init_app(app)
Migrate(app, db)
Babel(app)
CSRFProtect(app)
LoginManager(app)

class NameForm(FlaskForm):
    name = StringField("Name")

@app.get("/healthz")
def healthz():
    return jsonify(status="ok")
'''
PLAIN_MODEL = '''
class Model{n}(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    text: Mapped[str | None]
    other_id: Mapped[int | None] = mapped_column(ForeignKey("model{before}.id"))
    other: Mapped["Model{before} | None"] = relationship(remote_side="Model{before}.id")
'''
PLAIN_ROUTE = '''
@app.route("/page{n}/<int:number>")
def page{n}(number: int) -> str:
    return gettext("Page") + str(number)
'''


def plain_application(folder: Path) -> Path:
    """Writes an application of forty models and a hundred and fifty routes, with the extensions such an application has."""
    models = "".join(PLAIN_MODEL.format(n=n, before=max(0, n - 1)) for n in range(MODELS))
    routes = "".join(PLAIN_ROUTE.format(n=n) for n in range(ROUTES))
    (folder / "plain.py").write_text(PLAIN_TOP + models + routes + "\nwith app.app_context():\n    db.create_all()\n")
    return folder


def hide_what_developers_have(folder: Path) -> None:
    """On a real server only what requirements.txt names is installed; some libraries load more where they find more."""
    pinned = set(re.findall(r"^([a-z0-9][\w.-]*)", (ROOT / "requirements.txt").read_text(), re.MULTILINE))
    hidden = [name for name, owners in packages_distributions().items()
              if not any(re.sub(r"[-_.]+", "-", owner).lower() in pinned for owner in owners)]
    (folder / "sitecustomize.py").write_text(f"import sys\nsys.modules.update(dict.fromkeys({sorted(hidden)!r}))\n")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        hide_what_developers_have(folder)
        environ = clean_environ(folder, ADVOCACY_WORKERS="1")
        command = [sys.executable, "-m", "flask", "--app", "app", "db", "upgrade"]
        subprocess.run(command, cwd=ROOT, env=environ, check=True, capture_output=True)
        places = {"ours": (our_server(), ROOT), "plain": (other_server("plain:app", workers=1), plain_application(folder))}
        seconds: dict[str, list[float]] = {each: [] for each in places}
        for number in range(ROUNDS + 1):
            for each in sorted(places, reverse=bool(number % 2)):
                words, directory = places[each]
                with served(words, directory=directory, environ=environ) as server:
                    if number:  # The first round only compiles.
                        seconds[each].append(server.ready_after)
        tell("start.ready", median(seconds["ours"]), "s", baseline=median(seconds["plain"]),
             ratio=middle_ratio(seconds["ours"], seconds["plain"]), target=TARGET_RATIO)
        ours = _memory(our_server(), ROOT, {**environ, "ADVOCACY_WORKERS": str(WORKERS)})
        plain = _memory(other_server("plain:app", workers=WORKERS), folder, environ)
        tell("start.worker_pss", ours[0], "MB", baseline=plain[0], ratio=ours[0] / plain[0], target=TARGET_MEGABYTES)
        tell("start.worker_rss", ours[1], "MB", baseline=plain[1], ratio=ours[1] / plain[1])
        tell("start.all_processes_pss", ours[2], "MB", baseline=plain[2], ratio=ours[2] / plain[2])


def _memory(words: list[str], directory: Path, environ: dict[str, str]) -> tuple[float, float, float]:
    """What the largest of two workers holds after some pages, as PSS and as RSS, and all processes together (PSS)."""
    with served(words, directory=directory, environ=environ) as server:
        put_load(server.port, requests_for(PAGES, {}), seconds=2, connections=8)
        held = [memory_of(pid) for pid in server.workers()]
        first = memory_of(server.process.pid)
        return max(each[0] for each in held), max(each[1] for each in held), sum(each[0] for each in held) + first[0]


if __name__ == "__main__":
    main()
