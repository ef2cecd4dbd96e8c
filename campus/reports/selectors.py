"""What the board reads: numbers of groups and sums of money, never of single people."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from campus.kit import dates
from campus.reports.models import MonthlyFigure
from campus.reports.months import month_span
from campus.reports.suppression import Cells, Report, suppress
from courses.enrolment import selectors as enrolments
from courses.learning import selectors as learning
from members.billing import selectors as billing
from members.cooperative import selectors as cooperative
from members.people import selectors as people

MONTHS = 12
ZERO = Decimal("0.00")
# By what the figures are sorted: one table each, all about the same events.
GROUPS: dict[str, Callable[[MonthlyFigure], Any]] = {
    "month": lambda row: row.month,
    "municipality": lambda row: row.municipality_id,
    "course": lambda row: row.course_id,
}


@dataclass(frozen=True, slots=True)
class Group:
    """A line of a table: None stands for a number that is too small to be shown."""

    name: str
    enrolments: int | None
    completions: int | None


@dataclass(frozen=True, slots=True)
class Learning:
    """Enrolments and completions by month, municipality and course, with their sums."""

    by_month: list[tuple[dt.date, Group]]
    by_municipality: list[Group]
    by_course: list[Group]
    enrolments: int | None
    completions: int | None

    @property
    def hides_months(self) -> bool:
        """Tell whether the number of some month is not shown."""
        return any(None in (row.enrolments, row.completions) for _, row in self.by_month)


@dataclass(frozen=True, slots=True)
class BoardReport:
    """The board's page for the twelve months that end with the month of `day`."""

    day: dt.date
    members: int
    shares: int
    share_value: Decimal
    paid_in: Decimal
    staff: int
    revenue: Decimal
    open_amount: Decimal
    open_count: int
    overdue_amount: Decimal
    learning: Learning
    revenue_by_month: list[tuple[dt.date, Decimal]]


def board_report(day: dt.date) -> BoardReport:
    """Return the board's report as of a day; the number of queries is constant."""
    months = months_until(day)
    accounts = cooperative.share_accounts(list(cooperative.members_on(day)), day).values()
    revenue = billing.revenue_by_month(months[0], day)
    open_items = billing.open_totals(day)
    return BoardReport(
        day=day,
        members=len(accounts),
        shares=sum(account.shares for account in accounts),
        share_value=sum((account.nominal for account in accounts), ZERO),
        paid_in=sum((account.paid for account in accounts), ZERO),
        staff=people.staff_count(day),
        revenue=sum(revenue.values(), ZERO),
        open_amount=open_items.amount,
        open_count=open_items.count,
        overdue_amount=open_items.overdue_amount,
        learning=learning_figures(months),
        revenue_by_month=[(month, revenue.get(month, ZERO)) for month in months],
    )


def months_until(day: dt.date) -> list[dt.date]:
    """Return the first days of the twelve months that end with the month of the day."""
    first = dates.add_months(dates.month_start(day), 1 - MONTHS)
    return [dates.add_months(first, number) for number in range(MONTHS)]


def learning_figures(months: list[dt.date]) -> Learning:
    """Return what was learnt in these months, with small numbers hidden."""
    figures = list(
        MonthlyFigure.objects.filter(month__in=months).select_related("municipality", "course")
    )
    begin, end = month_span(months[0])[0], month_span(months[-1])[1]
    taken = _counted(figures, months, lambda row: row.enrolments)
    finished = _counted(figures, months, lambda row: row.completions)
    shown_taken = _suppressed(taken, enrolments.people_with_seats(begin, end), bases={})
    shown_finished = _suppressed(finished, learning.people_who_completed(begin, end), bases=taken)
    tables = {
        group: _rows(figures, group, shown_taken.tables[place], shown_finished.tables[place])
        for place, group in enumerate(GROUPS)
    }
    return Learning(
        by_month=list(zip(months, tables["month"], strict=True)),
        by_municipality=tables["municipality"],
        by_course=tables["course"],
        enrolments=shown_taken.total,
        completions=shown_finished.total,
    )


def _counted(
    figures: Iterable[MonthlyFigure], months: list[dt.date], of: Callable[[MonthlyFigure], int]
) -> dict[str, Counter[Any]]:
    """Add the figures up by month, municipality and course; no month is left out."""
    sums: dict[str, Counter[Any]] = {group: Counter() for group in GROUPS}
    sums["month"].update(dict.fromkeys(months, 0))
    for row in figures:
        for group, key in GROUPS.items():
            sums[group][key(row)] += of(row)
    return sums


def _suppressed(
    counts: Mapping[str, Counter[Any]],
    people_behind: Mapping[str, Mapping[Any, int]],
    *,
    bases: Mapping[str, Mapping[Any, int]],
) -> Report:
    """Hide what is too small in the three tables together.

    Months have no base: who completes in a month has mostly enrolled in another one.
    """
    tables = [
        Cells(
            counts[group],
            people_behind[group],
            {} if group == "month" else bases.get(group, {}),
        )
        for group in GROUPS
    ]
    base = sum(bases["month"].values()) if bases else None
    return suppress(tables, people=people_behind["all"].get(None, 0), base=base)


def _rows(
    figures: Iterable[MonthlyFigure],
    group: str,
    taken: Mapping[Any, int | None],
    finished: Mapping[Any, int | None],
) -> list[Group]:
    """Return the lines of a table: months in their order, the others by name.

    An order by size would tell about the hidden numbers.
    """
    if group == "month":
        return [Group(str(key), taken[key], finished[key]) for key in taken]
    names = {GROUPS[group](row): str(getattr(row, group)) for row in figures}
    ordered = sorted(names, key=lambda key: (names[key].casefold(), key))
    return [Group(names[key], taken[key], finished[key]) for key in ordered]
