"""The tables of a module's page, once as values for the page and once as lines of a file.

Both are made from the same rows, so that the file says what the page says.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.insight import words
from courses.insight.figures import ItemFigures, ModuleFigures, QuestionFigures
from courses.insight.selectors import Insight


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, and how long its bar is where it has one."""

    text: str
    bar: int | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what it is about, its cells, and what is to be said about it."""

    group: str
    title: str
    cells: tuple[Cell, ...]
    verdict: str = ""
    item: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Heads and rows."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]

    def lines(self) -> list[Sequence[str]]:
        """Return the table as lines of a file."""
        body = [
            (row.group, row.title, *(c.text for c in row.cells), row.verdict) for row in self.rows
        ]
        return [self.heads, *body]


def _heads(insight: Insight, names: Sequence[str]) -> tuple[str, ...]:
    """Return the heads of the cells; where two editions stand side by side, with their numbers."""
    if insight.other is None:
        return tuple(names)
    first, other = insight.figures.edition, insight.other.edition
    marks = [_("version %(n)d") % {"n": number} for number in (first, other)]
    return tuple(f"{name}, {mark}" for mark in marks for name in names)


def _labelled(heads: Sequence[str], cells: Sequence[Cell]) -> tuple[Cell, ...]:
    return tuple(Cell(cell.text, cell.bar, head) for head, cell in zip(heads, cells, strict=True))


def items_table(insight: Insight) -> Table:
    """Return the steps in their order."""
    names = (_("Reached"), _("Completed"), _("Not completed"), _("Usual time"))
    heads = _heads(insight, names)
    rows = tuple(
        Row(
            item.unit,
            item.title,
            _labelled(heads, [*_item_cells(item), *_beside(insight.other, item)]),
            words.item_verdict(item),
        )
        for item in insight.figures.items
    )
    return Table((_("Chapter"), _("Step"), *heads, _("Remark")), rows)


def _item_cells(item: ItemFigures | None) -> list[Cell]:
    if item is None:
        return [Cell(_("not part of it"))] * 4
    done = words.number(item.done)
    if item.done_share is not None:
        done = f"{done} ({words.percent(item.done_share)})"
    return [
        Cell(words.number(item.reached)),
        Cell(done, item.done_share),
        Cell(words.percent(item.dropped)),
        Cell(words.time_band(item.band)),
    ]


def _beside(other: ModuleFigures | None, item: ItemFigures) -> list[Cell]:
    return [] if other is None else _item_cells(other.item(item.key))


def questions_table(insight: Insight) -> Table:
    """Return the questions in their order."""
    names = (_("Asked"), _("Right"), _("Left out"), _("Discrimination"))
    heads = _heads(insight, names)
    rows = tuple(
        Row(
            one.item_title,
            one.prompt,
            _labelled(heads, [*_question_cells(one), *_question_beside(insight.other, one)]),
            " ".join(words.question_verdicts(one)),
            str(one.item),
            one.id,
        )
        for one in insight.figures.questions
    )
    return Table((_("Test"), _("Question"), *heads, _("Remark")), rows)


def _question_cells(one: QuestionFigures | None) -> list[Cell]:
    if one is None:
        return [Cell(_("not part of it"))] * 4
    return [
        Cell(words.number(one.asked)),
        Cell(words.percent(one.right_share), one.right_share),
        Cell(words.percent(one.omitted_share)),
        Cell(words.discrimination_text(one)),
    ]


def _question_beside(other: ModuleFigures | None, one: QuestionFigures) -> list[Cell]:
    return [] if other is None else _question_cells(other.question(one.item, one.id))
