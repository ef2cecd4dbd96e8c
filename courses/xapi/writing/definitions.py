"""Canonical definitions of activities, merged from what trusted authorities send."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, transaction

from courses.xapi.core.jsontext import dumped, loaded
from courses.xapi.core.keys import index_key
from courses.xapi.core.merging import merged_definition
from courses.xapi.models import Activity
from courses.xapi.writing import postgresql
from courses.xapi.writing.memory import forget, remember, remembered

Json = Any
Described = tuple[str, Sequence[Json]]


def merge_definitions(received: Mapping[str, Sequence[Json]]) -> None:
    """Add or renew definitions; in the steady state nothing changes and nothing is written.

    Rows are touched in the order of their keys, so that parallel batches cannot deadlock.
    """
    described = {index_key(iri): (iri, received[iri]) for iri in sorted(received)}
    known = _known(described)
    changed = sorted(
        key for key, (_, said) in described.items() if _merged(known.get(key), said) is not None
    )
    if changed:
        _write(changed, described, known)
        forget(changed)


def _write(
    changed: Sequence[str], described: Mapping[str, Described], known: Mapping[str, Json]
) -> None:
    new = [Activity(key=key, iri=described[key][0]) for key in changed if key not in known]
    with transaction.atomic():
        Activity.objects.bulk_create(new, ignore_conflicts=True)
        # Merged once more under the lock: another batch may have added a language meanwhile.
        locked = Activity.objects.select_for_update().order_by("key").in_bulk(changed)
        renewed = []
        for key in sorted(locked):
            merged = _merged(loaded(locked[key].definition), described[key][1])
            if merged is not None:
                locked[key].definition = dumped(merged)
                renewed.append(locked[key])
        Activity.objects.bulk_update(renewed, ["definition"])


def _known(keys: Iterable[str]) -> dict[str, Json]:
    """Return the definitions of those activities that are known, as they were a moment ago.

    In a transaction that may be rolled back nothing is remembered.
    """
    known = {} if connection.in_atomic_block else remembered(keys)
    missing = [key for key in keys if key not in known]
    if missing:
        read = {key: loaded(text) for key, text in _stored(missing)}
        if not connection.in_atomic_block:
            remember(read)
        known |= read
    return known


def _stored(keys: Sequence[str]) -> Iterable[tuple[str, str]]:
    if connection.vendor == "postgresql":
        return postgresql.known_definitions(keys)
    return Activity.objects.filter(key__in=keys).values_list("key", "definition")


def _merged(before: Json | None, said: Sequence[Json]) -> Json | None:
    """Return the definition after what was said of it in turn, None where nothing changes."""
    after: Json = before or {}
    for definition in said:
        after = merged_definition(after, definition)
    return None if after == before else after
