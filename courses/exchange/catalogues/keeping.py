"""The office keeps the list of catalogues: adds one, changes it, turns it on and off."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django_tasks.base import Task
from wagtail.log_actions import log

from campus.kit.after_commit import enqueue
from courses.catalogue import services
from courses.exchange.models import CatalogueSource, Reading

SAVED, REMOVED = "course_exchange.catalogue_saved", "course_exchange.catalogue_removed"


@transaction.atomic
def save_source(
    *,
    values: Mapping[str, Any],
    reading: "Task[Any, Any] | None",
    source: CatalogueSource | None = None,
    user: Any = None,
) -> CatalogueSource:
    """Add or change a catalogue; `reading` reads it at once. One that is off leaves nothing."""
    row = source or CatalogueSource()
    if source is not None:
        row = CatalogueSource.objects.select_for_update().get(pk=source.pk)
    for name, value in values.items():
        setattr(row, name, value)
    row.state, row.following, row.fault, row.fault_place = Reading.NEVER, "", "", ""
    row.full_clean()
    row.save()
    log(row, SAVED, user=user, data={"address": row.address, "is_on": row.is_on})
    # Another name or address: nothing that was kept of it holds any more.
    row.pages.all().delete()
    if row.is_on:
        services.forget_external_digests(source=row.pk)
        if reading is not None:
            enqueue(reading, source_id=str(row.pk))
    else:
        services.keep_only_external(source=row.pk, identifiers=())
    return row


@transaction.atomic
def remove_source(*, source: CatalogueSource, user: Any = None) -> None:
    """Take a catalogue and all its courses off."""
    services.keep_only_external(source=source.pk, identifiers=())
    log(source, REMOVED, user=user, data={"address": source.address})
    source.delete()


def ask_to_read(*, source: CatalogueSource, reading: "Task[Any, Any]") -> None:
    """Have a catalogue read now."""
    enqueue(reading, source_id=str(source.pk))
