"""A graded question as a page shows it: what was answered, what was right, and why."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.modules import questions as asked
from courses.modules.questions import Graded, Mistake, Question, mixed
from courses.modules.questions.choice import ChoiceQuestion, Option
from courses.modules.questions.cloze import ClozeQuestion
from courses.modules.questions.matching import MatchingQuestion
from courses.modules.questions.numeric import NumericQuestion, shown
from courses.modules.questions.ordering import OrderingQuestion
from courses.modules.questions.sheets import Order
from courses.modules.questions.text import TextQuestion

Text = str | Promise
RIGHT = ("right", "check-circle")
WRONG = ("wrong", "alert-octagon")
MISSED = ("missed", "info")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of feedback: an option, a pair, a step, a gap, or what was typed."""

    text: str
    tone: str = ""
    icon: str = ""
    verdict: Text = ""
    yours: str = ""
    solution: str = ""
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A question after handing in; without lines where the author keeps the solution back."""

    id: str
    number: int
    prompt: str
    is_right: bool
    is_partly_right: bool
    answered: bool
    points: str
    max_points: int
    lines: tuple[Line, ...] = ()
    explanation: str = ""


def checked(
    entry: Graded, number: int, *, order: Order | None = None, solution_shown: bool = True
) -> Checked:
    """Return what the page says about one answered question."""
    question = entry.question
    return Checked(
        id=question.id,
        number=number,
        prompt=question.prompt,
        is_right=entry.correct,
        is_partly_right=not entry.correct and entry.credit > 0,
        answered=entry.answered,
        points=in_words(entry.points),
        max_points=question.points,
        lines=_lines(entry, order or Order()) if solution_shown else (),
        explanation=question.explanation if solution_shown else "",
    )


def in_words(points: Decimal) -> str:
    """Return points with two places at most, as they are written here."""
    return str(formats.number_format(round(points, 2).normalize() + 0, use_l10n=True))


def _lines(entry: Graded, order: Order) -> tuple[Line, ...]:
    for kind, tell in TELLERS.items():
        if isinstance(entry.question, kind):
            return tell(entry.question, entry.answer, order)
    return ()


def _options(question: ChoiceQuestion, answer: tuple[str, ...], order: Order) -> tuple[Line, ...]:
    known = {option.id: option for option in question.options}
    ids = list(known)
    if order.mix_options:
        ids = mixed(ids, f"{order.seed}/{question.id}")
    return tuple(_option(known[identifier], identifier in answer) for identifier in ids)


def _option(option: Option, chosen: bool) -> Line:
    """Say in words whether an answer was right; feedback goes with what was chosen or right."""
    tone, icon, verdict = "", "", _("not chosen")
    if chosen and option.correct:
        (tone, icon), verdict = RIGHT, _("your answer: right")
    elif chosen:
        (tone, icon), verdict = WRONG, _("your answer: not right")
    elif option.correct:
        (tone, icon), verdict = MISSED, _("would have been right")
    feedback = option.feedback if chosen or option.correct else ""
    return Line(option.text, tone, icon, verdict, feedback=feedback)


def _part(text: str, yours: str, solution: str, *, right: bool, said: str = "") -> Line:
    """Say of one part what was answered; the solution only where it was something else."""
    if right:
        return Line(text, *RIGHT, _("right"), yours, feedback=said)
    if not yours:
        return Line(text, *MISSED, _("not answered"), "", solution, said)
    return Line(text, *WRONG, _("not right"), yours, solution, said)


def _pairs(question: MatchingQuestion, answer: tuple[str, ...], order: Order) -> tuple[Line, ...]:
    texts = {target.id: target.text for target in question.targets}
    values = question.values(answer)
    return tuple(
        _part(
            pair.text,
            texts.get(values.get(pair.id, ""), ""),
            texts[pair.target],
            right=values.get(pair.id) == pair.target,
            said=pair.feedback,
        )
        for pair in question.pairs
    )


def _steps(question: OrderingQuestion, answer: tuple[str, ...], order: Order) -> tuple[Line, ...]:
    values = question.values(answer)
    return tuple(
        _part(
            step.text,
            _place(values.get(step.id, "")),
            _place(str(place)),
            right=values.get(step.id) == str(place),
            said=said,
        )
        for place, (step, said) in enumerate(question.explained, 1)
    )


def _place(number: str) -> str:
    return str(_("place %(number)s") % {"number": number}) if number else ""


def _gaps(question: ClozeQuestion, answer: tuple[str, ...], order: Order) -> tuple[Line, ...]:
    values = question.values(answer)
    return tuple(
        _part(
            str(_("Gap %(number)s") % {"number": number}),
            gap.text_of(values.get(gap.id, "")),
            gap.accepted[0] if gap.accepted else "",
            right=question.is_right(gap, values.get(gap.id, "")),
            said=gap.feedback,
        )
        for number, gap in enumerate(question.gaps, 1)
    )


def _number(question: NumericQuestion, answer: tuple[str, ...], order: Order) -> tuple[Line, ...]:
    number = question.number(answer)
    yours = "".join(answer) if number is None else f"{shown(number)} {question.unit}".strip()
    solution = f"{shown(question.value)} {question.unit}".strip()
    if question.tolerance:
        solution += f" (± {shown(question.tolerance)})"
    if answer and number is None:
        return (Line("", *WRONG, _("could not be read as a number"), yours, solution),)
    right, said = question.credit(answer) == 1, _said(question.mistake(answer))
    return (_part("", yours, solution, right=right, said=said),)


def _said(mistake: Mistake | None) -> str:
    return mistake.feedback if mistake else ""


def _typed(question: TextQuestion, answer: tuple[str, ...], order: Order) -> tuple[Line, ...]:
    solution = "".join(question.solution())
    right, said = question.credit(answer) == 1, _said(question.mistake(answer))
    return (_part("", "".join(answer), solution, right=right, said=said),)


TELLERS: dict[type[Question], Callable[..., tuple[Line, ...]]] = {
    asked.ChoiceQuestion: _options,
    asked.MatchingQuestion: _pairs,
    asked.OrderingQuestion: _steps,
    asked.ClozeQuestion: _gaps,
    asked.NumericQuestion: _number,
    asked.TextQuestion: _typed,
}
