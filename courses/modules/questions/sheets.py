"""A question as a form shows it: its fields, in the order of the attempt, with what was answered.

Field names are `q-<question>` and, where a question has parts, `q-<question>.<part>`; pure.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from courses.modules.questions.base import Choice, PartedQuestion, Question
from courses.modules.questions.choice import ChoiceQuestion
from courses.modules.questions.cloze import ClozeQuestion, Gap
from courses.modules.questions.drawing import mixed, never_right
from courses.modules.questions.matching import MatchingQuestion
from courses.modules.questions.numeric import NumericQuestion
from courses.modules.questions.ordering import OrderingQuestion

PREFIX = "q-"
BASE_PREFIX = "b-"


@dataclass(frozen=True, slots=True)
class FieldOption:
    """Something a field offers."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a part: a list to choose from where it has options, else typed."""

    name: str
    label: str
    value: str
    options: tuple[FieldOption, ...] = ()

    @property
    def dom_id(self) -> str:
        """Return the id by which a label finds the field."""
        return self.name.replace(".", "-")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text with gaps: words, or a field."""

    text: str
    field: Field | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A question as a form shows it."""

    id: str
    number: int
    type: str
    prompt: str
    points: int
    answered: bool
    base: str
    options: tuple[FieldOption, ...] = ()
    fields: tuple[Field, ...] = ()
    pieces: tuple[Piece, ...] = ()
    value: str = ""
    unit: str = ""
    unread: bool = False

    @property
    def name(self) -> str:
        """Return the name of the form field."""
        return f"{PREFIX}{self.id}"

    @property
    def base_name(self) -> str:
        """Return the name of the field that says what the form began with."""
        return f"{BASE_PREFIX}{self.id}"

    @property
    def several(self) -> bool:
        """Tell whether several answers may be chosen."""
        return self.type == "multiple"


@dataclass(frozen=True, slots=True)
class Order:
    """How an attempt mixes what it shows."""

    seed: str = ""
    mix_options: bool = False


def sheet_of(question: Question, number: int, answer: Sequence[str], order: Order) -> Sheet:
    """Return the question as a form with the answer given so far."""
    clean = question.clean(answer)
    seed = f"{order.seed}/{question.id}"
    more: dict[str, object] = {}
    if isinstance(question, ChoiceQuestion):
        more["options"] = _options(question, clean, seed if order.mix_options else "")
    elif isinstance(question, MatchingQuestion):
        more["fields"] = _pairs(question, clean, seed)
    elif isinstance(question, OrderingQuestion):
        more["fields"] = _steps(question, clean, seed)
    elif isinstance(question, ClozeQuestion):
        more["pieces"] = _pieces(question, clean, seed)
    else:
        more["value"] = "".join(clean)
    if isinstance(question, NumericQuestion):
        more |= {"unit": question.unit, "unread": bool(clean) and question.number(clean) is None}
    return Sheet(
        id=question.id,
        number=number,
        type=question.type,
        prompt=question.prompt,
        points=question.points,
        answered=bool(clean),
        base=fingerprint(clean),
        **more,  # type: ignore[arg-type]
    )


def _options(question: ChoiceQuestion, answer: Sequence[str], seed: str) -> tuple[FieldOption, ...]:
    texts = {option.id: option.text for option in question.options}
    order = mixed(list(texts), seed) if seed else list(texts)
    return tuple(
        FieldOption(identifier, texts[identifier], identifier in answer) for identifier in order
    )


def _pairs(question: MatchingQuestion, answer: Sequence[str], seed: str) -> tuple[Field, ...]:
    values = question.values(answer)
    texts = {target.id: target.text for target in question.targets}
    targets = [Choice(one, texts[one]) for one in mixed(list(texts), seed)]
    return tuple(_field(question, pair.id, pair.text, targets, values) for pair in question.pairs)


def _steps(question: OrderingQuestion, answer: Sequence[str], seed: str) -> tuple[Field, ...]:
    """Return the steps: by their places once all have one, mixed before."""
    values = question.values(answer)
    texts = {step.id: step.text for step in question.steps}
    order = never_right(question.parts, seed)
    if sorted(map(int, values.values())) == list(range(1, len(order) + 1)):
        order = sorted(order, key=lambda part: int(values[part]))
    places = [Choice(str(place), str(place)) for place in range(1, len(order) + 1)]
    return tuple(_field(question, part, texts[part], places, values) for part in order)


def _pieces(question: ClozeQuestion, answer: Sequence[str], seed: str) -> tuple[Piece, ...]:
    values = question.values(answer)
    pieces, number = [], 0
    for piece in question.pieces():
        if isinstance(piece, Gap):
            number += 1
            pieces.append(Piece("", _gap(question, piece, values, seed), number))
        else:
            pieces.append(Piece(piece))
    return tuple(pieces)


def _gap(question: ClozeQuestion, gap: Gap, values: Mapping[str, str], seed: str) -> Field:
    texts = {choice.id: choice.text for choice in gap.choices}
    choices = [Choice(one, texts[one]) for one in mixed(list(texts), f"{seed}/{gap.id}")]
    return _field(question, gap.id, "", choices, values)


def _field(
    question: PartedQuestion,
    part: str,
    label: str,
    choices: Iterable[Choice],
    values: Mapping[str, str],
) -> Field:
    value = values.get(part, "")
    options = tuple(FieldOption(one.id, one.text, one.id == value) for one in choices)
    return Field(f"{PREFIX}{question.id}.{part}", label, value, options)


def fingerprint(answer: Iterable[str]) -> str:
    """Return by which a form knows whether an answer is still the one it began with."""
    return hashlib.sha256("\n".join(sorted(answer)).encode()).hexdigest()[:16]
