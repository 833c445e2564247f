"""A short own domain for links: codes right behind its name, and nothing else under it but what the pages of links need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from advocacy.config import load_settings
from advocacy.factory import create_app
from advocacy.foundation.database import db
from advocacy.links.lane import lane_of
from tests.conftest import settings_for
from tests.databases import copied
from tests.factories.sharing import make_share
from tests.people import Cast, gather_cast
from tests.sharing.scene import Scene, set_scene
from tests.sharing.stage import BROWSER, LINKEDIN_BOT, compose, facts_on
from tests.signing_in import Visitor

SHORT, PUBLIC = "del.by.example", "ambassador.by.example"


@pytest.fixture
def short_app(tmp_path: Path, tables: str) -> Iterator[Flask]:
    app = create_app(settings_for(tmp_path, copied(tables, tmp_path), public_url=f"https://{PUBLIC}", short_url=f"https://{SHORT}"))
    app.config.update(WTF_CSRF_ENABLED=False, SESSION_COOKIE_SECURE=False, SESSION_COOKIE_NAME="session")
    yield app
    lane_of(app).log.close()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def stage(short_app: Flask) -> tuple[Cast, Scene]:
    """The cast, and a share of Camilla's whose code is cdf2x87."""
    with short_app.app_context():
        cast = gather_cast()
        scene = set_scene(cast)
        make_share(cast.camilla, scene.found_story(), code="cdf2x87")
        db.session.commit()
        for each in vars(cast).values():
            db.session.refresh(each)
        db.session.expunge_all()
    return cast, scene


def ask(app: Flask, path: str, host: str = SHORT, method: str = "GET", agent: str = BROWSER) -> TestResponse:
    headers = {"Host": host, "User-Agent": agent, "Accept-Language": "en"}
    return app.test_client().open(path, method=method, base_url=f"https://{host}", headers=headers)


@pytest.mark.parametrize(("host", "path", "status"), [
    (SHORT, "/cdf2x87", 302), (SHORT, "/CDF2X87", 302), (SHORT, "/r/cdf2x87", 302), (f"{SHORT}:443", "/cdf2x87", 302),
    (PUBLIC, "/r/cdf2x87", 302), (PUBLIC, "/cdf2x87", 404), (SHORT, "/healthz", 200), (SHORT, "/static/css/base.css", 200),
    (SHORT, "/", 404), (SHORT, "/vvx2876", 404), (SHORT, "/r/", 404), (SHORT, "/cdf2x87/", 404), (SHORT, "/robots.txt", 404),
])
def test_each_name_serves_what_is_its_own(short_app: Flask, stage: tuple[Cast, Scene], host: str, path: str, status: int) -> None:
    answer = ask(short_app, path, host)
    answer.close()
    assert answer.status_code == status
    assert "Set-Cookie" not in answer.headers
    if status == 302:
        assert answer.headers["Location"] == "https://bredfjord.example/h/01"


def test_no_page_of_the_app_is_served_under_the_short_name(short_app: Flask, stage: tuple[Cast, Scene]) -> None:
    """Every address the app knows, asked for under the short name, is a link nobody made; changes are refused."""
    for rule in short_app.url_map.iter_rules():
        path = re.sub(r"<[^>]*>", "x", rule.rule)
        if path.startswith(("/static/", "/r/")) or path == "/healthz":
            continue
        for host in (SHORT, f"{SHORT}:443", f"{SHORT}:80"):
            answer = ask(short_app, path, host)
            assert answer.status_code in {404, 429}, (host, path)
            assert "Sign in" not in answer.text, path
            assert "Set-Cookie" not in answer.headers, path
        assert ask(short_app, path, method="POST").status_code in {404, 405}, path


def test_a_page_for_writing_carries_the_short_link(short_app: Flask, stage: tuple[Cast, Scene]) -> None:
    cast, scene = stage
    link = str(facts_on(compose(Visitor(short_app)(cast.camilla), scene.story))["link"])
    assert re.fullmatch(rf"https://{re.escape(SHORT)}/[a-z0-9]{{7}}", link)


def test_a_card_names_the_short_link_and_takes_its_picture_from_the_public_address(short_app: Flask, stage: tuple[Cast, Scene]) -> None:
    page = ask(short_app, "/cdf2x87", agent=LINKEDIN_BOT)
    assert page.status_code == 200
    assert f'<link rel="canonical" href="https://{SHORT}/cdf2x87">' in page.text
    assert "/r/" not in page.text


def test_the_lane_answers_both_forms(short_app: Flask, stage: tuple[Cast, Scene]) -> None:
    lane = lane_of(short_app)
    lane.open()
    lane.begin = lambda: None  # type: ignore[method-assign]
    with short_app.app_context():
        lane.memory.learn(["cdf2x87"])
    reached = []
    inner = lane._app
    lane._app = lambda environ, start: reached.append(environ["PATH_INFO"]) or inner(environ, start)  # type: ignore[func-returns-value]
    for host, path in ((SHORT, "/cdf2x87"), (SHORT, "/r/cdf2x87"), (PUBLIC, "/r/cdf2x87")):
        assert ask(short_app, path, host).status_code == 302
    assert reached == []
    assert ask(short_app, "/cdf2x87", PUBLIC).status_code == 404
    lane.close()


def test_without_a_short_domain_links_are_below_r() -> None:
    common = {"secret_key": "x" * 40, "mode": "development"}
    assert load_settings({}, **common, public_url="https://a.dk").link_base == "https://a.dk/r"
    assert load_settings({}, **common, public_url="https://a.dk", short_url="https://a.dk").link_base == "https://a.dk/r"
    assert load_settings({}, **common, public_url="https://a.dk", short_url="https://s.dk").link_base == "https://s.dk"


def test_one_name_with_two_ports_is_told_apart_by_the_port(tmp_path: Path, tables: str) -> None:
    app = create_app(settings_for(tmp_path, copied(tables, tmp_path), public_url="http://127.0.0.1:8000", short_url="http://127.0.0.1:8001"))
    assert ask(app, "/accounts/sign-in", "127.0.0.1:8001").status_code == 404
    assert ask(app, "/healthz", "127.0.0.1:8000").status_code == 200
    with app.app_context():
        db.engine.dispose()
