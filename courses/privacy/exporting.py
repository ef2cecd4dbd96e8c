"""Make an export: ask every room, count as it goes, write both files."""

import zlib
from uuid import UUID

from django.db import transaction

from campus.kit import dates
from campus.kit.personal_data import holdings
from courses.privacy.documents import Rows, as_json, as_pdf
from courses.privacy.models import KEPT_FOR, Export
from courses.privacy.news import tell_ready
from courses.privacy.selectors import subject_of


def make_export(*, reference: UUID) -> Export | None:
    """Collect everything and write the files. May run twice; a ready one stays as it is.

    Not in one transaction, so that the owner sees how far it is.
    """
    export = Export.objects.filter(reference=reference).select_related("person__user").first()
    if export is None or export.is_ready:
        return export
    kinds = holdings()
    subject = subject_of(export.person)
    sections: dict[str, Rows] = {}
    for number, holding in enumerate(kinds):
        # One step more than there are kinds: the document at the end takes its time, too.
        _note_progress(export, number, len(kinds) + 1)
        sections[holding.name] = list(holding.collect(subject))
    _note_progress(export, len(kinds), len(kinds) + 1)
    at = dates.now()
    pdf = as_pdf(sections, kinds, at=at, language=export.language)
    _finish(export, json=as_json(sections, at=at), pdf=pdf)
    return export


def _note_progress(export: Export, done: int, total: int) -> None:
    export.done, export.total = done, total
    Export.objects.filter(pk=export.pk).update(done=done, total=total)


@transaction.atomic
def _finish(export: Export, *, json: bytes, pdf: bytes) -> None:
    """Keep the files for a week and tell the owner."""
    export.json, export.pdf = zlib.compress(json), zlib.compress(pdf)
    export.ready_at = dates.now()
    export.expires_at = export.ready_at + KEPT_FOR
    # An export whose owner was erased meanwhile is gone and stays gone.
    fields = {name: getattr(export, name) for name in ("json", "pdf", "ready_at", "expires_at")}
    if Export.objects.filter(pk=export.pk).update(**fields):
        tell_ready(export)
