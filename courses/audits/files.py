"""The files of a package: for people, for spreadsheets, for programs, and how to check them."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from campus.kit.pdf import render_pdf
from campus.kit.sheets import csv_content
from courses.assignments.states import LATE, VALID
from courses.assignments.words import LABELS
from courses.audits.manifests import canonical
from courses.audits.proving import Content, Duty, Line

if TYPE_CHECKING:
    from courses.assignments.models import ProofFile

PDF, CSV, JSON, README, KEYS = (
    "nachweis.pdf",
    "nachweis.csv",
    "nachweis.json",
    "LIESMICH.txt",
    "schluessel.json",
)
# More lines than these nobody reads on paper; they stand in the other files.
MOST_ON_PAPER = 12_000
DELETED = gettext_lazy("deleted")
SOURCES: dict[str, str | Promise] = {
    "": "",
    "course": gettext_lazy("course completed"),
    "handed_in": gettext_lazy("handed in by the person"),
    "recorded": gettext_lazy("proof entered by human resources"),
    "imported": gettext_lazy("earlier proof, from a list"),
    "carried": gettext_lazy("proof from an obligation that has ended"),
    "taken": gettext_lazy("brought along by the person"),
}
ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}


def status_word(line: Line) -> str:
    """Return how somebody stood; of whoever was deleted nothing is known."""
    return str(LABELS[line.status] if line.status else DELETED)


def cells_of(line: Line) -> list[str]:
    """Return a line in the words of the screen."""
    proof = line.proof
    return [
        line.name or str(DELETED),
        line.department,
        line.duty.name,
        status_word(line),
        _day(line.due_on),
        _day(proof.fulfilled_on) if proof else "",
        str(proof.version or "") if proof else "",
        _day(proof.valid_until) if proof else "",
        str(SOURCES.get(proof.source, "")) if proof else "",
        str(proof.turn) if proof else "",
    ]


def _day(day: dt.date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""


def heading() -> list[str]:
    """Return the heading of the columns of `cells_of`."""
    return [
        _("Name"),
        _("Department"),
        _("Obligation"),
        _("Status"),
        _("Due on"),
        _("Fulfilled on"),
        _("Version"),
        _("Valid until"),
        _("How it was proven"),
        _("No. of the proof"),
    ]


def csv_file(content: Content) -> bytes:
    """Return all lines for spreadsheets; no cell is ever taken for a formula."""
    return csv_content([heading(), *(cells_of(line) for line in content.lines)])


def core_of(content: Content, day: dt.date) -> dict[str, Any]:
    """Return what is proven, without names: who is named by the number of the job.

    A later package that says the same of the same day has the same core.
    """
    return {
        "day": day.isoformat(),
        "obligations": [
            {"id": one.pk, "name": one.name, "legal_basis": one.legal_basis}
            for one in content.duties
        ],
        "lines": [_core_line(line) for line in content.lines],
    }


def _core_line(line: Line) -> dict[str, Any]:
    proof = line.proof
    return {
        "employment": line.job,
        "department": line.department,
        "obligation": line.duty.pk,
        "status": str(line.status) if line.status else "deleted",
        "due_on": _iso(line.due_on),
        "fulfilled_on": _iso(proof.fulfilled_on) if proof else None,
        "valid_until": _iso(proof.valid_until) if proof else None,
        "version": proof.version if proof else None,
        "proven_by": proof.source if proof else None,
        "proof": proof.turn if proof else None,
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def json_file(content: Content, facts: Mapping[str, Any], day: dt.date) -> bytes:
    """Return everything for programs."""
    names = {str(line.job): line.name or None for line in content.lines}
    return canonical({**facts, **core_of(content, day), "people": names})


def pdf_file(
    content: Content, *, town: str, day: dt.date, about: list[str], at: dt.datetime
) -> bytes:
    """Return the document for people: a summary, then each obligation with its people."""
    fits = len(content.lines) <= MOST_ON_PAPER
    data = {
        "title": _("Proof of obligatory training"),
        "municipality": town,
        "language": (get_language() or "de")[:2],
        "stand": _("as of %(day)s") % {"day": date_format(day, "DATE_FORMAT")},
        "about": about,
        "sums": {"heading": sum_heading(), "lines": [_sum(content, one) for one in content.duties]},
        "parts": [_part(content, one) for one in content.duties] if fits else [],
        "more": ""
        if fits
        else _("Every person stands in the files nachweis.csv and nachweis.json."),
    }
    return render_pdf("audits/package.typ", data, at=at)


def sum_heading() -> list[str]:
    """Return the heading of the table of sums."""
    return [
        _("Obligation"),
        _("People"),
        _("Valid"),
        _("Overdue"),
        _("Exempt, open or not assigned"),
    ]


def _sum(content: Content, duty: Duty) -> list[str]:
    lines = [one for one in content.lines if one.duty.pk == duty.pk]
    valid = sum(one.status in VALID for one in lines)
    late = sum(one.status in LATE for one in lines)
    return [duty.name, *map(str, (len(lines), valid, late, len(lines) - valid - late))]


def _part(content: Content, duty: Duty) -> dict[str, Any]:
    lines = [cells_of(one) for one in content.lines if one.duty.pk == duty.pk]
    lines.sort(key=lambda cells: (cells[0].casefold(), cells))
    columns = heading()
    return {
        "title": duty.name,
        "legal_basis": duty.legal_basis,
        "heading": columns[:2] + columns[3:],
        "lines": [cells[:2] + cells[3:] for cells in lines],
    }


def readme_file(*, town: str, day: dt.date, deleted: int) -> bytes:
    """Return in words what the package is and how anybody checks it, also without this site."""
    address = f"{settings.KC_BASE_URL}{reverse('audits:check')}"
    known = f"{settings.KC_BASE_URL}{reverse('certificates:jwks')}"
    parts = [
        _("Proof of obligatory training, %(town)s, as of %(day)s")
        % {"town": town, "day": date_format(day, "SHORT_DATE_FORMAT")},
        _(
            "Each line says who had which obligation on this day, how they stood, when it was "
            "fulfilled, with which version of the course, and until when that counts. There are no "
            "results, attempts or times: the employer does not know them."
        ),
        _("To check the package send it, or its hash, to: %(address)s") % {"address": address},
        _(
            "Without this site: manifest.json names the SHA-256 of every file. manifest.jws is the "
            "signature of exactly these bytes as a detached JWS (RFC 7515, appendix F; Ed25519). "
            "The public keys stand in schluessel.json; compare them with %(known)s."
        )
        % {"known": known},
    ]
    if deleted:
        sentence = ngettext(
            "%(count)d person has been deleted since, as the law demands. The line stays, "
            "without the name.",
            "%(count)d people have been deleted since, as the law demands. The lines stay, "
            "without the names.",
            deleted,
        )
        parts.append(sentence % {"count": deleted})
    return "\r\n\r\n".join(parts).encode("utf-8-sig")


def document_files(documents: "Iterable[ProofFile]") -> dict[str, bytes]:
    """Return documents of proofs from elsewhere, named by the number of the turn."""
    return {
        f"belege/{one.period_id}.{ENDINGS.get(one.media_type, 'bin')}": bytes(one.content)
        for one in documents
    }


def packed(files: Mapping[str, bytes], *, at: dt.datetime) -> bytes:
    """Return the files in one; the same files at the same moment give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, at.utctimetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, files[name])
    return buffer.getvalue()
