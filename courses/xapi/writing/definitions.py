"""Canonical definitions of activities, merged from what trusted authorities send."""

from typing import Any

from courses.xapi.core.jsontext import dumped, loaded
from courses.xapi.core.keys import index_key
from courses.xapi.core.merging import merged_definition
from courses.xapi.models import Activity

Json = Any
Described = tuple[str, str, Json]


def merge_definitions(received: list[tuple[str, Json]]) -> None:
    """Add or renew definitions; in the steady state nothing changes and nothing is written.

    Rows are touched in the order of their keys, so that parallel batches cannot deadlock.
    """
    described = [(index_key(iri), iri, definition) for iri, definition in received if definition]
    if not described:
        return
    known = Activity.objects.in_bulk({key for key, _, _ in described})
    changed = _changes(known, described)
    new = [changed[key] for key in sorted(changed) if key not in known]
    Activity.objects.bulk_create(new, ignore_conflicts=True)
    old = sorted(changed.keys() & known.keys())
    if old:
        # Merged once more under the lock: another batch may have added a language meanwhile.
        locked = Activity.objects.select_for_update().order_by("key").in_bulk(old)
        renewed = _changes(locked, described)
        updates = [renewed[key] for key in old if key in renewed]
        Activity.objects.bulk_update(updates, ["definition"])


def _changes(known: dict[str, Activity], described: list[Described]) -> dict[str, Activity]:
    """Return the activities that are new or whose definition is no longer the known one."""
    changed: dict[str, Activity] = {}
    for key, iri, definition in described:
        activity = changed.get(key) or known.get(key)
        before = loaded(activity.definition) if activity else {}
        if activity is None or merged_definition(before, definition) != before:
            merged = dumped(merged_definition(before, definition))
            changed[key] = Activity(key=key, iri=iri, definition=merged)
    return changed
