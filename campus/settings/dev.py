"""Development and demo: SQLite, files beside the code, e-mail to the console, no key needed."""

from campus.settings.base import *  # noqa: F403
from campus.settings.base import KC_BASE_URL, KC_CONTENT_ORIGIN, VAR_DIR, env

# Static files come from the source here; WhiteNoise only wants to see the folder.
(VAR_DIR / "static").mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("KC_DEBUG", default=False)
# Only ever used on the developer's own machine; production refuses to start without its own.
SECRET_KEY = "development-only-never-used-in-production"  # noqa: S105
# Browsers lead *.localhost to this machine: another origin for packages without any set-up.
ALLOWED_HOSTS = ["127.0.0.1", ".localhost", "[::1]", "testserver"]
if not KC_CONTENT_ORIGIN and "127.0.0.1" in KC_BASE_URL:
    KC_CONTENT_ORIGIN = KC_BASE_URL.replace("127.0.0.1", "*.inhalte.localhost")
KC_DEMO = env.bool("KC_DEMO", default=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
# Only ever used on the developer's own machine, as the key above.
KC_SECRETS_KEY = env("KC_SECRETS_KEY", default="ZGV2ZWxvcG1lbnQtb25seS1uZXZlci1wcm9kdWN0aW8=")
KC_SIGN_ON_INSIDE = env.bool("KC_SIGN_ON_INSIDE", default=True)
