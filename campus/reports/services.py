"""Roll up what happened into monthly figures."""

import datetime as dt
from collections import Counter

from django.db import transaction

from campus.kit import dates
from campus.reports.models import MonthlyFigure
from campus.reports.months import month_span
from courses.enrolment import selectors as enrolments
from courses.learning import selectors as learning

Key = tuple[int, int]


@transaction.atomic
def roll_up(*, month: dt.date) -> int:
    """Count one month anew and replace its figures; returns the number of rows; may run twice."""
    begin, end = month_span(month)
    taken: Counter[Key] = Counter(enrolments.confirmed_keys(begin, end))
    finished: Counter[Key] = Counter(learning.completed_keys(begin, end))
    first = dates.month_start(month)
    MonthlyFigure.objects.filter(month=first).delete()
    rows = [
        MonthlyFigure(
            month=first,
            municipality_id=municipality_id,
            course_id=course_id,
            enrolments=taken[municipality_id, course_id],
            completions=finished[municipality_id, course_id],
        )
        for municipality_id, course_id in sorted(taken.keys() | finished.keys())
    ]
    MonthlyFigure.objects.bulk_create(rows)
    return len(rows)
