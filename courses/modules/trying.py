"""Questions of a draft, answered by their author: scored as those of learners, stored nowhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courses.modules import questions as asked
from courses.modules.feedback import Checked, checked, in_words
from courses.modules.questions.sheets import Order, Sheet, sheet_of

# The order of what is mixed stays the same while the author writes.
ORDER = Order("vorschau")


@dataclass(frozen=True, slots=True)
class TriedBlock:
    """A block of the draft; a question comes with its form and, once answered, its marks."""

    block: Any
    sheet: Sheet | None = None
    checked: Checked | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """A draft as its author tries it."""

    blocks: tuple[TriedBlock, ...]
    count: int
    points: str
    max_points: int
    percent: int
    passed: bool | None
    answered: int

    @property
    def is_tried(self) -> bool:
        """Tell whether anything was answered."""
        return self.answered > 0


def trial_of(
    stream: Iterable[Any],
    answers: Mapping[str, Sequence[str]],
    *,
    pass_percent: int | None = None,
    solution_shown: bool = True,
) -> Trial:
    """Return the blocks of a draft with the answers graded; incomplete questions stay blocks."""
    blocks = list(stream)
    found = {
        place: question for place, block in enumerate(blocks) if (question := _read(block, place))
    }
    result = asked.grade(found.values(), answers)
    graded = {entry.question.id: entry for entry in result.per_question}
    tried, number = [], 0
    for place, block in enumerate(blocks):
        question = found.get(place)
        if question is None:
            tried.append(TriedBlock(block))
            continue
        number += 1
        entry = graded[question.id]
        sheet = sheet_of(question, number, answers.get(question.id, ()), ORDER)
        marks = checked(entry, number, order=ORDER, solution_shown=solution_shown)
        tried.append(TriedBlock(block, sheet, marks if entry.answered else None))
    percent = int(result.scaled * 100)
    return Trial(
        blocks=tuple(tried),
        count=number,
        points=in_words(result.points),
        max_points=result.max_points,
        percent=percent,
        passed=None if pass_percent is None else result.scaled * 100 >= pass_percent,
        answered=sum(entry.answered for entry in result.per_question),
    )


def _read(block: Any, place: int) -> asked.Question | None:
    """Return the question of a block; None for other blocks and for what cannot be asked yet."""
    if block.block_type not in asked.QUESTION_BLOCKS:
        return None
    value = block.block.get_prep_value(block.value)
    try:
        return asked.read(
            {"type": block.block_type, "id": block.id or f"neu-{place}", "value": value}
        )
    except (ArithmeticError, KeyError, TypeError, ValueError):
        return None
