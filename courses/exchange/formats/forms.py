"""Questions as forms that `grading.js` grades, each with its solution to open; pure."""

from collections.abc import Callable, Iterable
from typing import Any

from courses.exchange.formats.book import Book, Step
from courses.exchange.formats.text import escape
from courses.modules.questions import (
    Choice,
    ChoiceQuestion,
    ClozeQuestion,
    Gap,
    MatchingQuestion,
    NumericQuestion,
    OrderingQuestion,
    Question,
    TextQuestion,
    explained,
    mixed,
    never_right,
)
from courses.modules.questions.numeric import digits, shown


def form(question: Question, step: Step, book: Book) -> str:
    """Return a question as a group of fields; a graded test shows no solution beforehand."""
    words = book.words
    points = f" ({escape(words['points'] % {'count': question.points})})" if step.is_test else ""
    solution = "" if step.is_graded else _solution(question, book)
    return (
        f'<fieldset class="question" data-question="{escape(question.id)}">'
        f"<legend>{escape(question.prompt)}{points}</legend>{_fields(question, book)}"
        f'<div class="feedback" role="status"></div></fieldset>{solution}'
    )


def _fields(question: Question, book: Book) -> str:
    if isinstance(question, ChoiceQuestion):
        return _choices(question)
    if isinstance(question, MatchingQuestion):
        targets = _in_order(question.targets, mixed([one.id for one in question.targets], "right"))
        return "".join(_select(pair.id, pair.text, targets, book) for pair in question.pairs)
    if isinstance(question, OrderingQuestion):
        steps = _in_order(question.steps, never_right([s.id for s in question.steps], question.id))
        places = [Choice(str(place), str(place)) for place in range(1, len(steps) + 1)]
        return "".join(_select(step.id, step.text, places, book) for step in steps)
    if isinstance(question, ClozeQuestion):
        return f'<p class="gaps">{"".join(_pieces(question, book))}</p>'
    unit = f" {escape(question.unit)}" if isinstance(question, NumericQuestion) else ""
    label = escape(book.words["answer"])
    return f'<p><label>{label} <input type="text" autocomplete="off"></label>{unit}</p>'


def _in_order(choices: Iterable[Choice], ids: list[str]) -> list[Choice]:
    known = {choice.id: choice for choice in choices}
    return [known[identifier] for identifier in ids]


def _choices(question: ChoiceQuestion) -> str:
    kind = "checkbox" if question.takes_several else "radio"
    return "".join(
        f'<p><label><input type="{kind}" name="{escape(question.id)}" value="{escape(one.id)}"> '
        f"{escape(one.text)}</label></p>"
        for one in question.options
    )


def _select(part: str, label: str, choices: Iterable[Choice], book: Book) -> str:
    return f"<p><label>{escape(label)} {_list(part, choices, book)}</label></p>"


def _list(part: str, choices: Iterable[Choice], book: Book, label: str = "") -> str:
    listed = "".join(f'<option value="{escape(c.id)}">{escape(c.text)}</option>' for c in choices)
    named = f' aria-label="{escape(label)}"' if label else ""
    first = f'<option value="">{escape(book.words["choose"])}</option>'
    return f'<select data-part="{escape(part)}"{named}>{first}{listed}</select>'


def _pieces(question: ClozeQuestion, book: Book) -> Iterable[str]:
    number = 0
    for piece in question.pieces():
        if not isinstance(piece, Gap):
            yield escape(piece)
            continue
        number += 1
        label = book.words["gap"] % {"number": number}
        if piece.choices:
            order = mixed([one.id for one in piece.choices], piece.id)
            yield _list(piece.id, _in_order(piece.choices, order), book, label)
        else:
            yield (
                f'<input type="text" data-part="{escape(piece.id)}" aria-label="{escape(label)}" '
                'autocomplete="off">'
            )


def _solution(question: Question, book: Book) -> str:
    lines = [f"<li>{escape(line)}</li>" for line in solution_lines(question)]
    said = explained(question).splitlines()
    why = "".join(f"<p>{escape(line)}</p>" for line in said if line)
    return (
        f'<details class="solution"><summary>{escape(book.words["solution"])}</summary>'
        f"<ul>{''.join(lines)}</ul>{why}</details>"
    )


def solution_lines(question: Question) -> list[str]:
    """Return the right answer in words."""
    if isinstance(question, ChoiceQuestion):
        right = [option for option in question.options if option.correct]
        return [": ".join(filter(None, (one.text, one.feedback))) for one in right]
    if isinstance(question, MatchingQuestion):
        targets = {target.id: target.text for target in question.targets}
        return [f"{pair.text} – {targets[pair.target]}" for pair in question.pairs]
    if isinstance(question, OrderingQuestion):
        return [f"{place}. {step.text}" for place, step in enumerate(question.steps, 1)]
    if isinstance(question, ClozeQuestion):
        return [f"{n}. {gap.accepted[0]}" for n, gap in enumerate(question.gaps, 1) if gap.accepted]
    if isinstance(question, NumericQuestion):
        return [f"{shown(question.value)} {question.unit}".strip()]
    return question.solution()


def grading_data(question: Question) -> dict[str, Any]:
    """Return what a script needs to grade a question as `courses.modules.questions` does."""
    return {
        "id": question.id,
        "type": question.type,
        "points": question.points,
        "why": explained(question),
        "solution": solution_lines(question),
        **GRADED_BY[type(question)](question),
    }


def _choice_data(question: Any) -> dict[str, Any]:
    feedback = {option.id: option.feedback for option in question.options}
    return {"right": sorted(question.right_ids), "feedback": feedback}


def _numeric_data(question: Any) -> dict[str, Any]:
    numbers = {"value": digits(question.value), "tolerance": digits(question.tolerance)}
    return {**numbers, "unit": question.unit}


def _gap(gap: Gap) -> dict[str, Any]:
    right = [gap.value_of(text) for text in gap.accepted]
    return {"id": gap.id, "accepted": right, "listed": bool(gap.choices)}


GRADED_BY: dict[type, Callable[[Any], dict[str, Any]]] = {
    ChoiceQuestion: _choice_data,
    MatchingQuestion: lambda one: {"pairs": {pair.id: pair.target for pair in one.pairs}},
    OrderingQuestion: lambda one: {"steps": [step.id for step in one.steps]},
    NumericQuestion: _numeric_data,
    TextQuestion: lambda one: {"exact": one.exact, "accepted": list(one.accepted)},
    ClozeQuestion: lambda one: {"exact": one.exact, "gaps": [_gap(gap) for gap in one.gaps]},
}
