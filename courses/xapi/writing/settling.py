"""What follows a stored batch: late voiding, references that came first, definitions.

It runs after the commit, so that of two batches that were written at the same time at least one
sees the other. A client whose answer got lost sends its batch again, and this runs again.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from courses.xapi.lookup import located
from courses.xapi.models import StatementTarget
from courses.xapi.writing import postgresql
from courses.xapi.writing.definitions import merge_definitions
from courses.xapi.writing.references import add_references
from courses.xapi.writing.voiding import void_late_arrivals

Json = Any


def settle(
    ids: Sequence[UUID], definitions: Mapping[str, Sequence[Json]], *, referred: bool = True
) -> set[UUID]:
    """Apply what refers to these statements, and merge what they say of activities.

    `referred` is False if it was asked since the commit and nothing refers to them. Returns the
    registrations in which a statement was voided.
    """
    changed: set[UUID] = set()
    if referred and _are_referred_to(ids):
        with transaction.atomic():
            statements = list(located(ids).order_by("statement_id"))
            add_references(statements)
            voided = void_late_arrivals(statements)
            changed = {row.registration for row in voided if row.registration}
    merge_definitions(definitions)
    return changed


def _are_referred_to(ids: Sequence[UUID]) -> bool:
    if connection.vendor == "postgresql":
        return postgresql.are_referred_to(ids)
    return StatementTarget.objects.filter(target_id__in=ids).exists()
