"""What the store sets on a statement before it keeps it (XAPI-Data 2.4)."""

import datetime as dt
from typing import Any
from uuid import UUID

from courses.xapi.core import formats
from courses.xapi.core.comparison import as_arrays
from courses.xapi.core.editions import Edition

Json = Any


def filled(
    statement: dict[str, Json],
    *,
    statement_id: UUID,
    stored: dt.datetime,
    authority: dict[str, Json],
    edition: Edition,
) -> dict[str, Json]:
    """Return a copy with id, stored, authority, version and timestamp as the store sets them.

    Data 2.4.1.s2.b1, 2.4.7.s3.b2, 2.4.8.s3.b2, 2.4.9.s3.b3, 2.4.10.s3.b3.
    """
    result = {
        **statement,
        "id": str(statement_id),
        "stored": formats.time_text(stored),
        "authority": authority,
    }
    result.setdefault("version", edition.default_statement_version)
    result["timestamp"] = (
        _utc(statement["timestamp"]) if "timestamp" in statement else result["stored"]
    )
    return normalised(result)


def normalised(statement: dict[str, Json]) -> dict[str, Json]:
    """Return the statement with context activities as arrays, in its SubStatement too.

    Data 2.4.6.2.s4.b3, b4.
    """
    context = statement.get("context")
    if context and "contextActivities" in context:
        related = as_arrays(context["contextActivities"])
        statement = {**statement, "context": {**context, "contextActivities": related}}
    below = statement["object"]
    if below.get("objectType") == "SubStatement":
        statement = {**statement, "object": normalised(below)}
    return statement


def _utc(text: str) -> str:
    """Return the timestamp in UTC; one that already is stays letter by letter (Data 4.5.s1.b6)."""
    if text.endswith("Z"):
        return text
    instant = formats.parsed_time(text)
    return formats.time_text(instant) if instant else text
