"""Reads of certificates."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from courses.certificates.models import Certificate

if TYPE_CHECKING:
    from members.people.models import Person


def certificates_of(person: "Person") -> QuerySet[Certificate]:
    """Return a person's certificates, newest first."""
    return Certificate.objects.filter(person=person)


def by_number(number: str) -> Certificate | None:
    """Return the certificate of this number, for anybody who holds the number."""
    return Certificate.objects.filter(number=number).first()


def numbers_by_enrolment(person: "Person") -> dict[int, str]:
    """Return the valid certificates' numbers of a person by enrolment."""
    rows = certificates_of(person).filter(revoked_at=None)
    return dict(rows.values_list("enrolment_id", "number"))
