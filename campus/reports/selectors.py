"""What the board reads: numbers of groups and sums of money, never of single people."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from campus.kit import dates
from campus.reports.models import MonthlyFigure
from campus.reports.suppression import suppress, total_of
from members.billing import selectors as billing
from members.cooperative import selectors as cooperative
from members.people import selectors as people

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Group:
    """A line of a table: None stands for a number that is too small to be shown."""

    name: str
    enrolments: int | None
    completions: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """Lines with their total; the total is hidden where it would give a line away."""

    rows: list[Group]
    enrolments: int | None
    completions: int | None


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
    by_month: list[tuple[dt.date, Group]]
    revenue_by_month: list[tuple[dt.date, Decimal]]
    by_municipality: Table
    by_course: Table


def board_report(day: dt.date) -> BoardReport:
    """Return the board's report as of a day; the number of queries is constant."""
    first = dates.add_months(dates.month_start(day), 1 - MONTHS)
    months = [dates.add_months(first, number) for number in range(MONTHS)]
    figures = list(
        MonthlyFigure.objects.filter(month__gte=first, month__lte=day).select_related(
            "municipality", "course"
        )
    )
    accounts = cooperative.share_accounts(list(cooperative.members_on(day)), day)
    revenue = billing.revenue_by_month(first, day)
    open_items = billing.open_items(day)
    monthly = _table(figures, lambda row: row.month, months)
    return BoardReport(
        day=day,
        members=len(accounts),
        shares=sum(account.shares for account in accounts.values()),
        share_value=sum((account.value for account in accounts.values()), Decimal("0.00")),
        paid_in=sum((account.paid_in for account in accounts.values()), Decimal("0.00")),
        staff=people.staff_count(day),
        revenue=sum(revenue.values(), Decimal("0.00")),
        open_amount=open_items.amount,
        open_count=open_items.count,
        by_month=list(zip(months, monthly.rows, strict=True)),
        revenue_by_month=[(month, revenue.get(month, Decimal("0.00"))) for month in months],
        by_municipality=_table(figures, lambda row: row.municipality.name),
        by_course=_table(figures, lambda row: row.course.title),
    )


def _table(
    figures: Iterable[MonthlyFigure],
    key: Callable[[MonthlyFigure], Hashable],
    keys: Iterable[Hashable] = (),
) -> Table:
    """Add the figures up by key and hide what is too small, within the group and in its total."""
    taken: Counter[Hashable] = Counter(dict.fromkeys(keys, 0))
    finished: Counter[Hashable] = Counter(dict.fromkeys(keys, 0))
    for row in figures:
        taken[key(row)] += row.enrolments
        finished[key(row)] += row.completions
    order = list(keys) or sorted(taken, key=lambda one: (-taken[one], str(one)))
    shown_taken = suppress({one: taken[one] for one in order})
    shown_finished = suppress({one: finished[one] for one in order})
    rows = [Group(str(one), shown_taken[one], shown_finished[one]) for one in order]
    return Table(rows, total_of(shown_taken, taken), total_of(shown_finished, finished))
