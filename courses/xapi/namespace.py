"""The identifiers of the platform's own activities, which are nobody else's to describe."""

from functools import lru_cache

from django.conf import settings

from courses.xapi.core.likeness import plain_spelling

_FOLDER = "/xapi/activities"


def is_own_activity(iri: str, *parts: str) -> bool:
    """Tell whether an IRI is, or passes for, one of the platform's own activities.

    `parts` ask for certain folders of them only, such as `item`.
    """
    home = settings.KC_XAPI_HOME_PAGE
    if not _may_be_meant(iri, _host(home)):
        return False
    spelling, own = plain_spelling(iri), _own_folder(home)
    folders = [f"{own}/{part}" for part in parts] or [own]
    return any(spelling == folder or spelling.startswith(f"{folder}/") for folder in folders)


def _may_be_meant(iri: str, host: str) -> bool:
    """Tell quickly of most identifiers that they are far from ours."""
    return host in iri.lower() or "%" in iri or not (iri.isascii() and iri.isprintable())


@lru_cache(maxsize=4)
def _own_folder(home: str) -> str:
    return plain_spelling(home + _FOLDER)


@lru_cache(maxsize=4)
def _host(home: str) -> str:
    return plain_spelling(home).partition("/")[0]
