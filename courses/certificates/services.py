"""Deeds on certificates: issue and revoke."""

import uuid
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from campus.kit import dates
from courses.certificates.errors import AlreadyRevoked, NotCompleted
from courses.certificates.models import Certificate
from courses.certificates.numbers import new_number
from courses.enrolment import selectors as enrolments
from courses.learning import selectors as learning
from courses.modules import selectors as modules

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment
    from members.accounts.models import User


@transaction.atomic
def issue(*, registration: uuid.UUID) -> Certificate:
    """Issue the certificate of a completed enrolment; the second call returns the first's.

    A revoked one is returned too: only people put another in its place (`replace`). Raises
    NotCompleted while required items are missing.
    """
    enrolment = enrolments.lock_registration(registration)
    existing = Certificate.objects.filter(enrolment=enrolment).first()
    return existing or _create(enrolment)


def _create(enrolment: "Enrolment") -> Certificate:
    registration = enrolment.registration
    progress = learning.progress_for([registration]).get(registration)
    if progress is None or progress.completed_at is None:
        raise NotCompleted
    return Certificate.objects.create(
        number=new_number(dates.today().year),
        enrolment=enrolment,
        person=enrolment.person,
        completed_on=timezone.localdate(progress.completed_at),
        issued_at=dates.now(),
        **_snapshot(enrolment),
    )


def _snapshot(enrolment: "Enrolment") -> dict[str, object]:
    """Copy what the certificate states, from the version that was learnt."""
    units = modules.outline(enrolment.version)
    return {
        "holder_name": str(enrolment.person),
        "course_title": enrolment.offer.course.title,
        "provider_name": enrolment.version.module.provider.name,
        "version_number": enrolment.version.number,
        "minutes": sum(item.minutes for unit in units for item in unit.items),
        "contents": [unit.title for unit in units],
    }


@transaction.atomic
def revoke(*, certificate: Certificate, reason: str, by: "User") -> Certificate:
    """Revoke a certificate; the verification page then says so. Raises AlreadyRevoked."""
    locked = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if locked.revoked_at:
        raise AlreadyRevoked
    locked.revoked_at = dates.now()
    locked.revoked_reason = reason
    locked.save(update_fields=["revoked_at", "revoked_reason"])
    log(instance=locked, action="certificates.revoke", user=by, data={"reason": reason})
    return locked


@transaction.atomic
def replace(*, certificate: Certificate, reason: str, by: "User") -> Certificate:
    """Revoke a certificate and issue one with today's names in its place. Raises AlreadyRevoked."""
    old = revoke(certificate=certificate, reason=reason, by=by)
    enrolment = enrolments.lock_registration(old.enrolment.registration)
    new = _create(enrolment)
    log(instance=new, action="certificates.replace", user=by, data={"replaces": old.number})
    return new
