"""Posters with a QR code for a notice board: the municipality's page, or one course."""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from campus.kit import dates
from campus.kit.pdf import render_pdf

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from courses.portal.models import LandingPage
    from members.organisations.models import Municipality

TEMPLATE = "portal/poster.typ"
PNG = b"\x89PNG"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a poster is to look, and what it says."""

    title: str
    text: str
    paper: str = "a4"
    language: str = "de"


def poster_pdf(
    municipality: "Municipality",
    wanted: Wanted,
    *,
    course: "CoursePage | None",
    page: "LandingPage | None" = None,
) -> bytes:
    """Return the poster as PDF/UA-1; without a course it leads to the municipality's page."""
    address, words = addresses(municipality, course)
    files = {"qr.svg": _qr_code(address)}
    placed = {"logo": municipality.logo, "picture": page.picture if page else None}
    images = {name: _read(file) for name, file in placed.items() if file}
    names = {name: f"{name}.{_ending(content)}" for name, content in images.items() if content}
    files |= {names[name]: images[name] for name in names}
    with translation.override(wanted.language):
        data = {
            "lang": wanted.language,
            "paper": wanted.paper,
            "accent": municipality.accent,
            "municipality": municipality.name,
            "title": wanted.title,
            "text": wanted.text,
            "eyebrow": _("Learning at your municipality"),
            "scan": _("Scan the code with your phone"),
            "or_open": _("or open this address:"),
            "address": words,
            "qr_alt": _("QR code that leads to %(address)s") % {"address": words},
            "logo_alt": _("Logo: %(name)s") % {"name": municipality.name},
            "logo": names.get("logo", ""),
            "picture": names.get("picture", ""),
            "picture_alt": page.picture_alt if page else "",
            "demo": settings.KC_DEMO,
        }
    return render_pdf(TEMPLATE, data, at=dates.now(), files=files)


def addresses(municipality: "Municipality", course: "CoursePage | None") -> tuple[str, str]:
    """Return where the code leads, and the address that people type.

    An own unit opens after signing in; its address says nothing to a passer-by.
    """
    base = settings.KC_BASE_URL.rstrip("/")
    landing = reverse("portal:landing", args=[municipality.slug])
    path = (course.get_url() or landing) if course else landing
    shown = landing if course is not None and course.only_for_id else path
    if course is not None and course.only_for_id:
        path = reverse("account_login", query={"next": path})
    return f"{base}{path}", f"{base.partition('://')[2]}{shown}".rstrip("/")


def _qr_code(address: str) -> bytes:
    """Return the QR code as SVG with the quiet zone that phones need."""
    buffer = io.BytesIO()
    segno.make(address, error="m").save(buffer, kind="svg", border=4, scale=4)
    return buffer.getvalue()


def _read(file: Any) -> bytes:
    """Return what a stored picture holds; b"" for one that is lost."""
    try:
        with file.open("rb") as stream:
            return bytes(stream.read())
    except (OSError, ValueError):
        return b""


def _ending(content: bytes) -> str:
    return "png" if content.startswith(PNG) else "jpg"
