"""What is new on HR's first page."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from campus.kit import dates
from courses.assignments.neighbours import Notice
from courses.transfer.models import Presentation
from members.people import selectors as people

if TYPE_CHECKING:
    from members.organisations.models import Municipality

# So long HR's first page speaks of what was withdrawn.
NEWS_FOR = dt.timedelta(days=30)


def waiting(municipality: "Municipality") -> list[Notice]:
    """Say how many proofs wait that staff have brought along."""
    count = _of_staff(municipality).filter(state=Presentation.State.SHOWN).count()
    if not count:
        return []
    text = ngettext(
        "%(n)d proof that staff have brought along waits for you",
        "%(n)d proofs that staff have brought along wait for you",
        count,
    )
    return [_notice(text, count, municipality)]


def withdrawn(municipality: "Municipality") -> list[Notice]:
    """Say for some weeks how many recognised proofs were revoked where they came from."""
    since = dates.now() - NEWS_FOR
    count = _of_staff(municipality).filter(withdrawn_at__gte=since).count()
    if not count:
        return []
    text = ngettext(
        "%(n)d recognised proof was revoked meanwhile: the obligation is open again",
        "%(n)d recognised proofs were revoked meanwhile: the obligations are open again",
        count,
    )
    return [_notice(text, count, municipality)]


def _of_staff(municipality: "Municipality") -> QuerySet[Presentation]:
    """Return what people have shown who work there still."""
    staff = people.jobs_not_over_on(dates.today()).filter(municipality=municipality)
    rows = Presentation.objects.filter(municipality=municipality)
    return rows.filter(person__in=staff.order_by().values("person"))


def _notice(text: str, count: int, municipality: "Municipality") -> Notice:
    href = reverse("course_transfer:waiting", query={"kommune": municipality.slug})
    return Notice(text % {"n": count}, href)
