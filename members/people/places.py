"""Where somebody works: the main place and further posts, today and on an earlier day.

Every list of staff that goes by department asks `in_departments`, so that none forgets the
further posts.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet

from campus.kit import dates
from members.people.models import FormerPlace, FurtherPost, HistoryStart

if TYPE_CHECKING:
    from members.people.models import Department, Employment

# Departments by key, or a query for them.
Keys = Collection[int] | QuerySet[Any]
# Department and position of a further post.
Post = tuple[int | None, str]


@dataclass(frozen=True, slots=True)
class Place:
    """A department as it was called then; without one both are empty."""

    department_id: int | None
    name: str


def in_departments(departments: Keys, *, day: dt.date | None = None, job: str = "") -> Q:
    """Return the condition that somebody works in one of the departments, in whichever post.

    `job` leads from the rows that are asked to the job ("employment__"). Further posts are those
    of the day, today if none is given; the main place is the present one.
    """
    held = FurtherPost.objects.on(day or dates.today()).filter(department__in=departments)
    return Q(**{f"{job}department__in": departments}) | Q(
        **{f"{job}pk__in": held.order_by().values("employment_id")}
    )


def mainly_in(departments: Keys, *, job: str = "") -> Q:
    """Return the condition that somebody's main place is in one of the departments.

    That is asked where the department pays: its cost centre bears what is booked.
    """
    return Q(**{f"{job}department__in": departments})


def further_posts(
    jobs: "Iterable[int] | QuerySet[Employment]", day: dt.date
) -> dict[int, tuple[Post, ...]]:
    """Return department and position of the further posts of these jobs on a day: one query."""
    found: dict[int, list[Post]] = {}
    rows = _posts_of(jobs, day).values_list("employment_id", "department_id", "position")
    for job, department, position in rows:
        found.setdefault(job, []).append((department, position))
    return {key: tuple(posts) for key, posts in found.items()}


def further_places(
    jobs: "Iterable[int] | QuerySet[Employment]", day: dt.date
) -> dict[int, list[Place]]:
    """Return where else these jobs are on a day, in the order of the alphabet: one query.

    What is over stands under the name that the department had at its end.
    """
    return by_job(further_rows(jobs, day))


def further_names(job_ids: Collection[int], day: dt.date) -> dict[int, list[str]]:
    """Return the departments of posts that are not over on a day, also of those to come."""
    rows = FurtherPost.objects.not_over_on(day).filter(employment__in=job_ids)
    found: dict[int, list[str]] = {}
    for job, name in rows.values_list("employment_id", "department_name"):
        if name not in found.setdefault(job, []):
            found[job].append(name)
    return found


def further_rows(
    jobs: "Iterable[int] | QuerySet[Employment]", day: dt.date
) -> "QuerySet[FurtherPost, tuple[Any, ...]]":
    """Return the rows of `further_places`, for who prepares the query (`by_job`)."""
    rows = _posts_of(jobs, day).order_by("department_name", "pk")
    return rows.values_list("employment_id", "department_id", "department_name")


def by_job(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[Place]]:
    """Return the places of `further_rows` by job."""
    found: dict[int, list[Place]] = {}
    for job, *place in rows:
        found.setdefault(job, []).append(Place(*place))
    return found


def _posts_of(
    jobs: "Iterable[int] | QuerySet[Employment]", day: dt.date
) -> "QuerySet[FurtherPost]":
    keys: Any = jobs.order_by().values("pk") if isinstance(jobs, QuerySet) else list(jobs)
    return FurtherPost.objects.on(day).filter(employment__in=keys)


def named(main: Place, further: Iterable[Place] = (), among: Collection[int] | None = None) -> str:
    """Return the names of departments, the main one first; only those of `among` if given."""
    shown = [
        one.name
        for one in (main, *further)
        if one.name and (among is None or one.department_id in among)
    ]
    return ", ".join(dict.fromkeys(shown))


def with_departments(
    jobs: "Iterable[Employment]", among: Collection[int] | None = None
) -> "list[Employment]":
    """Return jobs that were read with their department, each with `departments_shown`."""
    rows = list(jobs)
    shown = departments_shown(rows, among)
    for job in rows:
        job.departments_shown = shown[job.pk]  # type: ignore[attr-defined]
    return rows


def departments_shown(
    jobs: "Iterable[Employment]", among: Collection[int] | None = None
) -> dict[int, str]:
    """Return all departments of today in words of jobs that were read with theirs: one query.

    Who answers for some departments only reads no others: `among`.
    """
    rows = list(jobs)
    further = further_places([job.pk for job in rows], dates.today())
    return {
        job.pk: named(
            Place(job.department_id, job.department.name if job.department else ""),
            further.get(job.pk, ()),
            among,
        )
        for job in rows
    }


def further_staff(departments: "QuerySet[Department]", day: dt.date) -> dict[int, int]:
    """Return how many people work in each department in a further post; who has left does not."""
    rows = FurtherPost.objects.on(day).filter(
        Q(employment__valid_until=None) | Q(employment__valid_until__gte=day),
        employment__valid_from__lte=day,
        department__in=departments.order_by().values("pk"),
    )
    counted = rows.order_by().values_list("department_id").annotate(Count("employment"))
    return {key: count for key, count in counted if key is not None}


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
