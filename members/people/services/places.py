"""Keep in which department somebody worked before a move or a new name of the department."""

from collections.abc import Iterable

from campus.kit import dates
from members.people.models import Employment, FormerPlace


def keep_places(jobs: Iterable[Employment]) -> int:
    """Note the present departments of these jobs as former ones; call it before the change.

    Returns how many were noted. A job that begins later has not been anywhere yet.
    """
    today = dates.today()
    rows = [
        FormerPlace(
            employment=job,
            department=job.department,
            department_name=job.department.name if job.department else "",
            replaced_on=today,
        )
        for job in jobs
        if job.valid_from < today
    ]
    return len(FormerPlace.objects.bulk_create(rows))
