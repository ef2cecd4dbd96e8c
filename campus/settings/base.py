"""Settings shared by every environment; secrets and addresses come from the environment only."""

from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from campus.settings.connections import SQLITE, options_for
from campus.settings.policies import *  # noqa: F403
from campus.settings.sign_in import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

VAR_DIR = Path(env("KC_VAR_DIR", default=str(BASE_DIR / "var")))

INSTALLED_APPS = [
    "members.accounts",
    "campus.operations",
    "campus.pages",
    "campus.uploads",
    "campus.reports",
    "campus.records",
    "campus.demo",
    "courses.privacy",
    "courses.portal",
    "courses.assignments",
    "courses.cadastre",
    "courses.bookings",
    "courses.bundles",
    "courses.moves",
    "courses.onboarding",
    "courses.transfer",
    "courses.oversight",
    "courses.audits",
    "courses.first_steps",
    "courses.units",
    "courses.competences",
    "courses.pathways",
    "courses.certificates",
    "courses.insight",
    "courses.exchange",
    "courses.feedback",
    "courses.cmi5",
    "courses.learning",
    "courses.playing",
    "courses.packages",
    "courses.review",
    "courses.lifecycle",
    "courses.lti",
    "courses.tools",
    "courses.enrolment",
    "courses.modules",
    "courses.catalogue",
    "courses.xapi",
    "members.settlement",
    "members.billing",
    "members.budgets",
    "members.cooperative",
    "members.imports",
    "members.scim",
    "members.policies",
    "members.sign_on",
    "members.groups",
    "members.deputies",
    "members.second_person",
    "members.people",
    "members.roles",
    "members.organisations",
    "members.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "courses.packages.origin.ContentOrigin",
    "campus.operations.middleware.RecordStoreFirst",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "campus.operations.compression.CompressedPages",
    "csp.middleware.CSPMiddleware",
    "campus.operations.middleware.AdminContentPolicy",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "campus.operations.middleware.SecondFactorGate",
    "campus.operations.middleware.NumbersWithoutRow",
]

ROOT_URLCONF = "campus.urls"
WSGI_APPLICATION = "campus.wsgi.application"
ASGI_APPLICATION = "campus.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "campus.pages.context.site_frame",
            ],
        },
    },
]

# --- Data ---------------------------------------------------------------------------------------
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASE_URL = env("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'campus.sqlite3'}")
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
ENGINE, AFTER = DATABASES["default"]["ENGINE"], env.int("KC_DB_PREPARE_AFTER", default=3)
DATABASES["default"].setdefault("OPTIONS", {}).update(options_for(ENGINE, prepare_after=AFTER))
if ENGINE != SQLITE:
    INSTALLED_APPS.append("django.contrib.postgres")

# The cache holds rate limits, so that all processes share it and a flood must not empty it.
COUNTING = "campus.kit.counting_cache.CountingCache"
ROOM = {"MAX_ENTRIES": 20_000}
CACHES = {"default": {"BACKEND": COUNTING, "LOCATION": "operations_cache", "OPTIONS": ROOM}}

MEDIA_ROOT, MEDIA_URL = VAR_DIR / "media", "/media/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "campus" / "static"]

# --- Background work ----------------------------------------------------------------------------
# Wagtail's own small tasks run at once; ours wait for the worker (stack decision on two backends).
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "jobs": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]},
}

# --- Language and time --------------------------------------------------------------------------
LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "campus.settings.formats"
LOCALE_DIR = BASE_DIR / "campus" / "locale"
# One folder per room, so that a room's words stay with the people who know it.
LOCALE_PATHS = sorted(path for path in LOCALE_DIR.glob("*") if path.is_dir())

# --- Mail ---------------------------------------------------------------------------------------
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env("KC_FROM_EMAIL", default="KommunalCampus <noreply@kommunalcampus.example>")

# --- Wagtail ------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "KommunalCampus"
WAGTAIL_PAGE_MODEL = "wagtailcore.Page"
WAGTAILADMIN_BASE_URL = env("KC_BASE_URL", default="http://127.0.0.1:8000")
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# HTML is never shown as such at its own address: downloaded there, framed in a lesson.
WAGTAILDOCS_EXTENSIONS = [
    *("csv", "docx", "html", "odt", "ods", "pdf", "pptx", "txt", "vtt", "xlsx", "zip")
]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "german"}
}

# --- Our own ------------------------------------------------------------------------------------
# The largest package (SCORM, cmi5, H5P) that may be uploaded; unpacked, it may be four times that.
KC_PACKAGE_MEGABYTES = env.int("KC_PACKAGE_MEGABYTES", default=500)
# The largest film or recording.
KC_MEDIA_MEGABYTES = env.int("KC_MEDIA_MEGABYTES", default=1000)
# Where uploads lie until they are whole: on the disk of the media, so that they need not be copied.
KC_UPLOAD_DIR = VAR_DIR / "uploads"
# So much stays free on that disk, whatever is uploaded.
KC_UPLOAD_SPARE_BYTES = 100 * 1024 * 1024
# Where packages are played: a host of their own (https://inhalte.example); empty: nowhere.
KC_CONTENT_ORIGIN = env("KC_CONTENT_ORIGIN", default="")
# Public address of the platform: certificates' QR codes, e-mail links and xAPI identifiers.
KC_BASE_URL = env("KC_BASE_URL", default="http://127.0.0.1:8000")
# xAPI identifiers must never change, also when the address of the site does.
KC_XAPI_HOME_PAGE = env("KC_XAPI_HOME_PAGE", default="https://kommunalcampus.example")
KC_DEMO = env.bool("KC_DEMO", default=False)
# The keys that sign badges, as a JSON Web Key Set; without it, the file that badge_keys has made.
KC_BADGE_KEYS = env("KC_BADGE_KEYS", default="")
KC_BADGE_KEY_FILE = VAR_DIR / "secrets" / "badge-keys.json"
# Fernet keys that seal secrets at rest, the newest first; without one no secret can be stored.
KC_SECRETS_KEY = env("KC_SECRETS_KEY", default="")
# Identity providers inside the own network or without https: for tests and development only.
KC_SIGN_ON_INSIDE = False
# Hosts of the own network on which LTI tools may lie (tests, a Moodle behind the firewall):
# host:port, commas between them; also without HTTPS. All others have to be public.
KC_LTI_PRIVATE_HOSTS = env.list("KC_LTI_PRIVATE_HOSTS", default=[])
# The same for catalogues of other platforms.
KC_CATALOGUE_PRIVATE_HOSTS = env.list("KC_CATALOGUE_PRIVATE_HOSTS", default=[])
STRIPE_SECRET_KEY = env("STRIPE_SECRET_KEY", default="")
STRIPE_WEBHOOK_SECRET = env("STRIPE_WEBHOOK_SECRET", default="")

# --- What is said to the operator ---------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env("KC_LOG_LEVEL", default="WARNING")},
}
