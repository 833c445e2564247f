"""How soon the application answers after its start, and how much memory a worker holds, beside a plain one of forty models."""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median

from benchmarks.measuring import ROOT, clean_environ, memory_of, middle_ratio, served, tell

ROUNDS = 5
MODELS, ROUTES = 40, 150
TARGET_RATIO, TARGET_MEGABYTES = 1.5, 80.0

PLAIN_TOP = '''
from flask import Flask, jsonify
from flask_babel import Babel, gettext
from flask_login import LoginManager
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
    """Writes an application of forty models and a hundred and fifty routes, as part E of the measurements had it."""
    models = "".join(PLAIN_MODEL.format(n=n, before=max(0, n - 1)) for n in range(MODELS))
    routes = "".join(PLAIN_ROUTE.format(n=n) for n in range(ROUTES))
    (folder / "plain.py").write_text(PLAIN_TOP + models + routes + "\nwith app.app_context():\n    db.create_all()\n")
    return folder


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environ = clean_environ(folder, ADVOCACY_MODE="demo", ADVOCACY_INSTANCE_DIR=name)
        places = {"app:app": ROOT, "plain:app": plain_application(folder)}
        seconds: dict[str, list[float]] = {target: [] for target in places}
        memory: dict[str, list[tuple[float, float]]] = {target: [] for target in places}
        for number in range(ROUNDS + 1):
            for target in sorted(places, reverse=bool(number % 2)):
                with served(target, directory=places[target], environ=environ, workers=1) as server:
                    if number:  # The first round only compiles.
                        seconds[target].append(server.ready_after)
                        memory[target] += [memory_of(pid) for pid in server.workers()]
    ours, plain = seconds["app:app"], seconds["plain:app"]
    tell("start.ready", median(ours), "s", baseline=median(plain), ratio=middle_ratio(ours, plain), target=TARGET_RATIO)
    for place, kind in enumerate(("pss", "rss")):
        held, theirs = ([each[place] for each in memory[target]] for target in ("app:app", "plain:app"))
        tell(f"start.worker_{kind}", median(held), "MB", baseline=median(theirs), ratio=middle_ratio(held, theirs),
             target=TARGET_MEGABYTES if kind == "pss" else None)


if __name__ == "__main__":
    main()
