"""Anybody checks a package: by the file, or by its hash. Nothing is told about persons."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from courses.audits import selectors
from courses.audits.checking import Finding, Verdict, examine
from courses.audits.errors import PackageTooLarge
from courses.audits.forms import CheckForm
from courses.certificates.badges.signing import is_signed

LARGEST = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What the page says."""

    verdict: Verdict
    municipality: str = ""
    day: dt.date | None = None
    wrong: tuple[str, ...] = ()
    by_hash: bool = False
    is_known: bool = True


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Say of a package whether it is ours and unchanged."""
    is_sent = request.method == "POST"
    form = CheckForm(request.POST, request.FILES) if is_sent else CheckForm()
    answer, status = None, 200
    if is_sent and form.is_valid():
        file = form.cleaned_data["package"]
        if file and file.size > LARGEST:
            form.add_error("package", str(PackageTooLarge()))
            status = PackageTooLarge.status
        else:
            answer = _of_file(file) if file else _of_hash(form.cleaned_data["hash"])
    elif is_sent:
        status = 400
    return render(request, "audits/check.html", {"form": form, "answer": answer}, status=status)


def _of_file(file: Any) -> Answer:
    found = examine(file, is_signed)
    if found.verdict is not Verdict.VALID:
        return Answer(found.verdict, wrong=found.wrong)
    known = selectors.issued_with(found.manifest_hash)
    town, day = _about(found)
    return Answer(found.verdict, town, day, is_known=known is not None)


def _about(found: Finding) -> tuple[str, dt.date | None]:
    """Return what a manifest that we have signed says of itself."""
    town, day = found.manifest.get("municipality"), found.manifest.get("day")
    return str(town or ""), dt.date.fromisoformat(day) if day else None


def _of_hash(sha256: str) -> Answer:
    known = selectors.issued_with(sha256)
    if known is None:
        return Answer(Verdict.UNKNOWN, by_hash=True)
    return Answer(Verdict.VALID, known.municipality, known.day, by_hash=True)
