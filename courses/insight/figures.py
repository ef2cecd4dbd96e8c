"""What authors see of a module: figures worked out from told numbers alone; no tables here."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from courses.insight.counting import (
    ASKED,
    BEGUN,
    CHOSE,
    DONE,
    FINISHED,
    OMITTED,
    PARTLY,
    REACHED,
    RIGHT,
    SUMS,
    TOOK,
)
from courses.insight.measures import LEAST_FOR_DISCRIMINATION, Sums, discrimination, median_band
from courses.insight.models import WHOLE
from courses.insight.release import LEAST, share, told
from courses.modules import questions as asking
from courses.modules.papers import Paper
from courses.modules.selectors import OutlineUnit

# What was counted, by item, question and name.
Totals = Mapping[tuple[uuid.UUID, str, str], int]


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """How one item is learnt."""

    key: uuid.UUID
    title: str
    unit: str
    kind: str
    minutes: int
    reached: int | None
    done: int | None
    band: int | None

    @property
    def done_share(self) -> int | None:
        """Return the share of those who have reached it and fulfilled it, in per cent."""
        return share(self.done, self.reached)

    @property
    def dropped(self) -> int | None:
        """Return the share of those who have reached it and not fulfilled it, in per cent."""
        return None if self.done_share is None else 100 - self.done_share


@dataclass(frozen=True, slots=True)
class OptionFigures:
    """How often an answer is chosen; the share is of all answers that are told."""

    text: str
    correct: bool
    chosen: int | None
    share: int | None


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """How a question is answered at the first attempt."""

    id: str
    number: int
    item: uuid.UUID
    item_title: str
    type: str
    prompt: str
    asked: int | None
    right: int | None
    partly: int | None
    omitted: int | None
    discrimination: float | None
    options: tuple[OptionFigures, ...] = ()
    # The pool it is drawn from, counted within its test; 0 for none.
    pool: int = 0

    @property
    def right_share(self) -> int | None:
        """Return the p-value: the share that earned all points, in per cent."""
        return share(self.right, self.asked)

    @property
    def omitted_share(self) -> int | None:
        """Return the share that left it out, in per cent."""
        return share(self.omitted, self.asked)

    @property
    def guessing(self) -> int:
        """Return what guessing alone would earn in per cent, 0 where one cannot guess."""
        return round(100 / len(self.options)) if self.type == asking.SINGLE and self.options else 0


@dataclass(frozen=True, slots=True)
class PoolFigures:
    """The questions among which a test draws."""

    item: uuid.UUID
    item_title: str
    number: int
    size: int
    drawn: int
    shares: tuple[int, ...]

    @property
    def lowest(self) -> int | None:
        """Return the p-value of the hardest question."""
        return min(self.shares, default=None)

    @property
    def highest(self) -> int | None:
        """Return the p-value of the easiest question."""
        return max(self.shares, default=None)


@dataclass(frozen=True, slots=True)
class ModuleFigures:
    """How one edition of a module is learnt."""

    edition: int
    begun: int | None
    finished: int | None
    items: tuple[ItemFigures, ...] = ()
    questions: tuple[QuestionFigures, ...] = ()
    pools: tuple[PoolFigures, ...] = field(default=())

    @property
    def finished_share(self) -> int | None:
        """Return the share of those who have begun and finished, in per cent."""
        return share(self.finished, self.begun)

    def item(self, key: uuid.UUID) -> ItemFigures | None:
        """Return the figures of an item, None where the edition has none of this key."""
        return next((one for one in self.items if one.key == key), None)

    def question(self, item: uuid.UUID, identifier: str) -> QuestionFigures | None:
        """Return the figures of a question, None where the edition has none of this key."""
        found = (one for one in self.questions if (one.item, one.id) == (item, identifier))
        return next(found, None)


def module_figures(
    edition: int,
    totals: Totals,
    outline: Sequence[OutlineUnit] = (),
    papers: Mapping[uuid.UUID, Paper] | None = None,
) -> ModuleFigures:
    """Return the figures of one edition; without its content those of the whole only."""
    tests = papers or {}
    questions = tuple(found for paper in tests.values() for found in _questions(paper, totals))
    return ModuleFigures(
        edition=edition,
        begun=told(totals.get((WHOLE, "", BEGUN), 0)),
        finished=told(totals.get((WHOLE, "", FINISHED), 0)),
        items=tuple(_items(outline, totals)),
        questions=tuple(
            replace(entry, number=number) for number, entry in enumerate(questions, start=1)
        ),
        pools=tuple(_pools(tests, questions)),
    )


def _items(outline: Sequence[OutlineUnit], totals: Totals) -> list[ItemFigures]:
    return [
        ItemFigures(
            key=item.key,
            title=item.title,
            unit=unit.title,
            kind=item.kind,
            minutes=item.minutes,
            reached=told(totals.get((item.key, "", REACHED), 0)),
            done=told(totals.get((item.key, "", DONE), 0)),
            band=_band(totals, item.key),
        )
        for unit in outline
        for item in unit.items
    ]


def _band(totals: Totals, key: uuid.UUID) -> int | None:
    """Return the band of the median time, None where fewer than five times are known."""
    found = {
        int(name.removeprefix(TOOK)): count
        for (item, _, name), count in totals.items()
        if item == key and name.startswith(TOOK)
    }
    return median_band(found) if sum(found.values()) >= LEAST else None


def _questions(paper: Paper, totals: Totals) -> list[QuestionFigures]:
    pool_of = {
        question.id: number
        for number, group in enumerate(_pools_of(paper), start=1)
        for question in group.questions
    }
    return [
        replace(_question(paper, question, totals), pool=pool_of.get(question.id, 0))
        for question in paper.questions
    ]


def _pools_of(paper: Paper) -> list[asking.Group]:
    return [group for group in paper.groups if group.size < len(group.questions)]


def _question(paper: Paper, question: asking.Question, totals: Totals) -> QuestionFigures:
    def count(name: str) -> int:
        return totals.get((paper.key, question.id, name), 0)

    options = question.options if isinstance(question, asking.ChoiceQuestion) else ()
    chosen = {option.id: told(count(f"{CHOSE}{option.id}")) for option in options}
    known = sum(number for number in chosen.values() if number)
    return QuestionFigures(
        id=question.id,
        number=0,
        item=paper.key,
        item_title=paper.title,
        type=question.type,
        prompt=question.prompt,
        asked=told(count(ASKED)),
        right=told(count(RIGHT)),
        partly=told(count(PARTLY)),
        omitted=told(count(OMITTED)),
        discrimination=_discrimination(count(RIGHT), count(ASKED), count),
        options=tuple(
            OptionFigures(one.text, one.correct, chosen[one.id], share(chosen[one.id], known))
            for one in options
        ),
    )


def _discrimination(right: int, asked: int, count: Callable[[str], int]) -> float | None:
    """Return the discrimination, None where fewer than five were right, or not right."""
    if asked < LEAST_FOR_DISCRIMINATION or min(right, asked - right) < LEAST:
        return None
    return discrimination(Sums(*(count(f"{SUMS}{name}") for name in Sums.__slots__)))


def _pools(
    papers: Mapping[uuid.UUID, Paper], questions: Sequence[QuestionFigures]
) -> list[PoolFigures]:
    return [
        PoolFigures(
            item=paper.key,
            item_title=paper.title,
            number=number,
            size=len(group.questions),
            drawn=group.size,
            shares=tuple(
                entry.right_share
                for entry in questions
                if entry.item == paper.key and entry.pool == number
                if entry.right_share is not None
            ),
        )
        for paper in papers.values()
        for number, group in enumerate(_pools_of(paper), start=1)
    ]
