"""Which courses ask for others first, and what that means for somebody who wants a seat."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from wagtail.log_actions import log

from courses.catalogue import selectors as catalogue
from courses.pathways import selectors
from courses.pathways.errors import (
    NotYourPath,
    PrerequisiteGone,
    PrerequisiteMissing,
    RequiresItself,
)
from courses.pathways.exemptions import is_exempt
from courses.pathways.models import Prerequisite
from courses.pathways.reaching import reaches
from courses.pathways.rules import courses_of

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from members.accounts.models import User
    from members.people.models import Person


def check_prerequisites(person: "Person", course: "CoursePage") -> None:
    """Raise PrerequisiteMissing unless the person may choose the course; the rule of admission."""
    missing = missing_first(person, course.pk)
    if missing is not None:
        raise missing


def missing_first(person: "Person | None", course_id: int) -> PrerequisiteMissing | None:
    """Return why a person may not choose a course yet, and where to go first; None if nothing is.

    Whoever is obliged to the course may: the employer answers for the order of a duty.
    """
    missing = selectors.missing_for(person, course_id)
    if not missing or (person and is_exempt(person, course_id)):
        return None
    first = missing[0]
    cards = catalogue.course_cards([first])
    title = cards[0].title if cards else selectors.known_titles([first]).get(first, "")
    refusal = PrerequisiteMissing(course=title) if cards else PrerequisiteGone(course=title)
    refusal.href = cards[0].url if cards else reverse("pages:feedback")
    return refusal


@transaction.atomic
def set_prerequisites(*, course: "CoursePage", first: Collection["CoursePage"], by: "User") -> None:
    """Say which courses come before a course. Raises NotYourPath or RequiresItself."""
    if not courses_of(by).filter(pk=course.pk).exists():
        raise NotYourPath
    links = selectors.all_prerequisites()
    for other in first:
        if other.pk == course.pk or reaches(links, other.pk, course.pk):
            raise RequiresItself(course=other.title)
    Prerequisite.objects.filter(course=course).delete()
    Prerequisite.objects.bulk_create(
        [Prerequisite(course=course, requires=other) for other in first]
    )
    titles = [other.title for other in first]
    log(instance=course, action="pathways.prerequisites", user=by, data={"titles": titles})
