"""Rows of courses.certificates: anybody may verify a number, only the holder gets the paper."""

from typing import Any

from campus.kit import dates
from courses.certificates.models import Certificate
from tests.architecture.permission_matrix.actors import (
    EVERYBODY,
    OFFICE,
    SIGNED_IN,
    Place,
    World,
)
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.enrolment import LEARNER, a_seat


def own_certificate(world: World, place: Place) -> dict[str, Any]:
    """Return a certificate of the place's learner."""
    certificate = Certificate.objects.create(
        number=f"KC-{place.user.pk:08d}",
        enrolment=a_seat(place),
        person=place.person,
        holder_name="Erika Beispiel",
        course_title="Kurs",
        provider_name="Hochschule",
        version_number=1,
        minutes=60,
        completed_on=dates.today(),
    )
    return {"number": certificate.number}


ROWS = (
    Row("certificates:check", EVERYBODY),
    Row("certificates:verify", EVERYBODY, own_certificate, there=EVERYBODY),
    Row("certificates:own", SIGNED_IN),
    Row("certificates:pdf", LEARNER, own_certificate),
    Row("certificates:revoke", OFFICE, own_certificate, methods=("get", "post")),
)
