"""Rows that differ in one key only, written by one statement however many they are.

Making an object of each row and telling the database every value of each costs several times what
the rows themselves do; a page that notes twenty-five looks is asked for all day.
"""

import json
from collections.abc import Collection, Mapping
from typing import Any

from django.db import connection
from django.db.models import Model

POSTGRESQL = "postgresql"


def insert_for_each(
    model: type[Model], key: str, keys: Collection[int], values: Mapping[str, Any]
) -> int:
    """Write a row for each of the keys, with the same values in all other columns.

    `key` and the names of `values` are fields of the model; what is not named must have a default
    in the database or be an automatic key. Returns how many rows were written.
    """
    if not keys:
        return 0
    own = _field(model, key)
    shared = [_field(model, name) for name in values]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in (own, *shared))
    each, marks = _source(keys), ", ".join(_mark(field) for field in shared)
    table = quote(model._meta.db_table)
    # Names of columns are quoted, values are parameters.
    sql = f"INSERT INTO {table} ({columns}) SELECT one.value, {marks} FROM {each[0]}"  # noqa: S608
    prepared = [
        field.get_db_prep_save(value, connection)
        for field, value in zip(shared, values.values(), strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*prepared, each[1]])
    return len(keys)


def _field(model: type[Model], name: str) -> Any:
    """Return a field that has a column of its own."""
    return model._meta.get_field(name)


def _source(keys: Collection[int]) -> tuple[str, Any]:
    """Return a table of the keys in the words of the database, and its parameter."""
    if connection.vendor == POSTGRESQL:
        return "unnest(CAST(%s AS bigint[])) AS one(value)", list(keys)
    return "json_each(%s) AS one", json.dumps(list(keys))


def _mark(field: Any) -> str:
    """Return the place of a value; PostgreSQL has to be told of which kind it is."""
    kind = field.db_type(connection)
    return f"CAST(%s AS {kind})" if connection.vendor == POSTGRESQL else "%s"
