"""In which department somebody worked on an earlier day, and since when that is known."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from members.people.models import FormerPlace, HistoryStart


@dataclass(frozen=True, slots=True)
class Place:
    """A department as it was called then; without one both are empty."""

    department_id: int | None
    name: str


def former_places(job_ids: Collection[int], day: dt.date) -> dict[int, Place]:
    """Return where these jobs were on a day, as far as it is another place than today: one query.

    Of several moves the first one after the day tells where somebody came from.
    """
    rows = FormerPlace.objects.filter(employment_id__in=job_ids, replaced_on__gt=day)
    found: dict[int, Place] = {}
    facts = rows.order_by("replaced_on", "pk")
    for key, department, name in facts.values_list(
        "employment_id", "department_id", "department_name"
    ):
        found.setdefault(key, Place(department, name))
    return found


def known_since() -> dt.date | None:
    """Return the first day of which moves are known, None where they always were."""
    return HistoryStart.objects.order_by("since").values_list("since", flat=True).first()
