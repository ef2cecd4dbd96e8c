"""An OpenID provider of its own: a second Django process with allauth's provider.

Run as a program with a port: `python -m tests.support.oidc_provider 8610 REDIRECT_URI`. It keeps
everything in memory and ends with its parent. Whoever asks is signed in at once as the account in
the cookie `who`, so that no form has to be filled in.
"""

import os
import sys
import threading
from types import ModuleType
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

SETTINGS = "tests.support.oidc_provider_settings"
CLIENT_ID, SECRET = "kommunalcampus", "sehr-geheim"
PEOPLE = {
    "erika": ("Erika", "Musterfrau", "erika@rathaus.example"),
    "fremd": ("Frieda", "Fremd", "frieda@anderswo.example"),
}


class Quiet(WSGIRequestHandler):
    """Says nothing of every request."""

    def log_message(self, *arguments: Any) -> None:
        pass


def private_key() -> str:
    """Return a new key to sign tokens with."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def configure() -> None:
    """Set Django up as a provider that knows two people."""
    from django.conf import settings
    import django

    urls = ModuleType("provider_urls")
    sys.modules["provider_urls"] = urls
    settings.configure(
        DEBUG=True,
        SECRET_KEY="provider-of-the-tests",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="provider_urls",
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": "file:provider?mode=memory&cache=shared",
                "OPTIONS": {"uri": True},
            }
        },
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "allauth",
            "allauth.account",
            "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
            "tests.support.oidc_provider.sign_in_at_once",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
            }
        ],
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        SESSION_COOKIE_NAME="provider",
        IDP_OIDC_PRIVATE_KEY=private_key(),
    )
    django.setup()
    from django.urls import include, path

    urls.urlpatterns = [path("", include("allauth.idp.urls")), path("", include("allauth.urls"))]
