"""Statements as they are returned, and their attachments."""

from collections.abc import Iterator, Sequence

from courses.xapi.core.forms import activity_ids, in_canonical_form, in_ids_form
from courses.xapi.core.jsontext import dumped, loaded
from courses.xapi.core.keys import index_key
from courses.xapi.models import Activity, Attachment, Statement


def rendered_statements(
    rows: Sequence[Statement], *, form: str, languages: Sequence[str]
) -> list[str]:
    """Return the JSON text of statements; the exact form is the text as it was stored."""
    if form == "exact":
        return [row.raw for row in rows]
    statements = [loaded(row.raw) for row in rows]
    if form == "ids":
        return [dumped(in_ids_form(statement)) for statement in statements]
    wanted = {iri for statement in statements for iri in activity_ids(statement)}
    found = Activity.objects.in_bulk({index_key(iri) for iri in wanted})
    definitions = {activity.iri: loaded(activity.definition) for activity in found.values()}
    return [dumped(in_canonical_form(each, definitions, languages)) for each in statements]


def attachments_of(rows: Sequence[Statement]) -> Iterator[tuple[str, str, bytes]]:
    """Yield (hash, content type, data) of the statements' attachments, each content once."""
    found = Attachment.objects.filter(statement__in=[row.pk for row in rows])
    seen: set[str] = set()
    for attachment in found.select_related("content").order_by("id"):
        if attachment.content_id not in seen:
            seen.add(attachment.content_id)
            data = bytes(attachment.content.data)
            yield attachment.content_id, attachment.content_type, data
