"""What an item of QTI 2.1 holds for each type of question: responses, body, marking; pure.

Marks are those of the platform, also for putting in order: each pair of neighbours that follow
each other as they should earns its share.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

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
)
from courses.modules.questions.numeric import digits

EXPLANATION = "explanation"
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Parts:
    """The pieces of an item that differ by type."""

    declarations: str
    body: str
    processing: str
    feedback: tuple[tuple[str, str], ...] = ()


def name_of(identifier: str) -> str:
    """Return an identifier of QTI: it begins with a letter and holds nothing unusual."""
    return f"i-{re.sub(r'[^A-Za-z0-9_-]', '-', identifier)}"


def parts_of(question: Question, words: Words) -> Parts:
    """Return the pieces of an item."""
    return WRITERS[type(question)](question, words)


def _declared(
    cardinality: str, base: str, right: Iterable[str], *, mapping: str = "", name: str = "RESPONSE"
) -> str:
    values = "".join(f"<value>{escape(value)}</value>" for value in right)
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{base}">'
        f"<correctResponse>{values}</correctResponse>{mapping}</responseDeclaration>"
    )


def _mapping(
    entries: Iterable[tuple[str, float]], *, bounds: str = "", exact: bool | None = None
) -> str:
    case = "" if exact is None else f' caseSensitive="{str(exact).lower()}"'
    listed = "".join(
        f'<mapEntry mapKey="{escape(key)}" mappedValue="{value:.6g}"{case}/>'
        for key, value in entries
    )
    return f'<mapping defaultValue="0"{bounds}>{listed}</mapping>'


def _scored(expression: str) -> str:
    return f'<setOutcomeValue identifier="SCORE">{expression}</setOutcomeValue>'


def _mapped(name: str = "RESPONSE") -> str:
    return f'<mapResponse identifier="{name}"/>'


def _when(condition: str, points: int) -> str:
    """Return marking that gives all points or none."""
    score = _scored(f'<baseValue baseType="float">{points}</baseValue>')
    return f"<responseCondition><responseIf>{condition}{score}</responseIf></responseCondition>"


def _right() -> str:
    return '<match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>'


def _said(with_choices: bool = False) -> str:
    """Return what shows the explanation and, where wanted, the feedback of what was chosen."""
    chosen = '<variable identifier="RESPONSE"/>' if with_choices else ""
    explained = f'<baseValue baseType="identifier">{EXPLANATION}</baseValue>'
    return (
        f'<setOutcomeValue identifier="FEEDBACK"><multiple>{chosen}{explained}</multiple>'
        "</setOutcomeValue>"
    )


def _choice(question: Any, words: Words) -> Parts:
    several, right = question.takes_several, [name_of(one) for one in question.solution()]
    names = [(name_of(option.id), option) for option in question.options]
    mark = question.points / len(right) if right else 0.0
    marks = [(name, mark if option.correct else -mark) for name, option in names]
    bounds = f' lowerBound="0" upperBound="{question.points}"'
    choices = "".join(
        f'<simpleChoice identifier="{name}">{escape(option.text)}</simpleChoice>'
        for name, option in names
    )
    return Parts(
        _declared(
            "multiple" if several else "single",
            "identifier",
            right,
            mapping=_mapping(marks, bounds=bounds) if several else "",
        ),
        f'<choiceInteraction responseIdentifier="RESPONSE" shuffle="false" '
        f'maxChoices="{0 if several else 1}">{choices}</choiceInteraction>',
        (_scored(_mapped()) if several else _when(_right(), question.points)) + _said(True),
        tuple((name, option.feedback) for name, option in names),
    )


def _matching(question: Any, words: Words) -> Parts:
    pairs = [f"{name_of(pair.id)} {name_of(pair.target)}" for pair in question.pairs]
    mark = question.points / len(pairs)
    lefts = [Choice(pair.id, pair.text) for pair in question.pairs]
    return Parts(
        _declared(
            "multiple",
            "directedPair",
            pairs,
            mapping=_mapping((pair, mark) for pair in pairs),
        ),
        f'<matchInteraction responseIdentifier="RESPONSE" shuffle="true" '
        f'maxAssociations="{len(pairs)}">{_match_set(lefts, 1)}'
        f"{_match_set(question.targets, len(pairs))}</matchInteraction>",
        _scored(_mapped()) + _said(),
    )


def _match_set(choices: Iterable[Choice], most: int) -> str:
    listed = "".join(
        f'<simpleAssociableChoice identifier="{name_of(one.id)}" matchMax="{most}">'
        f"{escape(one.text)}</simpleAssociableChoice>"
        for one in choices
    )
    return f"<simpleMatchSet>{listed}</simpleMatchSet>"


def _ordering(question: Any, words: Words) -> Parts:
    names = [name_of(one.id) for one in question.steps]
    choices = "".join(
        f'<simpleChoice identifier="{name}">{escape(one.text)}</simpleChoice>'
        for name, one in zip(names, question.steps, strict=True)
    )
    pairs = list(pairwise(names))
    marks = "".join(_neighbours(pair, len(names), question.points / len(pairs)) for pair in pairs)
    return Parts(
        _declared("ordered", "identifier", names),
        f'<orderInteraction responseIdentifier="RESPONSE" shuffle="true">{choices}'
        "</orderInteraction>",
        # Shares are rounded: the whole right order earns the points themselves.
        marks + _when(_right(), question.points) + _said(),
    )


def _neighbours(pair: tuple[str, str], count: int, mark: float) -> str:
    """Return marking that adds a share where the second stands right behind the first."""
    anywhere = "".join(
        f"<and>{_stands(pair[0], place)}{_stands(pair[1], place + 1)}</and>"
        for place in range(1, count)
    )
    more = _scored(
        f'<sum><variable identifier="SCORE"/><baseValue baseType="float">{mark:.6g}</baseValue>'
        "</sum>"
    )
    return (
        f"<responseCondition><responseIf><or>{anywhere}</or>{more}</responseIf></responseCondition>"
    )


def _stands(name: str, place: int) -> str:
    return (
        f'<match><index n="{place}"><variable identifier="RESPONSE"/></index>'
        f'<baseValue baseType="identifier">{name}</baseValue></match>'
    )


def _numeric(question: Any, words: Words) -> Parts:
    tolerance = digits(question.tolerance)
    near = (
        f'<equal toleranceMode="absolute" tolerance="{tolerance} {tolerance}">'
        '<variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></equal>'
    )
    return Parts(
        _declared("single", "float", [digits(question.value)]),
        f"<p>{_entry('RESPONSE')} {escape(question.unit)}</p>",
        _when(near, question.points) + _said(),
    )


def _entry(name: str) -> str:
    return f'<textEntryInteraction responseIdentifier="{name}"/>'


def _short(question: Any, words: Words) -> Parts:
    entries = [(text, float(question.points)) for text in question.accepted]
    mapping = _mapping(entries, exact=question.exact)
    return Parts(
        _declared("single", "string", question.solution(), mapping=mapping),
        f"<p>{_entry('RESPONSE')}</p>",
        _scored(_mapped()) + _said(),
    )


def _cloze(question: Any, words: Words) -> Parts:
    mark = question.points / len(question.gaps)
    names = {gap.id: f"RESPONSE_{number}" for number, gap in enumerate(question.gaps, start=1)}
    declared = [_gap(gap, names[gap.id], mark, exact=question.exact) for gap in question.gaps]
    pieces = [
        _gap_field(piece, names[piece.id]) if isinstance(piece, Gap) else escape(piece)
        for piece in question.pieces()
    ]
    total = "".join(_mapped(name) for name in names.values())
    return Parts(
        "\n".join(declared), f"<p>{''.join(pieces)}</p>", _scored(f"<sum>{total}</sum>") + _said()
    )


def _gap(gap: Gap, name: str, mark: float, *, exact: bool) -> str:
    if gap.choices:
        right = [name_of(choice.id) for choice in gap.choices if choice.text in gap.accepted]
        mapping = _mapping((one, mark) for one in right)
        return _declared("single", "identifier", right[:1], mapping=mapping, name=name)
    mapping = _mapping(((text, mark) for text in gap.accepted), exact=exact)
    return _declared("single", "string", gap.accepted[:1], mapping=mapping, name=name)


def _gap_field(gap: Gap, name: str) -> str:
    if not gap.choices:
        return _entry(name)
    listed = "".join(
        f'<inlineChoice identifier="{name_of(one.id)}">{escape(one.text)}</inlineChoice>'
        for one in gap.choices
    )
    return (
        f'<inlineChoiceInteraction responseIdentifier="{name}" shuffle="true">{listed}'
        "</inlineChoiceInteraction>"
    )


WRITERS: dict[type, Callable[[Any, Words], Parts]] = {
    ChoiceQuestion: _choice,
    MatchingQuestion: _matching,
    OrderingQuestion: _ordering,
    NumericQuestion: _numeric,
    TextQuestion: _short,
    ClozeQuestion: _cloze,
}
