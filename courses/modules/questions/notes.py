"""What an author says of single parts of a question, as lines of text; pure.

Formats that know one explanation for a whole question take these lines along in it.
"""

from collections.abc import Callable, Iterable
from typing import Any

from courses.modules.questions.base import Question
from courses.modules.questions.cloze import ClozeQuestion
from courses.modules.questions.matching import MatchingQuestion
from courses.modules.questions.numeric import NumericQuestion
from courses.modules.questions.ordering import OrderingQuestion
from courses.modules.questions.text import TextQuestion

Pair = tuple[str, str]


def explained(question: Question) -> str:
    """Return the explanation with what is said of pairs, steps, gaps and expected mistakes."""
    pairs = PAIRS[type(question)](question) if type(question) in PAIRS else ()
    notes = [f"{name}: {feedback}" for name, feedback in pairs if feedback]
    return "\n".join(filter(None, [question.explanation, *notes]))


def _mistakes(question: Any) -> list[Pair]:
    return [(one.answer, one.feedback) for one in question.mistakes]


PAIRS: dict[type, Callable[[Any], Iterable[Pair]]] = {
    MatchingQuestion: lambda one: [(pair.text, pair.feedback) for pair in one.pairs],
    OrderingQuestion: lambda one: [(step.text, said) for step, said in one.explained],
    ClozeQuestion: lambda one: [(f"[{n}]", gap.feedback) for n, gap in enumerate(one.gaps, 1)],
    NumericQuestion: _mistakes,
    TextQuestion: _mistakes,
}
