"""The signed, unguessable part of an address on the content origin; it ends by itself."""

import datetime as dt
from uuid import UUID

from django.core import signing

SALT = "course_packages.content"
FILES_SALT = "course_packages.files"
LASTS = dt.timedelta(hours=12)


def issue(kind: str, key: UUID) -> str:
    """Return the token of one play."""
    return signing.dumps([kind, str(key)], salt=SALT)


def read(token: str) -> tuple[str, UUID] | None:
    """Return kind and key of the play; None for a forged or an old token."""
    try:
        kind, key = signing.loads(token, salt=SALT, max_age=LASTS)
        return str(kind), UUID(key)
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None


def issue_for_files(package_id: UUID, partition: str) -> str:
    """Return the token with which the files of a package are read, and nothing else is done."""
    return signing.dumps([str(package_id), partition], salt=FILES_SALT)


def read_for_files(token: str) -> tuple[UUID, str] | None:
    """Return whose files a token opens, and in which partition; None for a forged or old one."""
    try:
        key, partition = signing.loads(token, salt=FILES_SALT, max_age=LASTS)
        return UUID(key), str(partition)
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
