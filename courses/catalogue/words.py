"""German words made comparable: small letters, no umlauts, Snowball stems; pure.

What is stored and what is asked for go through the same functions, so that every database finds
the same. Parts of compounds are in `compounds.py`, typing errors in `slips.py`.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

import snowballstemmer

# People without umlauts on their keyboard write “Auftraege”; “Quelle”, “neue” and “bauen” stay.
WRITTEN_OUT = re.compile(r"(?<![aeq])ue|ae|oe")
NOT_A_WORD = re.compile(r"[^a-z0-9]+")
SPELLED = re.compile(r"[^\W_]+")
TAG = re.compile(r"<[^>]+>")
MOST_TERMS = 8
LONGEST_WORD = 60
_STOP_WORDS = """
    als am an auch auf aus bei bin bis das dass dem den der des die dies diese dieser dieses du
    ein eine einem einen einer eines er es fur hat ich ihr ihre im in ist ja kann mein meine mich
    mit nach nicht noch nur ob oder ohne per sein sich sie sind so uber um und uns unter vom von
    vor was wenn wer wie wir wird wo zu zum zur the and of to for
"""
# Words that say nothing about a subject; a search for nothing else still looks for them.
STOP_WORDS = frozenset(_STOP_WORDS.split())
_stemmer = snowballstemmer.stemmer("german")


@dataclass(frozen=True, slots=True)
class Term:
    """One word that somebody looks for, as typed and as it is compared."""

    typed: str
    text: str
    stem: str


def fold(text: str) -> str:
    """Return the text in small ASCII letters and digits, words separated by one space."""
    text = unescape(TAG.sub(" ", text)).lower().replace("ß", "ss")
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = WRITTEN_OUT.sub(lambda found: found.group()[0], plain)
    return NOT_A_WORD.sub(" ", plain).strip()


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the stem of a folded word, which all its inflected forms share."""
    return str(_stemmer.stemWord(word))


def spellings(*texts: str) -> dict[str, str]:
    """Return the words of the texts, folded, each with the spelling that people read."""
    found: dict[str, str] = {}
    spelt = [one for text in texts for one in SPELLED.findall(unescape(TAG.sub(" ", text)))]
    for one in spelt:
        for word in fold(one).split():
            if word not in STOP_WORDS:
                found.setdefault(word[:LONGEST_WORD], one[:LONGEST_WORD])
    return found


def terms(search: str) -> list[Term]:
    """Return the words that all have to be found; at most eight, each stem once."""
    typed = [(one, word) for one in SPELLED.findall(search) for word in fold(one).split()]
    telling = [pair for pair in typed if pair[1] not in STOP_WORDS] or typed
    found = {stem(word): Term(one, word[:LONGEST_WORD], stem(word)) for one, word in telling}
    return list(found.values())[:MOST_TERMS]
