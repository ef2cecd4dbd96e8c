"""Read questions out of the stored blocks of a test; pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from courses.modules.questions.base import (
    CLOZE,
    MATCHING,
    MULTIPLE,
    NUMERIC,
    ORDERING,
    SHORT_TEXT,
    SINGLE,
    ZERO,
    Choice,
    Mistake,
    Question,
    lines,
    short_id,
    tidy,
)
from courses.modules.questions.choice import ChoiceQuestion, Option
from courses.modules.questions.cloze import ClozeQuestion, Gap
from courses.modules.questions.matching import MatchingQuestion, Pair
from courses.modules.questions.numeric import NumericQuestion
from courses.modules.questions.ordering import OrderingQuestion
from courses.modules.questions.text import TextQuestion

POOL = "pool"
Value = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that stand together; `draw` of them are asked, 0 means: all."""

    questions: tuple[Question, ...]
    draw: int = 0

    @property
    def size(self) -> int:
        """Return how many of the questions are asked."""
        return min(self.draw, len(self.questions)) if self.draw else len(self.questions)


def parse(body: Any) -> list[Question]:
    """Return all questions of a body, in order; every other block is skipped.

    `body` is the stored list of blocks (`[{"type", "value", "id"}, …]`) or a StreamField's value.
    """
    return [question for group in parse_groups(body) for question in group.questions]


def parse_groups(body: Any) -> list[Group]:
    """Return the questions in their pools: a pool begins at its block and ends at the next one."""
    found: list[tuple[int, list[Question]]] = [(0, [])]
    for block in _stored(body):
        if block.get("type") == POOL:
            found.append((int(block["value"].get("draw") or 0), []))
        elif block.get("type") in READERS:
            found[-1][1].append(read(block))
    return [Group(tuple(questions), draw) for draw, questions in found if questions]


def read(block: Value) -> Question:
    """Build a question from its stored block."""
    value = block["value"]
    common = {
        "id": str(block["id"]),
        "prompt": str(value["prompt"]),
        "explanation": str(value.get("explanation") or ""),
        "points": int(value.get("points") or 1),
    }
    return READERS[block["type"]](value, common)


def _stored(body: Any) -> list[dict[str, Any]]:
    """Return the stored form of a body, whichever form it comes in."""
    raw = getattr(body, "raw_data", body)
    return [dict(block) for block in raw or []]


def _choice(value: Value, common: dict[str, Any]) -> Question:
    kind = str(value["type"])
    options = tuple(_option(entry) for entry in value["options"])
    known = kind if kind in {SINGLE, MULTIPLE} else SINGLE
    return ChoiceQuestion(type=known, options=options, **common)


def _option(entry: Value) -> Option:
    """Build an answer from its stored list item."""
    value = entry["value"]
    return Option(
        id=str(entry["id"]),
        text=str(value["text"]),
        correct=bool(value["correct"]),
        feedback=str(value.get("feedback") or ""),
    )


def _matching(value: Value, common: dict[str, Any]) -> Question:
    """Pairs with the same right side share a target; targets are named after their first pair."""
    targets: dict[str, str] = {}
    pairs = []
    for entry in value["pairs"]:
        left, right = str(entry["value"]["left"]), str(entry["value"]["right"]).strip()
        said = str(entry["value"].get("feedback") or "")
        target = targets.setdefault(right, short_id(str(entry["id"]), "right"))
        pairs.append(Pair(str(entry["id"]), left, target, said))
    for text in lines(value.get("distractors")):
        targets.setdefault(text, short_id(common["id"], text))
    listed = tuple(Choice(identifier, text) for text, identifier in targets.items())
    return MatchingQuestion(type=MATCHING, pairs=tuple(pairs), targets=listed, **common)


def _ordering(value: Value, common: dict[str, Any]) -> Question:
    steps = tuple(Choice(str(entry["id"]), str(entry["value"])) for entry in value["steps"])
    said = tuple(map(tidy, str(value.get("feedback") or "").splitlines()))
    return OrderingQuestion(type=ORDERING, steps=steps, feedback=said, **common)


def _numeric(value: Value, common: dict[str, Any]) -> Question:
    return NumericQuestion(
        type=NUMERIC,
        value=Decimal(str(value["value"])),
        tolerance=abs(Decimal(str(value.get("tolerance") or ZERO))),
        unit=str(value.get("unit") or "").strip(),
        mistakes=_mistakes(value),
        **common,
    )


def _short_text(value: Value, common: dict[str, Any]) -> Question:
    accepted, exact = tuple(lines(value["accepted"])), bool(value.get("exact"))
    return TextQuestion(
        type=SHORT_TEXT, accepted=accepted, exact=exact, mistakes=_mistakes(value), **common
    )


def _mistakes(value: Value) -> tuple[Mistake, ...]:
    """Build the expected mistakes; what was stored before there were any has none."""
    entries = [entry["value"] for entry in value.get("mistakes") or []]
    return tuple(Mistake(str(one["answer"]), str(one["feedback"])) for one in entries)


def _cloze(value: Value, common: dict[str, Any]) -> Question:
    return ClozeQuestion(
        type=CLOZE,
        text=str(value["text"]),
        gaps=tuple(_gap(entry) for entry in value["gaps"]),
        exact=bool(value.get("exact")),
        **common,
    )


def _gap(entry: Value) -> Gap:
    """Build a gap; wrong answers in it make it a list to choose from."""
    gap_id = str(entry["id"])
    accepted = tuple(lines(entry["value"]["accepted"]))
    others = lines(entry["value"].get("others"))
    texts = dict.fromkeys([*accepted[:1], *others]) if others else {}
    choices = tuple(Choice(short_id(gap_id, text), text) for text in texts)
    return Gap(gap_id, accepted, choices, str(entry["value"].get("feedback") or ""))


READERS: dict[str, Callable[[Value, dict[str, Any]], Question]] = {
    "question": _choice,
    MATCHING: _matching,
    ORDERING: _ordering,
    NUMERIC: _numeric,
    SHORT_TEXT: _short_text,
    CLOZE: _cloze,
}
QUESTION_BLOCKS = frozenset(READERS)
# What a test shows as its questions rather than as its text.
TEST_BLOCKS = QUESTION_BLOCKS | {POOL}
