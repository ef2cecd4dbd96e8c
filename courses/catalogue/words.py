"""German words made comparable: small letters, no umlauts, no endings; pure.

Course texts are stored folded. A search word is folded and shortened to its stem, and is found
wherever the stem occurs, also inside a compound: “Recht” and “Rechte” find “Vergaberecht”.
Short words such as “KI” or “OZG” would occur by chance in many others; they match whole words
(up to two letters) or the beginning of a word (three letters). All of it is plain substring
search in plain ASCII, so that every database finds the same.
"""

import re
import unicodedata
from html import unescape

ENDINGS = ("ern", "em", "er", "en", "es", "e", "s", "n")
SHORTEST_STEM = 4
# People without umlauts on their keyboard write “Auftraege”; “Quelle”, “neue” and “bauen” stay.
WRITTEN_OUT = re.compile(r"(?<![aeq])ue|ae|oe")
NOT_A_WORD = re.compile(r"[^a-z0-9]+")
TAG = re.compile(r"<[^>]+>")
MOST_TERMS = 8


def fold(text: str) -> str:
    """Return the text in small ASCII letters and digits, words separated by one space."""
    text = unescape(TAG.sub(" ", text)).lower().replace("ß", "ss")
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = WRITTEN_OUT.sub(lambda found: found.group()[0], plain)
    return NOT_A_WORD.sub(" ", plain).strip()


def stem(word: str) -> str:
    """Take one inflectional ending off a folded word, never below four letters."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def stored(*texts: str) -> str:
    """Return what is stored of a course: all folded words, with a space around each."""
    return f" {' '.join(filter(None, (fold(text) for text in texts)))} "


def terms(search: str) -> list[str]:
    """Return the substrings that all have to occur in a stored text; at most eight."""
    words = list(dict.fromkeys(fold(search).split()))[:MOST_TERMS]
    return [_term(word) for word in words]


def _term(word: str) -> str:
    """Return the substring that stands for one search word."""
    if len(word) <= 2:
        return f" {word} "
    return f" {word}" if len(word) == 3 else stem(word)
