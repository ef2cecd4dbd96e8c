"""How hard a text is to read, by the LIX of Björnsson; pure.

LIX = words per sentence + per cent of words with more than six letters. The levels are those in
use for German: below 40 like a story for young people, from 60 like a specialist article.
"""

import re
from dataclasses import dataclass

# Fewer words say nothing about a text.
FEWEST_WORDS = 40
LONG = 6
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
END = re.compile(r"[.!?:;…]+(?:\s|$)")
VERY_EASY, EASY, MEDIUM, HARD, VERY_HARD = "very_easy", "easy", "medium", "hard", "very_hard"
LEVELS = ((30, VERY_EASY), (40, EASY), (50, MEDIUM), (60, HARD))


@dataclass(frozen=True, slots=True)
class Readability:
    """The figure of a text and the level it stands for."""

    lix: int
    words: int
    sentences: int

    @property
    def level(self) -> str:
        """Return the level of difficulty."""
        return level_of(self.lix)


def level_of(lix: int) -> str:
    """Return the level that a figure stands for."""
    return next((level for bound, level in LEVELS if lix < bound), VERY_HARD)


def readability(text: str) -> Readability | None:
    """Return how hard the text is to read; None where it is too short to tell."""
    words = WORD.findall(text)
    if len(words) < FEWEST_WORDS:
        return None
    sentences = sum(bool(WORD.search(part)) for part in END.split(text))
    long = sum(len(word) > LONG for word in words)
    lix = len(words) / sentences + 100 * long / len(words)
    return Readability(round(lix), len(words), sentences)
