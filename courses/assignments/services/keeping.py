"""Keep the days of turns before they are changed, so that the matrix of an earlier day stays."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Max

from campus.kit import dates
from courses.assignments.models import FormerDays, Period

ALWAYS = dt.date(1900, 1, 1)


def keep_days(periods: Iterable[Period]) -> int:
    """Note what these turns say now as what held until yesterday; call it before the change.

    Of several changes on one day the first one counts: what held within a day was nobody's
    deadline at its end. Returns how many turns were looked at.
    """
    today = dates.today()
    turns = [one for one in periods if one.pk]
    former = FormerDays.objects.filter(period__in=[one.pk for one in turns]).order_by()
    since = dict(former.values_list("period").annotate(Max("replaced_on")))
    rows = [
        FormerDays(
            period=one,
            assigned_on=one.assigned_on,
            due_on=one.due_on,
            ends_on=one.ends_on,
            temporary_until=one.temporary_until,
            archived_on=one.archived_on,
            held_from=since.get(one.pk, ALWAYS),
            replaced_on=today,
        )
        for one in turns
        if since.get(one.pk) != today
    ]
    FormerDays.objects.bulk_create(rows)
    return len(turns)
