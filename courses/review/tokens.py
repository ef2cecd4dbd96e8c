"""The signed, unguessable part of a guest's address."""

from uuid import UUID

from django.core import signing

SALT = "review.guest"


def issue(key: UUID) -> str:
    """Return the token of a link."""
    return signing.dumps(str(key), salt=SALT)


def read(token: str) -> UUID | None:
    """Return the key of the link; None for a forged token. Whether it is valid says the link."""
    try:
        return UUID(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
