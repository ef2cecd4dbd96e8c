"""Secrets at rest: sealed with a key from the environment, opened only where they are used."""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class NoKey(DomainError):
    """The operator has given no key."""

    code = "no_key"
    message = _(
        "This installation cannot keep secrets yet: the operator has to set KC_SECRETS_KEY. "
        "Please tell the office of the cooperative."
    )
    status = 503


class WrongKey(DomainError):
    """The secret was sealed with a key that is no longer there."""

    code = "wrong_key"
    message = _("The stored secret can no longer be read. Please enter it once more.")


def can_seal() -> bool:
    """Tell whether the operator has given a key."""
    return bool(settings.KC_SECRETS_KEY)


def seal(secret: str) -> str:
    """Return the secret as it may be stored; an empty one stays empty."""
    return _keys().encrypt(secret.encode()).decode() if secret else ""


def unseal(sealed: str) -> str:
    """Return the secret in the clear."""
    if not sealed:
        return ""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise WrongKey from None


def _keys() -> MultiFernet:
    """Return the keys, the newest first: it seals, all of them open."""
    names = [name.strip() for name in settings.KC_SECRETS_KEY.split(",") if name.strip()]
    if not names:
        raise NoKey
    return MultiFernet([Fernet(name) for name in names])
