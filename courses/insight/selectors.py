"""Reads of figures about modules; a page costs the same queries, however much is learnt."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.http import Http404

from courses.feedback import selectors as feedback
from courses.insight.counting import ASKED, BEGUN, FINISHED, RIGHT
from courses.insight.figures import ModuleFigures, QuestionFigures, module_figures
from courses.insight.models import WHOLE, ClosedMonth, Tally
from courses.insight.release import told
from courses.modules import selectors as modules
from courses.modules.papers import papers_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from courses.feedback.summaries import Summary
    from courses.modules.models import Module, ModuleVersion


@dataclass(frozen=True, slots=True)
class Insight:
    """A module as its page shows it: one edition, beside another where that was asked for."""

    module: "Module"
    editions: tuple[int, ...]
    figures: ModuleFigures
    other: ModuleFigures | None
    month: dt.date | None
    feedback: "Summary | None"


def counted_until() -> dt.date | None:
    """Return the month up to which is counted, None before the first one was."""
    return ClosedMonth.objects.order_by("-month").values_list("month", flat=True).first()


def overview(listed: "Iterable[Module]") -> list[tuple["Module", ModuleFigures | None]]:
    """Return modules with the figures of the newest edition that somebody has begun; one query."""
    rows = list(listed)
    found: dict[int, dict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    tallies = Tally.objects.filter(module__in=rows, item_key=WHOLE, name__in=(BEGUN, FINISHED))
    grouped = tallies.order_by().values_list("module", "edition", "name")
    for module, edition, name, count in grouped.annotate(total=Sum("count")):
        found[module][edition][name] = count
    return [(module, _newest(found[module.pk])) for module in rows]


def _newest(editions: dict[int, dict[str, int]]) -> ModuleFigures | None:
    if not editions:
        return None
    edition = max(editions)
    totals = {(WHOLE, "", name): count for name, count in editions[edition].items()}
    return module_figures(edition, totals)


def insight_into(module: "Module", *, edition: str = "", beside: str = "") -> Insight:
    """Return what is known of a module. Raises Http404 for an edition that it does not have."""
    versions = {version.number: version for version in modules.editions_of(module)}
    chosen = _chosen(versions, edition) or next(iter(versions.values()))
    other = _chosen(versions, beside)
    return Insight(
        module=module,
        editions=tuple(versions),
        figures=_figures(chosen),
        other=_figures(other) if other is not None and other != chosen else None,
        month=counted_until(),
        feedback=feedback.summary_of(module.course_id),
    )


def question_in(insight: Insight, item: uuid.UUID, question: str) -> QuestionFigures:
    """Return a question of the edition shown. Raises Http404."""
    found = insight.figures.question(item, question)
    if found is None:
        raise Http404
    return found


def _chosen(versions: "dict[int, ModuleVersion]", number: str) -> "ModuleVersion | None":
    if not number:
        return None
    found = versions.get(int(number)) if number.isdecimal() and len(number) < 9 else None
    if found is None:
        raise Http404
    return found


def _figures(version: "ModuleVersion") -> ModuleFigures:
    rows = Tally.objects.filter(module=version.module_id, edition=version.number).order_by()
    summed = rows.values_list("item_key", "question", "name").annotate(total=Sum("count"))
    totals = {(item, question, name): total for item, question, name, total in summed}
    return module_figures(version.number, totals, modules.outline(version), papers_of(version))


def questions_of_test(
    module: "Module", item: uuid.UUID
) -> "tuple[int, tuple[QuestionFigures, ...]] | None":
    """Return the questions of a test in the newest version in which somebody was asked.

    None where no version has the test, or nobody has taken it yet.
    """
    asked = Tally.objects.filter(module=module, item_key=item, name=ASKED).order_by("-edition")
    edition = asked.values_list("edition", flat=True).first()
    version = next((one for one in modules.editions_of(module) if one.number == edition), None)
    if version is None:
        return None
    figures = _figures(version).questions
    return version.number, tuple(one for one in figures if one.item == item)


def asked_and_right(
    listed: "QuerySet[Module]", places: Collection[tuple[uuid.UUID, str]]
) -> dict[tuple[uuid.UUID, str], tuple[int | None, int | None]]:
    """Return the told numbers of questions by item and id; one query.

    Of each question the newest edition counts in which somebody has been asked.
    """
    rows = Tally.objects.filter(
        module__in=listed.order_by().values("pk"),
        item_key__in={item for item, _question in places},
        question__in={question for _item, question in places},
        name__in=(ASKED, RIGHT),
    )
    grouped = rows.order_by("edition").values_list("item_key", "question", "edition", "name")
    counts: dict[tuple[uuid.UUID, str], dict[int, dict[str, int]]] = defaultdict(dict)
    for item, question, edition, name, total in grouped.annotate(total=Sum("count")):
        counts[item, question].setdefault(edition, {})[name] = total
    newest = {
        place: next(found for found in reversed(editions.values()) if ASKED in found)
        for place, editions in counts.items()
        if any(ASKED in found for found in editions.values())
    }
    return {
        place: (told(found[ASKED]), told(found.get(RIGHT, 0))) for place, found in newest.items()
    }
