"""Deeds on a municipality's page."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from campus.kit import dates
from courses.portal.models import ChosenCourse, LandingPage

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from members.organisations.models import Municipality


def ensure_landing_page(*, municipality_id: int) -> LandingPage:
    """Return the municipality's page, made empty at the first call; may run twice."""
    page, _ = LandingPage.objects.get_or_create(municipality_id=municipality_id)
    return page


@transaction.atomic
def edit_landing_page(
    *, municipality: "Municipality", greeting: str, courses: Sequence["CoursePage"]
) -> LandingPage:
    """Set the greeting and the courses shown, in the order given."""
    page = ensure_landing_page(municipality_id=municipality.pk)
    page.greeting = greeting
    page.updated_at = dates.now()
    page.save(update_fields=["greeting", "updated_at"])
    page.choices.all().delete()
    ChosenCourse.objects.bulk_create(
        [
            ChosenCourse(page=page, course=course, position=position)
            for position, course in enumerate(courses)
        ]
    )
    return page
