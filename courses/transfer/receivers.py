"""Reactions to news about the originals of proofs."""

from typing import Any

from django.dispatch import receiver

from courses.assignments.signals import proof_revoked
from courses.certificates import selectors as certificates
from courses.certificates.signals import certificate_revoked
from courses.transfer import selectors, services


@receiver(certificate_revoked, dispatch_uid="course_transfer.certificate")
def withdraw_for_certificate(sender: object, certificate_id: int, **news: Any) -> None:
    """Let what was recognised for a certificate count no more."""
    line = certificates.line_of(certificate_id)
    for one in selectors.perhaps_revoked().filter(certificate__in=line):
        services.withdraw_recognition(presentation=one)


@receiver(proof_revoked, dispatch_uid="course_transfer.turn")
def withdraw_for_turn(sender: object, period_id: int, **news: Any) -> None:
    """Let what was recognised for another employer's proof count no more."""
    for one in selectors.perhaps_revoked().filter(turn=period_id):
        services.withdraw_recognition(presentation=one)
