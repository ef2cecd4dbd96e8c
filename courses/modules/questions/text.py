"""Type a few words; pure."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from courses.modules.questions.base import ONE, ZERO, Interaction, Mistake, Question, plain, tidy

# xAPI-Data 2.4.4.1: beyond this length the interaction is called long-fill-in.
SHORT = 250
SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
LOOKALIKES = str.maketrans(
    {
        "‐": "-",
        "‑": "-",
        "–": "-",
        "—": "-",
        "’": "'",
        "‚": "'",
        "‘": "'",
        "„": '"',
        "“": '"',
        "”": '"',
    }
)


def fold(text: str) -> str:
    """Return a text by which equal answers are recognised.

    Case does not matter, nor whether umlauts are spelt out (“Straße”, “strasse”, “STRASSE”), nor
    which dash or quotation mark was typed, nor a full stop at the end.
    """
    composed = unicodedata.normalize("NFKC", text).translate(LOOKALIKES).casefold()
    spelt = composed.translate(SPELT_OUT)
    return re.sub(r"\s*-\s*", "-", " ".join(spelt.split())).rstrip(" .")


def same(one: str, other: str, *, exact: bool) -> bool:
    """Tell whether two answers are the same, to the letter where `exact`."""
    if exact:
        return tidy(one) == tidy(other)
    return fold(one) == fold(other)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextQuestion(Question):
    """A short answer in words; points: all for one of the accepted answers, none for others."""

    accepted: tuple[str, ...]
    exact: bool = False
    mistakes: tuple[Mistake, ...] = ()

    def accepts(self, entry: str) -> bool:
        """Take whatever was typed."""
        return True

    def clean(self, sent: Iterable[str]) -> list[str]:
        """Return what was typed last of what is not empty."""
        return [text for text in map(tidy, sent) if text][-1:]

    def credit(self, answer: Sequence[str]) -> Decimal:
        """Return all points for an accepted answer."""
        if not answer:
            return ZERO
        right = any(same(answer[-1], text, exact=self.exact) for text in self.accepted)
        return ONE if right else ZERO

    def mistake(self, answer: Sequence[str]) -> Mistake | None:
        """Return the expected mistake that was made: the first of the same words."""
        if not answer or self.credit(answer):
            return None
        known = (one for one in self.mistakes if same(answer[-1], one.answer, exact=self.exact))
        return next(known, None)

    def solution(self) -> list[str]:
        """Return the first accepted answer."""
        return list(self.accepted[:1])

    def response(self, answer: Sequence[str]) -> str:
        """Return what was typed."""
        return plain("".join(answer))

    def interaction(self) -> Interaction:
        """Return the interaction “fill-in”, for long answers “long-fill-in”."""
        longest = max(map(len, self.accepted), default=0)
        kind = "long-fill-in" if longest > SHORT else "fill-in"
        patterns = tuple(case_mark(exact=self.exact) + plain(text) for text in self.accepted)
        return Interaction(kind, patterns)


def case_mark(*, exact: bool) -> str:
    """Return the parameter by which xAPI says whether case matters."""
    return f"{{case_matters={'true' if exact else 'false'}}}"
