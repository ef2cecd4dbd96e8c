"""System checks of the keys that sign badges: found before anybody asks for a badge."""

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning

from courses.certificates.badges import keys

APART = "Put the copy back that is kept apart from the backups."


def check_keys(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Return what is wrong with the stored keys; having none yet is not."""
    try:
        stored = keys.read_keys()
        private = [key for key in stored if "d" in key]
        keys.public_keys()
    except (ValueError, KeyError, TypeError):
        return [Error("The keys of badges cannot be read.", hint=APART, id="certificates.E001")]
    if stored and not private:
        message = "None of the keys of badges is private, so that nothing can be signed."
        return [Error(message, hint=APART, id="certificates.E002")]
    return list(_open_to_others())


def check_key_is_there(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Return a warning where no badge could be signed; for `check --deploy`."""
    if settings.KC_BADGE_KEYS or Path(settings.KC_BADGE_KEY_FILE).exists():
        return []
    hint = "Badges signed before a restore need the old file; otherwise run `manage.py prepare`."
    return [Warning("There is no key that signs badges.", hint=hint, id="certificates.W001")]


def _open_to_others() -> Iterator[CheckMessage]:
    path = Path(settings.KC_BADGE_KEY_FILE)
    if settings.KC_BADGE_KEYS or not path.exists():
        return
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Warning(
            "Other accounts of the machine may read the key that signs badges.",
            hint=f"Run `chmod 600 {path.name}` in the folder of secrets.",
            id="certificates.W002",
        )
