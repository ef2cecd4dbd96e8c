"""How much a provider's courses are used, by municipality: groups only, for its statement."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping

from django.utils import timezone

from campus.reports.suppression import Cells, Report, suppress
from courses.enrolment import selectors as enrolments
from courses.learning import selectors as learning
from members.settlement.usage import Usage

# A municipality and a person, once for each seat.
Pair = tuple[int, int]


def usage_of(provider_id: int, first: dt.date, last: dt.date) -> list[Usage]:
    """Return enrolments, starts and completions of a span of days, the sum last.

    Fewer than five are not told, nor what would reveal them; the three are about the same people,
    so that starts and completions are also hidden where few are missing to the enrolments.
    """
    begin, end = _midnight(first), _midnight(last + dt.timedelta(days=1))
    taken = enrolments.confirmed_pairs(provider_id, begin, end)
    begun = learning.pairs_of(provider_id, "started_at", begin, end)
    done = learning.pairs_of(provider_id, "completed_at", begin, end)
    keys = sorted({town for town, _person in (*taken, *begun, *done)})
    bases = _counts(taken, keys)
    reports = (
        _suppressed(taken, keys, {}),
        _suppressed(begun, keys, bases),
        _suppressed(done, keys, bases),
    )
    rows = [Usage(key, *(report.tables[0][key] for report in reports)) for key in keys]
    return [*rows, Usage(None, *map(_sum, reports))] if rows else []


def _suppressed(pairs: Iterable[Pair], keys: Iterable[int], bases: Mapping[int, int]) -> Report:
    """Count seats by municipality, and hide what tells about fewer than five people."""
    held = list(pairs)
    people = Counter(town for town, _person in set(held))
    cells = Cells(_counts(held, keys), people, bases)
    in_all = len({person for _town, person in held})
    return suppress([cells], people=in_all, base=sum(bases.values()) if bases else None)


def _sum(report: Report) -> int | None:
    """Return the sum; none of nothing where a nought is hidden, since it would tell of that one."""
    hides = None in report.tables[0].values()
    return None if hides and report.total == 0 else report.total


def _counts(pairs: Iterable[Pair], keys: Iterable[int]) -> dict[int, int]:
    found = Counter(town for town, _person in pairs)
    return {key: found[key] for key in keys}


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
