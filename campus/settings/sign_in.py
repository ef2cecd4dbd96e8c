"""Who signs in and how; the same in every environment."""

import environ

env = environ.Env()

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "members.accounts.backends.ByName",
    "members.accounts.backends.ByAddress",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/lernen/"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
# Nobody signs up: people are invited by their municipality or provider.
ACCOUNT_SIGNUP_FIELDS = ["email", "username*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "members.sign_on.adapter.AccountAdapter"
# Identity providers of municipalities: their connections stand in members.sign_on.
SOCIALACCOUNT_ADAPTER = "members.sign_on.adapter.ProviderAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_BY_CODE_ENABLED = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "KommunalCampus"
# People without an e-mail address may still protect their account.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# "offered" or "required" for HR, office, board, authors and administrators.
KC_MFA_FOR_STAFF = env("KC_MFA_FOR_STAFF", default="offered")
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("KC_TRUSTED_PROXIES", default=0)
SESSION_ENGINE = "campus.operations.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "campus.pages.views.csrf_failure"
