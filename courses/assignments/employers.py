"""Which employer asks for what, for people who work for several."""

from collections.abc import Iterable

from courses.assignments.models import Obligation


def names_by_obligation(obligation_ids: Iterable[int]) -> dict[int, str]:
    """Return the name of the municipality behind each of these obligations; one query."""
    rows = Obligation.objects.filter(pk__in=set(obligation_ids)).order_by()
    return dict(rows.values_list("pk", "municipality__name"))
