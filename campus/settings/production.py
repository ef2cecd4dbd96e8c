"""Production: every secret from the environment, HTTPS only, second factor required for staff."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from campus.settings.base import *  # noqa: F403
from campus.settings.base import DATABASE_URL, DATABASES, KC_CONTENT_ORIGIN, env


def required(name: str) -> str:
    """Return the environment's value or refuse to start with a sentence that names it."""
    value: str = env(name, default="")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. Production does not start without it; see docs/operations.md."
        )
    return value


DEBUG = False
SECRET_KEY = required("SECRET_KEY")
ALLOWED_HOSTS = [host.strip() for host in required("ALLOWED_HOSTS").split(",") if host.strip()]
if KC_CONTENT_ORIGIN:
    ALLOWED_HOSTS.append((urlsplit(KC_CONTENT_ORIGIN).hostname or "").removeprefix("*"))
KC_BASE_URL = required("KC_BASE_URL")
KC_XAPI_HOME_PAGE = required("KC_XAPI_HOME_PAGE")
WAGTAILADMIN_BASE_URL = KC_BASE_URL
required("DATABASE_URL")
required("EMAIL_URL")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY must have at least 50 characters.")
if DATABASE_URL.startswith("sqlite") and not env.bool("KC_ALLOW_SQLITE", default=False):
    raise ImproperlyConfigured("Production needs PostgreSQL, or KC_ALLOW_SQLITE=1 for one machine.")

# Opening a connection costs as much as a whole page; a lost one is noticed and opened anew.
DATABASES["default"] |= {
    "CONN_MAX_AGE": env.int("KC_DB_CONN_MAX_AGE", default=60),
    "CONN_HEALTH_CHECKS": True,
}
CSRF_TRUSTED_ORIGINS = [KC_BASE_URL]
SECURE_SSL_REDIRECT = env.bool("KC_SSL_REDIRECT", default=True)
# Monitoring asks the process itself, past the proxy and so without HTTPS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
KC_MFA_FOR_STAFF = env("KC_MFA_FOR_STAFF", default="required")
KC_DEMO = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "campus.operations.storage.FingerprintedFiles"},
}
