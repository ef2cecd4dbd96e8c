"""Work out a number; pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from courses.modules.questions.base import ONE, RANGE, ZERO, Interaction, Mistake, Question, tidy

THOUSANDS = re.compile(r"[+-]?\d{1,3}(\.\d{3})+")
NUMBER = re.compile(r"[+-]?([0-9]{1,15}(\.[0-9]{0,10})?|\.[0-9]{1,10})")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericQuestion(Question):
    """A number, right within a tolerance on both sides; the unit may be typed too.

    Points: all within the tolerance, none outside.
    """

    value: Decimal
    tolerance: Decimal = ZERO
    unit: str = ""
    mistakes: tuple[Mistake, ...] = ()

    def accepts(self, entry: str) -> bool:
        """Take whatever was typed: what is no number earns nothing, but is not lost."""
        return True

    def clean(self, sent: Iterable[str]) -> list[str]:
        """Return what was typed last of what is not empty."""
        return [text for text in map(tidy, sent) if text][-1:]

    def credit(self, answer: Sequence[str]) -> Decimal:
        """Return all points within the tolerance."""
        number = self.number(answer)
        if number is None:
            return ZERO
        return ONE if abs(number - self.value) <= self.tolerance else ZERO

    def number(self, answer: Sequence[str]) -> Decimal | None:
        """Return the number that was typed, None for anything else."""
        return read_number(answer[-1], unit=self.unit) if answer else None

    def mistake(self, answer: Sequence[str]) -> Mistake | None:
        """Return the expected mistake that was made: the first of the same number."""
        number = self.number(answer)
        if number is None or self.credit(answer):
            return None
        known = ((read_number(one.answer, unit=self.unit), one) for one in self.mistakes)
        return next((one for wrong, one in known if wrong == number), None)

    def solution(self) -> list[str]:
        """Return the number as it is typed in German."""
        return [shown(self.value)]

    def response(self, answer: Sequence[str]) -> str:
        """Return the number with a decimal point; what is none as it was typed."""
        number = self.number(answer)
        return "".join(answer) if number is None else digits(number)

    def answer_of(self, response: str) -> list[str]:
        """Return the number of a response as it is typed in German."""
        number = read_number(response.replace(".", ","))
        return self.clean([response] if number is None else [shown(number)])

    def interaction(self) -> Interaction:
        """Return the interaction “numeric” with lowest[:]highest."""
        lowest, highest = self.value - self.tolerance, self.value + self.tolerance
        return Interaction("numeric", (f"{digits(lowest)}{RANGE}{digits(highest)}",))


def read_number(text: str, *, unit: str = "") -> Decimal | None:
    """Return the number somebody typed the German way, None if it is none.

    A comma is the decimal sign. Points between groups of three digits are thousands marks, a
    single other point is taken for a decimal sign.
    """
    bare = re.sub(r"[\s'’\u202f]", "", text).replace("\u2212", "-").replace("\u2013", "-")
    ending = re.sub(r"\s", "", unit).casefold()
    if ending and bare.casefold().endswith(ending):
        bare = bare[: -len(ending)]
    if "," in bare:
        bare = bare.replace(".", "").replace(",", ".")
    elif THOUSANDS.fullmatch(bare):
        bare = bare.replace(".", "")
    if not NUMBER.fullmatch(bare):
        return None
    try:
        return Decimal(bare)
    except InvalidOperation:
        return None


def digits(number: Decimal) -> str:
    """Return a number with a decimal point, without needless noughts and never as a power."""
    text = f"{number:f}"
    short = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if short in {"-0", ""} else short


def shown(number: Decimal) -> str:
    """Return a number as it is written in German, without thousands marks."""
    return digits(number).replace(".", ",")
