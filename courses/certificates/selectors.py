"""Reads of documents."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from campus.kit.prepared import Prepared
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


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """What a list of courses tells of a document that has not been revoked."""

    pk: int
    number: str
    enrolment_id: int | None
    course_title: str
    valid_until: dt.date | None


def documents_of(person: "Person") -> list[HeldDocument]:
    """Return a person's documents, records of achievement before the others; one query."""
    return [HeldDocument(*facts) for facts in _documents(person.pk)]


@Prepared
def _documents(person_id: int) -> QuerySet[Certificate, Any]:
    rows = Certificate.objects.filter(person_id=person_id, revoked_at=None)
    # "achievement" comes before "participation".
    return rows.order_by("kind", "pk").values_list(*HeldDocument.__slots__)


def numbers_by_enrolment(documents: Iterable[HeldDocument]) -> dict[int, str]:
    """Return one number by enrolment: that of the record of achievement before the other."""
    found: dict[int, str] = {}
    for one in documents:
        if one.enrolment_id is not None:
            found.setdefault(one.enrolment_id, one.number)
    return found


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


@dataclass(frozen=True, slots=True)
class Better:
    """A record that can be renewed, and with what."""

    certificate: Certificate
    percent: int


def better_on(registration: uuid.UUID) -> Better | None:
    """Return the record of a seat that can be renewed with a better result; two queries."""
    rows = Certificate.objects.filter(enrolment__registration=registration, revoked_at=None)
    held = list(rows.select_related("successor", "replaces", "enrolment"))
    found = better_results(held)
    return next((Better(one, found[one.pk]) for one in held if one.pk in found), None)


def expiring(
    documents: Iterable[HeldDocument], first: dt.date, last: dt.date
) -> list[HeldDocument]:
    """Return the documents that end in the span by day; of one day the better one comes first."""
    ending = [one for one in documents if one.valid_until and first <= one.valid_until <= last]
    return sorted(ending, key=lambda one: one.valid_until or last)


def newest_of(certificate: Certificate) -> Certificate:
    """Return the document that has taken the place of this one, or the document itself."""
    newest = certificate
    while (after := Certificate.objects.filter(replaces=newest).first()) is not None:
        newest = after
    return newest


def line_of(certificate_id: int) -> list[int]:
    """Return the keys of a document and of all in whose place it stands."""
    line: list[int] = []
    key: int | None = certificate_id
    while key is not None:
        line.append(key)
        key = Certificate.objects.filter(pk=key).values_list("replaces", flat=True).first()
    return line
