"""Settings, addresses and preparation of the small server of `tus_server`."""

import os
import sys
from importlib import import_module
from pathlib import Path

import django
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

from campus.settings.connections import SQLITE, options_for

FOLDER = Path(os.environ.get("KC_TUS_FOLDER", "."))
SECRET_KEY = "test-only"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "tests.support.tus_urls"
AUTH_USER_MODEL = "accounts.User"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    *("members.accounts", "campus.uploads", "django.contrib.auth", "django.contrib.contenttypes"),
    "django.contrib.sessions",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
DATABASES = {
    "default": {
        "ENGINE": SQLITE,
        "NAME": FOLDER / "db.sqlite3",
        "OPTIONS": options_for(SQLITE, prepare_after=3),
    }
}
KC_UPLOAD_DIR = FOLDER / "uploads"
KC_UPLOAD_SPARE_BYTES = 0
LIMIT = 500_000_000
BACKEND = "django.contrib.auth.backends.ModelBackend"


def register() -> None:
    """Take uploads of everybody for "probe"."""
    purposes = import_module("campus.uploads.purposes")
    purposes.register(
        purposes.Purpose("probe", lambda: LIMIT, lambda _user: True, lambda *_told: "")
    )


def prepare() -> None:
    """Make the tables, one person and the session in which that person is signed in."""
    django.setup()
    call_command("migrate", verbosity=0)
    user = get_user_model().objects.create(username="probe", email="probe@probe.example")
    session = import_module("django.contrib.sessions.backends.db").SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    (FOLDER / "session").write_text(session.session_key)


def application(environ: dict, start_response: object) -> object:
    """Answer a request; Django starts with the first one."""
    if not _started:
        _started.append(get_wsgi_application())
        register()
    return _started[0](environ, start_response)


_started: list = []
if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.support.tus_settings"
    prepare()
    sys.exit(0)
