"""The certificate as an accessible PDF."""

import io

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import formats, translation
from django.utils.translation import gettext as _

from campus.kit.pdf import render_pdf
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


def certificate_pdf(certificate: Certificate) -> bytes:
    """Return the PDF (PDF/UA-1), always in German and the same for the same certificate."""
    address = verification_address(certificate)
    with translation.override("de"):
        data = {
            "demo": settings.KC_DEMO,
            "number": certificate.number,
            "holder": certificate.holder_name,
            "course": certificate.course_title,
            "provider": certificate.provider_name,
            "version": certificate.version_number,
            "effort": _effort(certificate.minutes),
            "contents": certificate.contents,
            "completed_on": formats.date_format(certificate.completed_on, "j. F Y"),
            "issued_on": formats.date_format(certificate.issued_at, "j. F Y"),
            "address": address,
            "qr_alt": _("QR code with the address of the verification page"),
        }
    return render_pdf(
        "certificates/certificate.typ",
        data,
        at=certificate.issued_at,
        files={"qr.svg": _qr_code(address)},
    )
