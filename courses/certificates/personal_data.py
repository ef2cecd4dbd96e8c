"""A person's certificates; they outlive the account where their holder wants it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from campus.kit.personal_data import Eraser, Erasing, Holding, Subject, forget_with, hold
from courses.certificates.models import Certificate

FIELDS = (
    *("number", "kind", "holder_name", "course_title", "provider_name", "issuer_name", "minutes"),
    *("contents", "score_scaled", "completed_on", "issued_at", "valid_until"),
    *("revoked_at", "revoked_reason"),
)


def certificates(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield the certificates, the oldest first."""
    rows = Certificate.objects.filter(person_id=subject.person_id).order_by("issued_at", "pk")
    yield from rows.values(*FIELDS)


def forget(case: Erasing) -> int:
    """Delete the certificates unless they are to stay; a successor goes before what it replaces."""
    if case.keep_certificates:
        return 0
    count = 0
    rows = Certificate.objects.filter(person_id=case.subject.person_id)
    for certificate in rows.order_by("-pk"):
        certificate.delete()
        count += 1
    return count


hold(
    Holding(
        "certificates",
        _("certificates"),
        certificates,
        {
            "number": _("number"),
            "kind": _("kind"),
            "course_title": _("course"),
            "completed_on": _("reached on"),
            "valid_until": _("valid until"),
        },
        order=80,
        words={"kind": dict(Certificate.Kind.choices)},
    )
)
forget_with(Eraser("certificates", forget, order=40))
