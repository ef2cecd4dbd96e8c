"""Fill the gaps of a text; pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, product

from courses.modules.questions.base import (
    BETWEEN,
    Choice,
    Interaction,
    PartedQuestion,
    plain,
    share,
    tidy,
)
from courses.modules.questions.text import SHORT, case_mark, same

MARK = re.compile(r"\[(\d{1,2})\]")
# Every way of filling the gaps right would be too long a list for a statement.
MOST_PATTERNS = 32


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap: typed, or chosen from a list where `choices` says so."""

    id: str
    accepted: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    feedback: str = ""

    def text_of(self, value: str) -> str:
        """Return in words what stands in the gap."""
        return next((choice.text for choice in self.choices if choice.id == value), value)

    def value_of(self, text: str) -> str:
        """Return the value of the field for a text."""
        return next((choice.id for choice in self.choices if choice.text == text), text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClozeQuestion(PartedQuestion):
    """A text with gaps, numbered as their marks `[1]`, `[2]` in it.

    Points: right gaps of all gaps.
    """

    text: str
    gaps: tuple[Gap, ...]
    exact: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the ids of the gaps."""
        return tuple(gap.id for gap in self.gaps)

    def takes(self, part: str, value: str) -> bool:
        """Tell whether the value can stand in the gap; into a typed one goes anything."""
        gap = next(gap for gap in self.gaps if gap.id == part)
        return not gap.choices or any(choice.id == value for choice in gap.choices)

    def clean(self, sent: Iterable[str]) -> list[str]:
        """Return one tidy entry for each gap that is filled."""
        entries = (entry.partition(":") for entry in sent)
        tidied = (f"{part}:{tidy(value)}" for part, mark, value in entries if mark)
        return super(ClozeQuestion, self).clean(tidied)

    def credit(self, answer: Sequence[str]) -> Decimal:
        """Return right gaps of all gaps."""
        values = self.values(answer)
        right = sum(self.is_right(gap, values.get(gap.id, "")) for gap in self.gaps)
        return share(right, len(self.gaps))

    def is_right(self, gap: Gap, value: str) -> bool:
        """Tell whether a gap is filled with one of its accepted answers."""
        text = gap.text_of(value)
        exact = self.exact or bool(gap.choices)
        return bool(value) and any(same(text, one, exact=exact) for one in gap.accepted)

    def solution(self) -> list[str]:
        """Return the first accepted answer of each gap."""
        return [f"{gap.id}:{gap.value_of(gap.accepted[0])}" for gap in self.gaps if gap.accepted]

    def response(self, answer: Sequence[str]) -> str:
        """Return the texts in the gaps in order, an empty one for a gap left open."""
        values = self.values(answer)
        return BETWEEN.join(plain(gap.text_of(values.get(gap.id, ""))) for gap in self.gaps)

    def answer_of(self, response: str) -> list[str]:
        """Return the gaps of a response."""
        texts = zip(self.gaps, response.split(BETWEEN), strict=False)
        return self.clean(f"{gap.id}:{gap.value_of(text)}" for gap, text in texts)

    def interaction(self) -> Interaction:
        """Return the interaction “fill-in” with the first ways of filling the gaps right."""
        ways = islice(product(*(gap.accepted for gap in self.gaps)), MOST_PATTERNS)
        texts = [BETWEEN.join(map(plain, way)) for way in ways]
        kind = "long-fill-in" if max(map(len, texts), default=0) > SHORT else "fill-in"
        mark = case_mark(exact=self.exact)
        return Interaction(kind, tuple(mark + text for text in texts))

    def pieces(self) -> Iterator[str | Gap]:
        """Yield the text and the gaps as they follow each other."""
        for place, piece in enumerate(MARK.split(self.text)):
            if place % 2 and 0 < int(piece) <= len(self.gaps):
                yield self.gaps[int(piece) - 1]
            elif piece:
                yield f"[{piece}]" if place % 2 else piece


def marks_in(text: str) -> list[int]:
    """Return the numbers of the gaps as they stand in a text."""
    return [int(number) for number in MARK.findall(text)]
