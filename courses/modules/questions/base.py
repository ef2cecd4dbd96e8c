"""What every type of question has in common: what it takes as an answer, and what it earns; pure.

An answer is a list of short texts, whatever the type: identifiers of options, what was typed, or
“part:value” where a question has several parts (pairs, steps, gaps).
"""

import hashlib
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

SINGLE = "single"
MULTIPLE = "multiple"
MATCHING = "matching"
ORDERING = "ordering"
NUMERIC = "numeric"
SHORT_TEXT = "short_text"
CLOZE = "cloze"

ZERO = Decimal(0)
ONE = Decimal(1)
# What fits into one field of a test; more is no short answer.
LONGEST = 1000
# xAPI-Data 2.4.4.1: how the parts of a response are told apart.
BETWEEN, RANGE, PAIRED = "[,]", "[:]", "[.]"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be chosen: a target, a step, a word for a gap."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong answer that was to be expected, and what is said to whoever gives it."""

    answer: str
    feedback: str


@dataclass(frozen=True, slots=True)
class Interaction:
    """A question as xAPI describes it; `components` are lists of choices by their xAPI name."""

    type: str
    patterns: tuple[str, ...]
    components: dict[str, tuple[Choice, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(ABC):
    """A question; `id` and the ids of its parts are stable through all versions."""

    id: str
    type: str
    prompt: str
    explanation: str = ""
    points: int = 1

    @abstractmethod
    def accepts(self, entry: str) -> bool:
        """Tell whether an entry of an answer can come from this question's fields."""

    @abstractmethod
    def credit(self, answer: Sequence[str]) -> Decimal:
        """Return which part of the points a clean answer earns, 0 to 1."""

    @abstractmethod
    def solution(self) -> list[str]:
        """Return an answer that earns every point."""

    @abstractmethod
    def interaction(self) -> Interaction:
        """Return the question as xAPI describes it."""

    def response(self, answer: Sequence[str]) -> str:
        """Return a clean answer as xAPI writes it."""
        return BETWEEN.join(answer)

    def answer_of(self, response: str) -> list[str]:
        """Return the answer that an xAPI response stands for."""
        return self.clean(response.split(BETWEEN))

    def clean(self, sent: Iterable[str]) -> list[str]:
        """Return what counts of what was sent: known entries, empty ones left out."""
        return [entry for entry in sent if entry and self.accepts(entry)]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartedQuestion(Question):
    """A question whose answer has a value for each of its parts."""

    @property
    @abstractmethod
    def parts(self) -> tuple[str, ...]:
        """Return the ids of the parts in order."""

    @abstractmethod
    def takes(self, part: str, value: str) -> bool:
        """Tell whether a part can have this value."""

    def accepts(self, entry: str) -> bool:
        """Tell whether the entry names a part and a value it can have, or none."""
        part, mark, value = entry.partition(":")
        return bool(mark) and part in self.parts and (not value or self.takes(part, value))

    def clean(self, sent: Iterable[str]) -> list[str]:
        """Return one entry for each part that has a value, in the order of the parts."""
        values = self.values(entry for entry in sent if self.accepts(entry))
        return [f"{part}:{values[part]}" for part in self.parts if values.get(part)]

    @staticmethod
    def values(answer: Iterable[str]) -> dict[str, str]:
        """Return the values of an answer by part; the first word on a part counts."""
        found: dict[str, str] = {}
        for entry in answer:
            part, _, value = entry.partition(":")
            if value:
                found.setdefault(part, value)
        return found


def tidy(text: str) -> str:
    """Return what was typed in one line, composed and without control characters."""
    printable = "".join(
        " " if unicodedata.category(sign) in {"Cc", "Cs"} else sign for sign in text
    )
    return unicodedata.normalize("NFC", " ".join(printable.split()))[:LONGEST].strip()


def plain(text: str) -> str:
    """Return a text in which no delimiter of xAPI stands."""
    for delimiter in (BETWEEN, RANGE, PAIRED):
        text = text.replace(delimiter, delimiter[1])
    return text


def short_id(*names: str) -> str:
    """Return an id made from names, for parts that are stored without one."""
    return hashlib.sha256("/".join(names).encode()).hexdigest()[:12]


def lines(text: Any) -> list[str]:
    """Return the lines of a text that hold something."""
    return [line for line in map(tidy, str(text or "").splitlines()) if line]


def share(right: int, of: int) -> Decimal:
    """Return right parts of all parts, nothing where there are none."""
    return Decimal(right) / Decimal(of) if of else ZERO
