"""What is overdue, on which law a module rests, what has ended and what follows."""

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db.models import F, Q, QuerySet
from wagtail.models import Revision

from campus.kit import dates
from courses.lifecycle.models import LegalSource, Retirement, Upkeep
from courses.modules import selectors as modules
from members.roles.rules import AUTHOR_ROLES
from members.roles.selectors import holders

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from courses.modules.models import Module
    from members.accounts.models import User

# So long before the day a module appears in the list.
AHEAD = dt.timedelta(days=60)


def upkeep_of(module: "Module") -> Upkeep:
    """Return what is known of the upkeep of a module; unsaved where nothing is."""
    found = Upkeep.objects.filter(module=module).select_related("owner").first()
    return found or Upkeep(module=module)


def upkeep_of_course(course_id: int) -> Upkeep | None:
    """Return the upkeep of the module behind a course page."""
    return Upkeep.objects.filter(module__course_id=course_id).first()


def sources_of(course_id: int) -> list[LegalSource]:
    """Return the legal sources of the module behind a course page."""
    return list(LegalSource.objects.filter(module__course_id=course_id))


def legal_sources(module: "Module") -> QuerySet[LegalSource]:
    """Return the legal sources of a module."""
    return LegalSource.objects.filter(module=module)


def retirement_of(course_id: int) -> Retirement | None:
    """Return how and when a course ends, with its successor."""
    return (
        Retirement.objects.filter(course_id=course_id).select_related("successor", "course").first()
    )


def with_upkeep(rows: "QuerySet[Module]", *, due_only: bool) -> "QuerySet[Module]":
    """Return modules with upkeep and owner; what has to be checked first stands first.

    `due_only` leaves what has no day or has time; retired courses need no upkeep.
    """
    rows = rows.filter(Q(course__retired_on=None)).select_related("upkeep__owner")
    if due_only:
        rows = rows.filter(upkeep__review_by__lte=dates.today() + AHEAD)
    return rows.order_by(F("upkeep__review_by").asc(nulls_last=True), "course__title", "pk")


def overdue() -> QuerySet[Upkeep]:
    """Return what is overdue and was not reminded of since."""
    late = Upkeep.objects.filter(review_by__lt=dates.today(), module__course__retired_on=None)
    fresh = Q(reminded_on=None) | Q(reminded_on__lt=F("review_by"))
    return late.filter(fresh).select_related("module__course", "module__provider", "owner")


def people_of(module: "Module") -> "QuerySet[User]":
    """Return who may look after a module: everybody who writes for its provider."""
    keys = [
        pk
        for role in AUTHOR_ROLES
        for pk in holders(role, provider=module.provider).values_list("pk", flat=True)
    ]
    people: QuerySet[User] = get_user_model().objects.filter(pk__in=keys)  # type: ignore[assignment]
    return people.order_by("last_name", "first_name", "pk")


def scheduled_revisions(module: "Module") -> QuerySet[Revision]:
    """Return the released drafts of a module that wait for their day."""
    keys = modules.all_lessons().filter(chapter__module=module).values_list("pk", flat=True)
    found: QuerySet[Revision] = Revision.objects.filter(
        approved_go_live_at__isnull=False,
        base_content_type__app_label="modules",
        base_content_type__model="lesson",
        object_id__in=[str(key) for key in keys],
    )
    return found.order_by("pk")


def successors_for(course: "CoursePage") -> "QuerySet[CoursePage]":
    """Return the courses that may follow: published, not retired, nor about to be."""
    rows = modules.all_modules().filter(course__live=True, course__retired_on=None)
    keys = rows.filter(course__retirement=None).exclude(course=course).values("course")
    pages: QuerySet[CoursePage] = type(course).objects.filter(pk__in=keys).order_by("title")
    return pages


def pointing_to(course: "CoursePage") -> Retirement | None:
    """Return a course that names this one as its successor."""
    return Retirement.objects.filter(successor=course).select_related("course").first()


def due_retirements() -> QuerySet[Retirement]:
    """Return what ends today or has ended without being carried out."""
    rows = Retirement.objects.filter(on__lte=dates.today(), carried_out_at=None)
    return rows.select_related("course")


def due_plans() -> QuerySet[Upkeep]:
    """Return the modules whose day of publishing has come."""
    return Upkeep.objects.filter(go_live_at__lte=dates.now()).select_related("module")
