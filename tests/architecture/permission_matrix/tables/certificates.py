"""Rows of courses.certificates: anybody may verify a number, only the holder gets the paper."""

import uuid
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
        achievement_key=uuid.uuid4(),
    )
    return {"number": certificate.number}


def own_achievement(world: World, place: Place) -> dict[str, Any]:
    """Return the achievement of such a certificate."""
    number = own_certificate(world, place)["number"]
    return {"key": Certificate.objects.get(number=number).achievement_key}


def first_list(world: World, place: Place) -> dict[str, Any]:
    """Return the only list of revoked badges."""
    return {"number": 1}


# What is printed on older paper leads to today's address.
MOVED = frozenset({301})
LED_BACK = frozenset({302})
ROWS = (
    Row("certificates:check", EVERYBODY),
    Row("certificates:verify", EVERYBODY, own_certificate, there=EVERYBODY),
    Row("certificates:verify", EVERYBODY, own_certificate, there=EVERYBODY, methods=("post",)),
    Row("certificates:badge_json", EVERYBODY, own_certificate, there=EVERYBODY),
    Row("certificates:badge_jwt", EVERYBODY, own_certificate, there=EVERYBODY),
    Row("certificates:achievement", EVERYBODY, own_achievement, there=EVERYBODY),
    Row("certificates:status_list", EVERYBODY, first_list, there=EVERYBODY),
    Row("certificates:issuer", EVERYBODY),
    Row("certificates:did", EVERYBODY),
    Row("certificates:jwks", EVERYBODY),
    Row("certificates:old_check", EVERYBODY, answer=MOVED),
    Row("certificates:old_verify", EVERYBODY, own_certificate, there=EVERYBODY, answer=MOVED),
    Row("certificates:old_pdf", EVERYBODY, own_certificate, there=EVERYBODY, answer=MOVED),
    Row("certificates:old_own", EVERYBODY, answer=MOVED),
    Row("certificates:share", LEARNER, own_certificate, methods=("post",)),
    # Without a better result it only says so and leads back.
    Row("certificates:renew", LEARNER, own_certificate, methods=("get", "post"), answer=LED_BACK),
    Row("certificates:own", SIGNED_IN),
    Row("certificates:pdf", LEARNER, own_certificate),
    Row("certificates:revoke", OFFICE, own_certificate, methods=("get", "post")),
)
