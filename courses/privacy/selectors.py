"""Reads of exports and deletions."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet

from campus.kit import dates
from campus.kit.personal_data import Subject
from courses.privacy.models import PATIENCE, Deletion, Export
from members.people import selectors as people

if TYPE_CHECKING:
    from members.people.models import Person

FILES = ("json", "pdf")


def subject_of(person: "Person") -> Subject:
    """Return the keys under which the rooms know a person."""
    return Subject(person.pk, person.user_id, people.known_account_name(person.pk))


def exports_of(person: "Person") -> QuerySet[Export]:
    """Return the person's exports that have not expired, newest first, without the files."""
    alive = Q(expires_at=None) | Q(expires_at__gt=dates.now())
    return Export.objects.filter(alive, person=person).defer(*FILES)


def running_export(person: "Person") -> Export | None:
    """Return the export that is being made."""
    since = dates.now() - PATIENCE
    return exports_of(person).filter(ready_at=None, requested_at__gte=since).first()


def own_export(person: "Person", reference: UUID) -> Export | None:
    """Return an export of the person's own, unless it has expired."""
    return exports_of(person).filter(reference=reference).first()


def file_of(export: Export, kind: str) -> bytes:
    """Return a file of an export, packed."""
    row = Export.objects.filter(pk=export.pk).values_list(kind, flat=True).first()
    return bytes(row or b"")


def deletion(reference: UUID) -> Deletion | None:
    """Return a deletion, for whoever holds its reference."""
    return Deletion.objects.filter(reference=reference).first()
