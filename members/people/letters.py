"""Invitation letters as one PDF, a page per person."""

import io
from collections.abc import Sequence

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone, translation

from campus.kit import dates
from campus.kit.pdf import render_pdf
from members.people.services import IssuedInvitation

TEMPLATE = "people/letter.typ"


def letters_pdf(issued: Sequence[IssuedInvitation]) -> bytes:
    """Return the letters in the order given; they are German like the town halls."""
    with translation.override("de"):
        pages = [_page(number, entry) for number, entry in enumerate(issued)]
    files = {f"qr-{number}.svg": _qr_code(entry.url) for number, entry in enumerate(issued)}
    return render_pdf(TEMPLATE, {"pages": pages}, at=dates.now(), files=files)


def _page(number: int, entry: IssuedInvitation) -> dict[str, str]:
    """Return what stands on one page."""
    invitation = entry.invitation
    municipality = invitation.municipality
    return {
        "name": str(invitation.person),
        "municipality": municipality.name if municipality else "",
        "street": municipality.street if municipality else "",
        "town": f"{municipality.postcode} {municipality.city}".strip() if municipality else "",
        "login_name": invitation.person.user.username if invitation.person.user else "",
        "code": entry.code,
        "address": settings.KC_BASE_URL.split("://")[-1] + reverse("people:access_code"),
        "qr": f"qr-{number}.svg",
        "day": _day(invitation.created_at),
        "valid_until": _day(invitation.expires_at),
    }


def _day(moment: object) -> str:
    return formats.date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT")  # type: ignore[arg-type]


def _qr_code(url: str) -> bytes:
    """Return the QR code as SVG with the quiet zone that phones need."""
    buffer = io.BytesIO()
    segno.make(url, error="m").save(buffer, kind="svg", border=2, scale=4)
    return buffer.getvalue()
