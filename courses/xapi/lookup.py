"""Statements by id: over the table of ids, which knows in which partition each one lies."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from courses.xapi.models import Statement, StatementId


def located(ids: Iterable[UUID]) -> QuerySet[Statement]:
    """Return the stored ones of these statements.

    Naming `stored` beside the id lets PostgreSQL look into one partition, by its key.
    """
    wanted = list(ids)
    taken = dict(
        StatementId.objects.filter(statement_id__in=wanted).values_list("statement_id", "stored")
    )
    return Statement.objects.filter(statement_id__in=list(taken), stored__in=set(taken.values()))
