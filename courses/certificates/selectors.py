"""Reads of documents."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from campus.kit.prepared import Prepared, PreparedObjects
from courses.certificates.models import Certificate
from courses.certificates.states import Validity
from courses.learning import selectors as learning

if TYPE_CHECKING:
    from members.people.models import Person


def certificates_of(person: "Person") -> QuerySet[Certificate]:
    """Return a person's documents of all periods, newest first, with what their state needs."""
    return Certificate.objects.filter(person=person).select_related(
        "successor", "replaces", "enrolment"
    )


def by_number(number: str) -> Certificate | None:
    """Return the document of this number, for anybody who holds the number."""
    rows = Certificate.objects.select_related("successor", "replaces", "person")
    return rows.filter(number=number).first()


def by_achievement(key: uuid.UUID) -> Certificate | None:
    """Return a document from which the achievement can be described; all say the same of it."""
    return Certificate.objects.filter(achievement_key=key).order_by("pk").first()


def revoked_keys(first: int, last: int) -> QuerySet[Certificate, int]:
    """Return the primary keys of revoked documents in the span."""
    revoked = Certificate.objects.filter(revoked_at__isnull=False, pk__gte=first, pk__lte=last)
    return revoked.order_by().values_list("pk", flat=True)


def last_key() -> int:
    """Return the highest primary key in use, nought before the first document."""
    newest = Certificate.objects.order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0


def numbers_by_enrolment(person: "Person") -> dict[int, str]:
    """Return one number by enrolment: that of the record of achievement before the other."""
    return dict(_numbers(person.pk))


@Prepared
def _numbers(person_id: int) -> QuerySet[Certificate, tuple[int, str]]:
    rows = Certificate.objects.filter(person_id=person_id, revoked_at=None)
    # "achievement" comes before "participation": what is written last stays.
    rows = rows.filter(enrolment__isnull=False).order_by("-kind")
    return rows.values_list("enrolment_id", "number")


def better_results(certificates: Iterable[Certificate]) -> dict[int, int]:
    """Return by key the better result, in whole per cent, of those that may be renewed; one query.

    Only what is valid, states points and still has its seat can be renewed.
    """
    held = {
        certificate.enrolment.registration: certificate
        for certificate in certificates
        if certificate.enrolment
        and certificate.score_percent is not None
        and certificate.validity is Validity.VALID
    }
    found = {}
    for registration, progress in learning.progress_for(held).items() if held else ():
        certificate, score = held[registration], int((progress.score_scaled or 0) * 100)
        if score > (certificate.score_percent or 0):
            found[certificate.pk] = score
    return found


def expiring(person: "Person", first: dt.date, last: dt.date) -> list[Certificate]:
    """Return a person's valid documents that end in the span; of two of a seat the better one."""
    return _expiring(person.pk, first, last)


@PreparedObjects
def _expiring(person_id: int, first: dt.date, last: dt.date) -> QuerySet[Certificate]:
    rows = Certificate.objects.filter(person_id=person_id, revoked_at=None, valid_until__gte=first)
    return rows.filter(valid_until__lte=last).order_by("valid_until", "kind")
