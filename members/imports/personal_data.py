"""Rows of imports that name a person: shown in the person's copy, and gone with the person."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from campus.kit.personal_data import Eraser, Erasing, Holding, Subject, forget_with, hold
from members.imports.models import ImportRow


def rows(subject: Subject) -> Iterator[Mapping[str, Any]]:
    """Yield what lists of staff have said about the person in the last days."""
    found = ImportRow.objects.filter(employment__person_id=subject.person_id).order_by("pk")
    for row in found.select_related("run"):
        yield {"at": row.run.created_at, "name": row.name, "cells": row.cells}


def forget(case: Erasing) -> int:
    """Delete the rows; that there was an import stays."""
    found = ImportRow.objects.filter(employment__person_id=case.subject.person_id)
    number, _kinds = found.delete()
    return number


hold(
    Holding(
        "import_rows",
        _("Rows of lists of staff"),
        rows,
        {"at": _("Uploaded"), "name": _("Name"), "cells": _("Row")},
        order=35,
    )
)
forget_with(Eraser("imports", forget, order=65))
