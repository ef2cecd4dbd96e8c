"""Production starts only with everything it needs, and then on the safe side."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

COMPLETE = {
    "SECRET_KEY": "k" * 50,
    "ALLOWED_HOSTS": "campus.example,www.campus.example",
    "KC_BASE_URL": "https://campus.example",
    "KC_XAPI_HOME_PAGE": "https://campus.example",
    "DATABASE_URL": "postgres://u:p@127.0.0.1/db",
    "EMAIL_URL": "smtp+tls://u:p@127.0.0.1:587",
}
SHOW = """
import json
from campus.settings import production
names = {names!r}
print(json.dumps({{name: getattr(production, name, None) for name in names}}))
"""


def start(names=(), **changes):
    """Load the settings in a process of its own with nothing but this environment."""
    wanted = {**COMPLETE, **changes}
    environment = {name: value for name, value in wanted.items() if value is not None}
    return subprocess.run(
        [sys.executable, "-c", SHOW.format(names=list(names))],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def setting(name, **changes):
    result = start([name], **changes)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)[name]


@pytest.mark.parametrize("name", COMPLETE)
def test_production_without_one_value_refuses_and_names_it(name):
    result = start(**{name: None})
    assert result.returncode != 0
    assert f"{name} is not set. Production does not start without it" in result.stderr


def test_production_with_an_empty_secret_refuses():
    assert "SECRET_KEY is not set" in start(SECRET_KEY="").stderr


def test_production_with_a_short_key_refuses():
    assert "at least 50 characters" in start(SECRET_KEY="k" * 49).stderr


def test_production_on_sqlite_refuses_unless_it_is_wanted():
    address = "sqlite:////tmp/kc-test-nothing.sqlite3"
    assert "needs PostgreSQL" in start(DATABASE_URL=address).stderr
    assert start(DATABASE_URL=address, KC_ALLOW_SQLITE="1").returncode == 0


def test_production_is_closed_and_speaks_only_https():
    names = {
        "DEBUG": False,
        "KC_DEMO": False,
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "KC_MFA_FOR_STAFF": "required",
        "CSRF_TRUSTED_ORIGINS": ["https://campus.example"],
        "WAGTAILADMIN_BASE_URL": "https://campus.example",
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
    }
    result = start(names, KC_DEMO="1", KC_DEBUG="1", DEBUG="1")
    assert json.loads(result.stdout) == names


@pytest.mark.parametrize(
    "written", ["a.example,b.example", "a.example, b.example", " a.example,b.example,"]
)
def test_production_answers_for_every_host_named(written):
    assert setting("ALLOWED_HOSTS", ALLOWED_HOSTS=written) == ["a.example", "b.example"]
