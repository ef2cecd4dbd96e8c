"""Secrets of invitations: a token for the link, a code for the letter; pure."""

import hashlib
import secrets

# Crockford's alphabet: no I, L, O, U, so that nothing on paper can be taken for something else.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 16
GROUP = 4
LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def new_token() -> str:
    """Return an unguessable token for a link (256 bits)."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """Return an unguessable code that can be typed from paper (80 bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def in_groups(code: str) -> str:
    """Return the code in groups of four: “7F3K-91QM-…”."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def normalised(typed: str) -> str:
    """Return what was meant: blanks, dashes, small letters and look-alikes do not matter.

    A token is longer than any typed code and stays as it is.
    """
    compact = "".join(sign for sign in typed if sign.isalnum())
    if len(compact) > CODE_LENGTH + GROUP:
        return typed.strip()
    return compact.upper().translate(LOOKALIKES)


def digest(secret: str) -> str:
    """Return what is stored instead of the secret; long random secrets need no slow hash."""
    return hashlib.sha256(normalised(secret).encode()).hexdigest()
