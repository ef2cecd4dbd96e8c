"""The certificate as an accessible PDF."""

import datetime as dt
import io
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from campus.kit.pdf import render_pdf
from courses.certificates.badges.credentials import criterion
from courses.certificates.models import Certificate


def verification_address(certificate: Certificate) -> str:
    """Return the public address at which anybody can check the certificate."""
    path = reverse("certificates:verify", args=[certificate.number])
    return f"{settings.KC_BASE_URL}{path}"


def _qr_code(address: str) -> bytes:
    buffer = io.BytesIO()
    segno.make(address, error="m").save(buffer, kind="svg", border=0, scale=4)
    return buffer.getvalue()


def _effort(minutes: int) -> str:
    """Return the effort as German certificates state it: minutes, from two hours on in quarters."""
    if not minutes:
        return ""
    if minutes < 120:
        return _("%(count)d minutes") % {"count": minutes}
    hours = formats.localize(round(minutes / 15) / 4).rstrip("0").rstrip(",")
    return _("%(hours)s hours") % {"hours": hours}


def certificate_pdf(certificate: Certificate, *, with_score: bool = False) -> bytes:
    """Return the PDF (PDF/UA-1), always in German and the same for the same document.

    The score is only printed on a record of achievement, and only where the holder asks for it.
    """
    files = {"qr.svg": _qr_code(verification_address(certificate))}
    if certificate.emblem:
        files["emblem.png"] = bytes(certificate.emblem.image)
    with translation.override("de"):
        data = {**_statement(certificate, with_score=with_score), "demo": settings.KC_DEMO}
    return render_pdf("certificates/certificate.typ", data, at=certificate.issued_at, files=files)


def _statement(certificate: Certificate, *, with_score: bool) -> dict[str, Any]:
    """Return what the document states."""
    score = certificate.score_percent if with_score else None
    return {
        "kind": str(certificate.get_kind_display()),
        "sentence": _sentence(certificate),
        "criterion": criterion(certificate),
        "number": certificate.number,
        "holder": certificate.holder_name,
        "course": certificate.course_title,
        "provider": certificate.provider_name,
        "signatory": certificate.signatory,
        "issuer": certificate.issuer_name,
        "has_emblem": certificate.emblem_id is not None,
        "emblem_alt": _("Logo of %(name)s") % {"name": certificate.provider_name},
        "version": certificate.version_number,
        "effort": _effort(certificate.minutes),
        "contents": certificate.contents,
        "score": "" if score is None else _("%(percent)s per cent") % {"percent": score},
        "completed_on": _day(certificate.completed_on),
        "issued_on": _day(timezone.localdate(certificate.issued_at)),
        "valid_until": _day(certificate.valid_until) if certificate.valid_until else "",
        "replaces": certificate.replaces.number if certificate.replaces else "",
        "address": verification_address(certificate),
        "qr_alt": _("QR code with the address of the verification page"),
    }


def _sentence(certificate: Certificate) -> str:
    """Say what the holder has done."""
    if certificate.kind == Certificate.Kind.ACHIEVEMENT:
        return _("has successfully taken the graded tests of this course:")
    return _("has taken part in this course:")


def _day(day: dt.date) -> str:
    return formats.date_format(day, "DATE_FORMAT")
