"""Wrong settings stop the start, all of them named at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from advocacy.config import WrongSettings, load_settings

GOOD = {"ADVOCACY_MODE": "production", "ADVOCACY_SECRET_KEY": "s" * 40, "ADVOCACY_PUBLIC_URL": "https://ambassador.example.dk"}


def test_good_settings_are_read() -> None:
    settings = load_settings({**GOOD, "ADVOCACY_WORKERS": "3"})
    assert (settings.workers, settings.is_secure, settings.is_demo) == (3, True, False)


def test_without_any_setting_it_is_the_demo_on_this_machine() -> None:
    settings = load_settings({})
    assert settings.is_demo
    assert settings.database_url.endswith("/demo.db")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ADVOCACY_MODE", "prod"),
        ("ADVOCACY_SECRET_KEY", "short"),
        ("ADVOCACY_SECRET_KEY", "demo-only-" + "0" * 32),
        ("ADVOCACY_PUBLIC_URL", "ambassador.example.dk"),
        ("ADVOCACY_PUBLIC_URL", "http://ambassador.example.dk"),
        ("ADVOCACY_PUBLIC_URL", "https://ambassador.example.dk/"),
        ("ADVOCACY_SHORT_URL", "del.dk"),
        ("ADVOCACY_WORKERS", "many"),
        ("ADVOCACY_LINKEDIN_TEXT", "perhaps"),
        ("ADVOCACY_DATABASE_URL", "mysql://x"),
        ("ADVOCACY_QUEUE_URL", "amqp://x"),
        ("ADVOCACY_MAIL_URL", "post"),
        ("ADVOCACY_LOG_LEVEL", "LOUD"),
        ("ADVOCACY_EGRESS_ALLOW", "intranet.by.dk"),
        ("ADVOCACY_EGRESS_ALLOW", "http://intranet.by.dk:80"),
        ("ADVOCACY_EGRESS_ALLOW", "*.by.dk:80"),
        ("ADVOCACY_EGRESS_ALLOW", "intranet.by.dk:443,10.0.0.5:99999"),
        ("ADVOCACY_EGRESS_PORTS", "80-90"),
        ("ADVOCACY_EGRESS_PORTS", "0"),
        ("ADVOCACY_PICTURES_GIGABYTES", "0"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    """Attack row O01."""
    with pytest.raises(WrongSettings, match=name):
        load_settings({**GOOD, name: value})


def test_every_wrong_setting_is_named_at_once() -> None:
    with pytest.raises(WrongSettings) as refused:
        load_settings({**GOOD, "ADVOCACY_WORKERS": "x", "ADVOCACY_MODE": "y", "ADVOCACY_MAIL_URL": "z"})
    assert all(name in str(refused.value) for name in ("ADVOCACY_WORKERS", "ADVOCACY_MODE", "ADVOCACY_MAIL_URL"))


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    """Attack row O13."""
    path = tmp_path / "key"
    path.write_text("k" * 40 + "\n")
    environ = {key: value for key, value in GOOD.items() if key != "ADVOCACY_SECRET_KEY"}
    assert load_settings({**environ, "ADVOCACY_SECRET_KEY_FILE": str(path)}).secret_key == "k" * 40


def test_the_demo_keeps_to_this_machine() -> None:
    with pytest.raises(WrongSettings, match="this machine"):
        load_settings({"ADVOCACY_MODE": "demo", "ADVOCACY_PUBLIC_URL": "http://10.0.0.4:8000"})


def test_places_in_the_house_are_named_exactly() -> None:
    """Attack row F22: host and port, in the configuration and nowhere else; and F04: our own machines are known by name."""
    settings = load_settings(
        {
            **GOOD,
            "ADVOCACY_EGRESS_ALLOW": "intranet.by.dk:443, 10.0.0.5:8080,[fd00::5]:80",
            "ADVOCACY_EGRESS_PORTS": "8443",
            "ADVOCACY_DATABASE_URL": "postgresql+psycopg://a@db.by.dk/advocacy",
        }
    )
    assert settings.egress_places == {"intranet.by.dk:443", "10.0.0.5:8080", "[fd00::5]:80"}
    assert settings.egress_further_ports == {8443}
    assert {"ambassador.example.dk", "db.by.dk"} <= settings.own_hosts
