"""Who may take a course before what it builds on: whoever an employer asks for it."""

from typing import TYPE_CHECKING

from campus.kit import dates
from courses.assignments import selectors

if TYPE_CHECKING:
    from members.people.models import Person


def is_obliged(person: "Person", course_id: int) -> bool:
    """Tell whether an employer asks the person for a course today."""
    return course_id in selectors.due_courses(person, [course_id], dates.today())
