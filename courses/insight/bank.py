"""All questions of some modules with their figures: one list to search, sort and edit from."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Sum

from courses.insight.counting import ASKED
from courses.insight.figures import QuestionFigures, Totals, module_figures
from courses.insight.models import Tally
from courses.modules.papers import lessons_with_keys, newest_papers

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from courses.modules.models import Lesson, Module

AS_WRITTEN, HARDEST, WEAKEST = "", "schwer", "trennschaerfe"
LAST = 1000.0


@dataclass(frozen=True, slots=True)
class BankEntry:
    """A question as it stands in one edition of a module."""

    module: "Module"
    edition: int
    question: QuestionFigures

    def speaks_of(self, words: str) -> bool:
        """Tell whether every word stands in the question, its test or its course."""
        texts = (self.question.prompt, self.question.item_title, self.module.course.title)
        whole = " ".join(map(str, texts)).casefold()
        return all(word in whole for word in words.casefold().split())


def entries_of(listed: "Iterable[Module]") -> list[BankEntry]:
    """Return the questions of modules in their order; three queries, however many there are.

    Of each module the newest edition counts in which somebody has been asked, or else the newest.
    """
    rows = list(listed)
    totals = _totals(rows)
    papers = newest_papers({row.pk: max(totals[row.pk], default=None) for row in rows})
    found = []
    for row in rows:
        if row.pk in papers:
            edition, tests = papers[row.pk]
            figures = module_figures(edition, totals[row.pk].get(edition, {}), (), tests)
            found += [BankEntry(row, edition, question) for question in figures.questions]
    return found


def _totals(rows: "list[Module]") -> dict[int, dict[int, Totals]]:
    """Return what was counted of questions, by module and edition; only where somebody was."""
    found: dict[int, dict[int, dict[Any, int]]] = defaultdict(lambda: defaultdict(dict))
    tallies = Tally.objects.filter(module__in=rows).exclude(question="").order_by()
    keys = tallies.values_list("module", "edition", "item_key", "question", "name")
    for module, edition, item, question, name, total in keys.annotate(total=Sum("count")):
        found[module][edition][(item, question, name)] = total
    return defaultdict(
        dict,
        {
            module: {
                edition: counts
                for edition, counts in editions.items()
                if any(name == ASKED for _item, _question, name in counts)
            }
            for module, editions in found.items()
        },
    )


def _hardness(entry: BankEntry) -> float:
    """Return the share that was right; what is not told comes last."""
    share = entry.question.right_share
    return LAST if share is None else share


def _weakness(entry: BankEntry) -> float:
    value = entry.question.discrimination
    return LAST if value is None else value


ORDERS: dict[str, Callable[[BankEntry], float]] = {HARDEST: _hardness, WEAKEST: _weakness}


def chosen(entries: list[BankEntry], *, words: str, order: str) -> list[BankEntry]:
    """Return the entries that hold the words, in the order wanted."""
    held = [entry for entry in entries if entry.speaks_of(words)]
    return sorted(held, key=ORDERS[order]) if order in ORDERS else held


def editable(entries: Iterable[BankEntry], lessons: "QuerySet[Lesson]") -> dict[Any, int]:
    """Return the lessons in which the questions are edited, by item; `lessons` may be edited."""
    keys = {entry.question.item for entry in entries}
    own = lessons_with_keys(keys).filter(pk__in=lessons.values("pk"))
    return {lesson.key: lesson.pk for lesson in own}
