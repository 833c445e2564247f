"""Puts the application together from its settings and its features; decides nothing itself."""

from __future__ import annotations

from flask import Flask, request
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from advocacy.config import ROOT, Settings, load_settings
from advocacy.features import add_features
from advocacy.foundation import health
from advocacy.foundation.answers import init_answers
from advocacy.foundation.database import BUSY_MILLISECONDS, db, migrate, only_reading
from advocacy.foundation.extensions import csrf, login_manager
from advocacy.foundation.guards import check_declared, check_request
from advocacy.foundation.i18n import init_languages
from advocacy.foundation.light import init_light
from advocacy.foundation.logs import init_logs
from advocacy.foundation.once import init_once
from advocacy.foundation.pages import asset
from advocacy.foundation.queue import init_queue
from advocacy.foundation.ready_made import LightSessions
from advocacy.foundation.text import rendered
from advocacy.links.lane import init_lane
from advocacy.links.loader import init_loader
from advocacy.links.short_host import init_short_host
from advocacy.links.shortcut import init_shortcut

LARGEST_REQUEST = 25 * 1024 * 1024
LARGEST_FORM = 1024 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """The application. Without settings they are read from the environment; wrong ones stop the start."""
    settings = settings or load_settings()
    app = Flask("advocacy", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.extensions["advocacy.settings"] = settings
    app.config.update(_flask_settings(settings))
    app.session_interface = LightSessions()
    init_logs(settings.log_level)
    init_lane(app, settings)
    init_loader(app, settings)
    init_shortcut(app, settings)
    _prepare_requests(app, settings)
    init_light(app)
    init_short_host(app, settings)
    init_answers(app, settings)
    _init_database(app, settings)
    csrf.init_app(app)
    login_manager.init_app(app)
    init_languages(app)
    _init_templates(app)
    init_queue(app, settings)
    app.before_request(check_request)
    init_once(app)
    app.register_blueprint(health.bp)
    add_features(app)
    check_declared(app)
    return app


def _flask_settings(settings: Settings) -> dict[str, object]:
    prefix = "__Host-" if settings.is_secure else ""
    return {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(settings),
        "SESSION_COOKIE_NAME": f"{prefix}session",
        "SESSION_COOKIE_SECURE": settings.is_secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "TRUSTED_HOSTS": settings.allowed_hosts,
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "MAX_FORM_MEMORY_SIZE": LARGEST_FORM,
        "MAX_FORM_PARTS": 400,
        "WTF_CSRF_TIME_LIMIT": None,
        "SEND_FILE_MAX_AGE_DEFAULT": 31_536_000,
    }


def _engine_options(settings: Settings) -> dict[str, object]:
    """On PostgreSQL a change waits for another one as long as on SQLite, and is then answered 503, not kept waiting for ever."""
    if not settings.database_url.startswith("postgresql"):
        return {}
    waits = {"options": f"-c lock_timeout={BUSY_MILLISECONDS}", "connect_timeout": BUSY_MILLISECONDS // 1_000}
    return {"pool_pre_ping": True, "connect_args": waits}


def _prepare_requests(app: Flask, settings: Settings) -> None:
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=0)  # type: ignore[method-assign]

    @app.before_request
    def promise_to_read() -> None:
        only_reading.set(request.method in {"GET", "HEAD", "OPTIONS"})

    @app.teardown_request
    def take_back(_error: BaseException | None) -> None:
        only_reading.set(False)


def _init_database(app: Flask, settings: Settings) -> None:
    settings.instance.mkdir(parents=True, exist_ok=True)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))


def _init_templates(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["markdown"] = rendered
    app.jinja_env.globals["asset"] = asset
