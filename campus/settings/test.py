"""Tests: fast hashing, memory mail; the database comes from DATABASE_URL (SQLite by default)."""

import json
import tempfile
from pathlib import Path

from cryptography.fernet import Fernet
from joserfc.jwk import OKPKey

from campus.settings.base import *  # noqa: F403

DEBUG = False
SECRET_KEY = "test-only"  # noqa: S105
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# The test run moves it to a folder of its own; see tests/conftest.py.
MEDIA_ROOT = Path(tempfile.gettempdir()) / "kommunalcampus-test-media"
KC_UPLOAD_DIR = Path(tempfile.gettempdir()) / "kommunalcampus-test-uploads"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Wagtail's own tasks rest but where a test asks for them; ours are as everywhere.
TASKS = {**TASKS, "default": {"BACKEND": "tests.support.wagtail_tasks.RestingBackend"}}  # noqa: F405
KC_BASE_URL = "http://testserver"
KC_CONTENT_ORIGIN = "http://*.inhalte.testserver"
WHITENOISE_USE_FINDERS = True
# Each client of a test makes the middleware anew: let it look for a file when one is asked for
# instead of listing them all each time, which was a tenth of the run.
WHITENOISE_AUTOREFRESH = True
STRIPE_SECRET_KEY = ""
STRIPE_WEBHOOK_SECRET = ""
KC_MFA_FOR_STAFF = "offered"
KC_DEMO = False
# Made anew for every run.
KC_BADGE_KEYS = json.dumps(
    {"keys": [{**OKPKey.generate_key("Ed25519").as_dict(private=True), "kid": "test"}]}
)
KC_SECRETS_KEY = Fernet.generate_key().decode()
