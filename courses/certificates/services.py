"""Deeds on documents: issue, revoke, correct, share."""

import secrets
import uuid
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from campus.kit import dates
from campus.kit.after_commit import announce
from courses.certificates import selectors
from courses.certificates.achievements import FACTS, achievement_key
from courses.certificates.emblems import emblem_of
from courses.certificates.errors import AlreadyRevoked, NothingBetter, NotValid
from courses.certificates.models import Certificate
from courses.certificates.numbers import new_number
from courses.certificates.signals import certificate_revoked
from courses.certificates.states import Validity
from courses.enrolment import selectors as enrolments
from courses.learning import selectors as learning
from courses.modules import selectors as modules

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment
    from courses.learning.milestones import Reached
    from members.accounts.models import User

# What a correction takes over where the seat is gone.
KEPT = (*FACTS, "emblem_id", "signatory", "score_scaled", "completed_on", "valid_until")

# Stands in the files as the reason why the holder's older record gave way.
BETTER_RESULT = "Besseres Ergebnis"


@transaction.atomic
def issue(*, registration: uuid.UUID) -> list[Certificate]:
    """Issue what a seat has earned and does not have; a second call issues nothing.

    What was revoked is not issued again: only people put another in its place (`replace`).
    """
    enrolment = enrolments.lock_registration(registration)
    if enrolment.offer.course.only_for_id:
        # What a municipality teaches its own staff is no course of the cooperative.
        return []
    held = set(Certificate.objects.filter(enrolment=enrolment).values_list("kind", flat=True))
    return [
        _create(enrolment.person_id, reached.milestone.value, _facts(enrolment, reached))
        for reached in learning.reached_on(enrolment)
        if reached.milestone.value not in held
    ]


def _create(person_id: int, kind: str, facts: dict[str, Any]) -> Certificate:
    return Certificate.objects.create(
        number=new_number(dates.today().year),
        kind=kind,
        person_id=person_id,
        issued_at=dates.now(),
        achievement_key=achievement_key(kind, facts),
        **facts,
    )


def _facts(enrolment: "Enrolment", reached: "Reached") -> dict[str, Any]:
    """Copy what the document states, from the version that was learnt."""
    version, provider = enrolment.version, enrolment.version.module.provider
    units = modules.outline(version)
    emblem = emblem_of(provider)
    is_achievement = reached.milestone.value == Certificate.Kind.ACHIEVEMENT
    return {
        "enrolment_id": enrolment.pk,
        "holder_name": str(enrolment.person),
        "course_title": enrolment.offer.course.title,
        "provider_name": provider.name,
        "emblem_id": emblem.pk if emblem else None,
        "signatory": provider.signatory,
        "version_number": version.number,
        "minutes": sum(item.minutes for unit in units for item in unit.items),
        "contents": [unit.title for unit in units],
        "threshold_percent": (
            version.achievement_percent if is_achievement else version.participation_percent
        ),
        "score_scaled": reached.score,
        "completed_on": timezone.localdate(reached.at),
        "valid_until": (
            dates.add_months(dates.today(), version.valid_months) if version.valid_months else None
        ),
    }


@transaction.atomic
def revoke(*, certificate: Certificate, reason: str, by: "User") -> Certificate:
    """Revoke a document; page and badge then say so. Raises AlreadyRevoked."""
    locked = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if locked.revoked_at:
        raise AlreadyRevoked
    locked.revoked_at = dates.now()
    locked.revoked_reason = reason
    locked.share_code = ""
    locked.save(update_fields=["revoked_at", "revoked_reason", "share_code"])
    log(instance=locked, action="certificates.revoke", user=by, data={"reason": reason})
    announce(certificate_revoked, Certificate, certificate_id=locked.pk)
    return locked


@transaction.atomic
def replace(*, certificate: Certificate, reason: str, by: "User") -> Certificate:
    """Revoke a document and issue a corrected one in its place. Raises AlreadyRevoked.

    It states today's names, and today's result where that still suffices; the day on which it
    ceases to be valid stays.
    """
    old = revoke(certificate=certificate, reason=reason, by=by)
    facts = {**_kept(old), "replaces_id": old.pk}
    if old.enrolment is not None:
        enrolment = enrolments.lock_registration(old.enrolment.registration)
        for reached in learning.reached_on(enrolment):
            if reached.milestone.value == old.kind:
                facts |= {**_facts(enrolment, reached), "valid_until": old.valid_until}
    new = _create(old.person_id, old.kind, facts)
    log(instance=new, action="certificates.replace", user=by, data={"replaces": old.number})
    return new


def _kept(old: Certificate) -> dict[str, Any]:
    """Return what a correction states in any case: what was learnt, and the person's name."""
    kept = {name: getattr(old, name) for name in KEPT}
    return {**kept, "holder_name": str(old.person), "enrolment_id": old.enrolment_id}


@transaction.atomic
def renew(*, certificate: Certificate, by: "User") -> Certificate:
    """Let the holder have a record with a better result in its place. Raises NothingBetter.

    It is the same achievement, so that the day on which it ceases to be valid stays.
    """
    if certificate.pk not in selectors.better_results([certificate]):
        raise NothingBetter
    new = replace(certificate=certificate, reason=BETTER_RESULT, by=by)
    new.is_renewal = True
    new.save(update_fields=["is_renewal"])
    return new


@transaction.atomic
def share(*, certificate: Certificate) -> Certificate:
    """Make an address that shows the document with the name. Raises NotValid."""
    if certificate.validity is not Validity.VALID:
        raise NotValid
    certificate.share_code = certificate.share_code or secrets.token_urlsafe(16)
    certificate.save(update_fields=["share_code"])
    return certificate


def stop_sharing(*, certificate: Certificate) -> Certificate:
    """Take the address back: from now on it shows what everybody sees."""
    certificate.share_code = ""
    certificate.save(update_fields=["share_code"])
    return certificate
