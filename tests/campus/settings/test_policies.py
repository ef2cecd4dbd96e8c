"""What browsers are told, and what development may and production may not."""

import importlib

import pytest
from django.conf import settings

from campus.settings import base, policies

DIRECTIVES = policies.CONTENT_SECURITY_POLICY["DIRECTIVES"]
UNSAFE = {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:", "data:"}


@pytest.mark.parametrize("directive", ["script-src", "style-src", "default-src", "connect-src"])
def test_content_policy_allows_nothing_unsafe(directive):
    assert not set(DIRECTIVES[directive]) & UNSAFE


@pytest.mark.django_db
def test_every_page_carries_the_policies(client):
    headers = client.get("/konto/login/").headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "object-src 'none'" in policy
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("name", ["SECRET_KEY", "DEBUG"])
def test_base_settings_leave_secret_and_debugging_to_the_environments(name):
    assert not hasattr(base, name)


def test_development_needs_no_key_and_no_account(monkeypatch, tmp_path):
    monkeypatch.setenv("KC_VAR_DIR", str(tmp_path))
    for name in ("DATABASE_URL", "EMAIL_URL", "SECRET_KEY", "STRIPE_SECRET_KEY", "KC_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    try:
        importlib.reload(base)
        dev = importlib.reload(importlib.import_module("campus.settings.dev"))
        assert dev.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
        assert dev.EMAIL_BACKEND == "django.core.mail.backends.console.EmailBackend"
        assert (dev.DEBUG, dev.KC_DEMO, dev.STRIPE_SECRET_KEY) == (False, True, "")
        assert set(dev.ALLOWED_HOSTS) == {"127.0.0.1", ".localhost", "[::1]", "testserver"}
        assert (tmp_path / "static").is_dir()
    finally:
        monkeypatch.undo()
        importlib.reload(base)


def test_people_are_protected_by_strong_passwords_and_no_sign_up():
    lengths = [
        entry["OPTIONS"]["min_length"]
        for entry in settings.AUTH_PASSWORD_VALIDATORS
        if entry["NAME"].endswith("MinimumLengthValidator")
    ]
    assert lengths == [12]
    assert "Argon2" in base.PASSWORD_HASHERS[0]
    assert settings.ACCOUNT_PREVENT_ENUMERATION is True


def test_language_and_time_are_german():
    assert (settings.LANGUAGE_CODE, settings.TIME_ZONE) == ("de", "Europe/Berlin")
    assert [code for code, _ in settings.LANGUAGES] == ["de", "en"]


def test_background_work_waits_for_the_worker_and_mail_has_its_own_queue():
    assert settings.TASKS["jobs"]["QUEUES"] == ["default", "mail"]
    assert settings.TASKS["jobs"]["BACKEND"].endswith("DatabaseBackend")
