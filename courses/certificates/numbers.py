"""Numbers of documents, unguessable and easy to read aloud; names as they are compared; pure."""

import re
import secrets
import unicodedata

# Crockford's base 32: no I, L, O, U, so that a number read from paper is typed rightly.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PATTERN = re.compile(r"^KC-\d{4}-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$")
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_number(year: int) -> str:
    """Return a new number such as KC-2026-7F3K9-QTX2M; ten characters carry fifty random bits."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(10))
    return f"KC-{year}-{code[:5]}-{code[5:]}"


def normalise(text: str) -> str | None:
    """Return the number as it was issued, from what somebody typed, or None if it cannot be one."""
    typed = text.strip().upper().replace(" ", "")
    prefix, rest = typed[:8], typed[8:].translate(_MISREAD)
    number = prefix + rest
    return number if PATTERN.match(number) else None


def spelt(name: str) -> str:
    """Return a name as it is compared: capitals, spaces and composed letters do not matter."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
