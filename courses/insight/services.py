"""Count what has happened, month by month, and make the counts anew."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from campus.kit import dates
from courses.insight.counting import (
    Cell,
    Counts,
    Span,
    count_attempts,
    count_seats,
    count_steps,
    month_of,
)
from courses.insight.models import ClosedMonth, Recount, Tally
from courses.learning import selectors as learning

# What devices without a connection tell late is counted along so many months afterwards.
LATE_MONTHS = 2
AT_ONCE = 1000
FIELDS = ("module_id", "edition", "item_key", "question", "name", "month")


@dataclass(frozen=True, slots=True)
class Difference:
    """A count that the table holds and the rows of learning do not say."""

    cell: Cell
    stored: int
    expected: int

    def __str__(self) -> str:
        return f"{self.cell}: {self.stored} in the table, {self.expected} by what was learnt"


def close_months() -> int:
    """Count the months that have ended since the last time; return how many. May run twice.

    Reads what happened in those months and shortly before; of modules whose past has changed
    since (somebody moved to another edition or was erased), all.
    """
    last = dates.add_months(dates.month_start(dates.today()), -1)
    newest = last_closed()
    if newest is None:
        begun = learning.begun_since()
        newest = last if begun is None else dates.add_months(month_of(begun), -1)
        newest = min(newest, dates.add_months(last, -1))
    closed = 0
    while newest < last:
        newest = dates.add_months(newest, 1)
        closed += _close(newest)
    return closed


def last_closed() -> dt.date | None:
    """Return the month that was closed last."""
    return ClosedMonth.objects.order_by("-month").values_list("month", flat=True).first()


@transaction.atomic
def _close(month: dt.date) -> bool:
    """Count one month; whoever comes second finds it closed."""
    _, is_new = ClosedMonth.objects.get_or_create(month=month)
    if not is_new:
        return False
    _replace(span_of(dates.add_months(month, -LATE_MONTHS), month))
    changed = list(Recount.objects.values_list("pk", "module_id"))
    if changed:
        _replace(span_of(None, month), [module for _, module in changed])
        Recount.objects.filter(pk__in=[key for key, _ in changed]).delete()
    return True


def span_of(first: dt.date | None, last: dt.date) -> Span:
    """Return the span of some months; without the first: since ever."""
    begin = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) if first is None else _midnight(first)
    return Span(begin, _midnight(dates.add_months(last, 1)))


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def counted(span: Span, modules: Collection[int] | None = None) -> Counts:
    """Return the counts of a span, of all modules or some."""
    counts: Counts = Counter()
    among = learning.Among(span.begin, span.end, None if modules is None else tuple(modules))
    count_seats(counts, learning.seats_begun(among), span)
    count_steps(counts, learning.steps_taken(among), span)
    count_attempts(counts, learning.first_attempts(among))
    # Sums of nought are no row, neither here nor in the table.
    return Counter({cell: count for cell, count in counts.items() if count})


def _replace(span: Span, modules: Collection[int] | None = None) -> None:
    rows = Tally.objects.filter(month__gte=span.begin, month__lt=span.end)
    if modules is not None:
        rows = rows.filter(module__in=modules)
    rows.delete()
    Tally.objects.bulk_create(_rows(counted(span, modules).items()), batch_size=AT_ONCE)


def _rows(counts: Iterable[tuple[Cell, int]]) -> Iterator[Tally]:
    for cell, count in counts:
        yield Tally(**dict(zip(FIELDS, cell, strict=True)), count=count)


def count_anew(*, modules: Iterable[int]) -> None:
    """Note modules whose past has changed; they are counted when the month is closed."""
    Recount.objects.bulk_create(
        [Recount(module_id=key) for key in sorted(set(modules))], ignore_conflicts=True
    )


@transaction.atomic
def rebuild(*, check: bool = False) -> list[Difference]:
    """Return every difference between the table and what was learnt; unless `check`, mend it."""
    last = last_closed()
    if last is None:
        return []
    span = span_of(None, last)
    expected = counted(span)
    stored = {Cell(*row[:-1]): row[-1] for row in Tally.objects.values_list(*FIELDS, "count")}
    found = [
        Difference(cell, stored.get(cell, 0), expected[cell])
        for cell in sorted(stored.keys() | expected.keys(), key=str)
        if stored.get(cell, 0) != expected[cell]
    ]
    if found and not check:
        Tally.objects.all().delete()
        Tally.objects.bulk_create(_rows(expected.items()), batch_size=AT_ONCE)
        Recount.objects.all().delete()
    return found
