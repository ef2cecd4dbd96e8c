"""What a duty opens: a course before what it builds on, and one that the employer hides."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from campus.kit import dates
from courses.assignments import selectors
from courses.assignments.models import Period
from courses.pathways import selectors as pathways
from courses.pathways.plans import courses_of
from members.people import selectors as people

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.people.models import Person


def is_obliged(person: "Person", course_id: int) -> bool:
    """Tell whether an employer asks the person for a course today."""
    return course_id in selectors.due_courses(person, [course_id], dates.today())


def duties(user: "User", course_ids: Collection[int]) -> frozenset[int]:
    """Return which of these courses an employer asks the user to take, also by a path."""
    person = people.person_of(user)
    if person is None:
        return frozenset()
    due = frozenset(selectors.due_courses(person, course_ids, dates.today()))
    asked = Period.objects.running().filter(
        employment__in=people.jobs_on(dates.today()).filter(person=person),
        obligation__path__isnull=False,
        fulfilled_on=None,
    )
    slugs = asked.order_by().values_list("obligation__path__slug", flat=True)
    versions = [pathways.version_for(slug, person) for slug in slugs]
    on_paths = {pk for one in versions if one for pk in courses_of(one.group)}
    return due | on_paths.intersection(course_ids)
