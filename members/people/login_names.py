"""Suggest a login name from a person's name; pure."""

import unicodedata
from collections.abc import Container

UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"}
)
MOST_SIGNS = 140


def plain(text: str) -> str:
    """Return the text in small letters without accents, digits kept, everything else dropped."""
    # An umlaut may also come as a letter and dots, for instance from a Mac's file or clipboard.
    composed = unicodedata.normalize("NFC", text.lower())
    decomposed = unicodedata.normalize("NFKD", composed.translate(UMLAUTS))
    ascii_only = decomposed.encode("ascii", "ignore").decode().lower()
    return "".join(sign for sign in ascii_only if sign.isalnum())


def suggest(first_name: str, last_name: str, taken: Container[str]) -> str:
    """Return “vorname.nachname”, with a number where that is taken."""
    parts = [part for part in (plain(first_name), plain(last_name)) if part]
    base = ".".join(parts)[:MOST_SIGNS] or "konto"
    candidate, number = base, 1
    while candidate in taken:
        number += 1
        candidate = f"{base}{number}"
    return candidate
