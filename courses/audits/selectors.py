"""Reads of packages: those of a municipality, and what anybody may know by a hash."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Coalesce

from campus.kit import dates
from courses.assignments import selectors as assignments
from courses.audits.models import PATIENCE, Package

if TYPE_CHECKING:
    from members.organisations.models import Municipality


@dataclass(frozen=True, slots=True)
class Issued:
    """What is said of a package to whoever has its hash: nothing about persons."""

    municipality: str
    day: dt.date
    ready_at: dt.datetime | None


def issued_with(sha256: str) -> Issued | None:
    """Return the package whose file or manifest has this hash."""
    by_hash = Q(file_hash=sha256) | Q(manifest_hash=sha256)
    rows = Package.objects.filter(by_hash, ready_at__isnull=False)
    found = rows.values_list("municipality__name", "day", "ready_at").first()
    return Issued(*found) if sha256 and found else None


def running(municipality: "Municipality", question_key: str) -> Package | None:
    """Return the package that is being made for the same question."""
    since = dates.now() - PATIENCE
    rows = Package.objects.filter(municipality=municipality, question_key=question_key)
    return rows.filter(ready_at=None, requested_at__gte=since).first()


def same_question_before(package: Package) -> Package | None:
    """Return the package of before that was asked the same, to compare both."""
    rows = Package.objects.filter(
        municipality=package.municipality_id,
        question_key=package.question_key,
        ready_at__lt=package.ready_at or package.requested_at,
    )
    return rows.defer("content", "people").exclude(pk=package.pk).order_by("-ready_at").first()


def content_of(reference: UUID) -> tuple[bytes, list[tuple[int, int | None]]]:
    """Return the file of a package, and whom it shows."""
    row = Package.objects.filter(reference=reference).values_list("content", "people").get()
    return bytes(row[0]), [(person, user) for person, user in row[1]]


def obligations_ever(municipality: "Municipality") -> "list[tuple[int, str, dt.date | None]]":
    """Return all obligations there ever were, with the day on which they ended, by name."""
    name = Coalesce("course__title", "title")
    rows = assignments.obligations_ever(municipality).annotate(called=name).order_by("called", "pk")
    found = rows.values_list("pk", "called", "ended_at")
    return [(pk, called, ended.date() if ended else None) for pk, called, ended in found]
