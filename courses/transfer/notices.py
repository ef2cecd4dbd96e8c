"""What is new on HR's first page."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import ngettext

from campus.kit import dates
from courses.assignments.neighbours import Notice
from courses.transfer.models import Presentation
from members.people import selectors as people

if TYPE_CHECKING:
    from members.organisations.models import Municipality


def waiting(municipality: "Municipality") -> list[Notice]:
    """Say how many proofs wait that staff have brought along."""
    staff = people.jobs_not_over_on(dates.today()).filter(municipality=municipality)
    count = Presentation.objects.filter(
        municipality=municipality,
        state=Presentation.State.SHOWN,
        person__in=staff.order_by().values("person"),
    ).count()
    if not count:
        return []
    text = ngettext(
        "%(n)d proof that staff have brought along waits for you",
        "%(n)d proofs that staff have brought along wait for you",
        count,
    )
    href = f"{reverse('course_transfer:waiting')}?kommune={municipality.slug}"
    return [Notice(text % {"n": count}, href)]
