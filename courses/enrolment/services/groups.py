"""Groups of municipalities to which offers are open."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction

from courses.catalogue.services import touch_course
from courses.enrolment.errors import GroupInUse
from courses.enrolment.models import MunicipalityGroup, Offer

if TYPE_CHECKING:
    from members.organisations.models import Municipality


@transaction.atomic
def save_group(
    *, group: MunicipalityGroup | None, municipalities: "Iterable[Municipality]", **facts: Any
) -> MunicipalityGroup:
    """Name municipalities together, or change who belongs to a group."""
    saved = group or MunicipalityGroup()
    for name, value in facts.items():
        setattr(saved, name, value)
    saved.save()
    saved.municipalities.set(municipalities)
    for course_id in _offered(saved):
        touch_course(course_id=course_id)
    return saved


@transaction.atomic
def delete_group(*, group: MunicipalityGroup) -> None:
    """Give a group up. Raises GroupInUse while a course is offered to it."""
    if _offered(group):
        raise GroupInUse
    group.delete()


def _offered(group: MunicipalityGroup) -> list[int]:
    offers = Offer.objects.filter(groups=group, active=True)
    return list(offers.order_by("course_id").values_list("course_id", flat=True).distinct())
