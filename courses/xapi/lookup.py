"""Statements by id: over the table of ids, which knows in which partition each one lies."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from courses.xapi.lines import cursor as open_cursor
from courses.xapi.models import Statement, StatementId

Place = tuple[dt.datetime, UUID]
_FIELDS = [str(field.column) for field in Statement._meta.concrete_fields]
# OFFSET keeps the database from reading all there is and joining it. Prepared, since planning for
# every partition takes longer than the look-up itself.
_AT = f"""
SELECT {", ".join(f'found."{name}"' for name in _FIELDS)}
FROM unnest(%(times)b::timestamptz[], %(ids)b::uuid[]) AS place (stored, statement_id)
CROSS JOIN LATERAL (
  SELECT * FROM xapi_statement s
  WHERE s.stored = place.stored AND s.statement_id = place.statement_id OFFSET 0
) AS found
WHERE (%(verb)b = '' OR found.verb = %(verb)b)
  AND (%(authority)b = '' OR found.authority_key = %(authority)b)
  AND (%(actor)b = '' OR found.actor_key = %(actor)b)
  AND found.registration = ALL (%(registrations)b::uuid[])
  AND (%(voided)b OR NOT found.voided)
"""  # noqa: S608 (names of our own columns)


@dataclass(frozen=True, slots=True)
class Demands:
    """What is asked of a statement besides where it lies; empty values ask nothing."""

    verb: str = ""
    authority: str = ""
    actor: str = ""
    registrations: tuple[UUID, ...] = ()
    voided_too: bool = False


def statements_at(places: Sequence[Place], demands: Demands) -> list[Statement]:
    """Return those of the statements at these places that meet the demands, in the places' order.

    PostgreSQL only: elsewhere a plain query is as quick.
    """
    if not places:
        return []
    values = {
        "times": [stored for stored, _ in places],
        "ids": [statement_id for _, statement_id in places],
        "verb": demands.verb,
        "authority": demands.authority,
        "actor": demands.actor,
        "registrations": list(demands.registrations),
        "voided": demands.voided_too,
    }
    with open_cursor() as cursor:
        rows = cursor.execute(_AT, values, prepare=True, binary=True).fetchall()
    found = [Statement.from_db(connection.alias, _FIELDS, row) for row in rows]
    by_id = {row.statement_id: row for row in found}
    return [by_id[statement_id] for _, statement_id in places if statement_id in by_id]


def located(ids: Iterable[UUID]) -> QuerySet[Statement]:
    """Return the stored ones of these statements.

    Naming `stored` beside the id lets PostgreSQL look into one partition, by its key.
    """
    wanted = list(ids)
    taken = dict(
        StatementId.objects.filter(statement_id__among=wanted).values_list("statement_id", "stored")
    )
    return Statement.objects.filter(statement_id__among=taken, stored__among=set(taken.values()))
