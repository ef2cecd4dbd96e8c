"""Take a file in, and throw it away again."""

import zlib
from typing import TYPE_CHECKING

from django.db import transaction

from campus.kit.sheets import CONTROL_SIGNS
from members.imports.models import ImportRun
from members.imports.releasing import give_up
from members.imports.selectors import profile_of
from members.imports.tables import best_sheet, table_of

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality

LONGEST_NAME = 120


@transaction.atomic
def start_import(
    *, municipality: "Municipality", content: bytes, file_name: str, created_by: "User"
) -> ImportRun:
    """Keep a file that can be read, with a guess of its sheet and columns."""
    remembered = profile_of(municipality).headings
    sheet = best_sheet(content, remembered)
    meaning = table_of(content, sheet, remembered).guessed(remembered)
    return ImportRun.objects.create(
        municipality=municipality,
        created_by=created_by,
        file_name=CONTROL_SIGNS.sub("", file_name)[-LONGEST_NAME:] or "CSV",
        content=zlib.compress(content),
        sheet=sheet[:LONGEST_NAME],
        columns={str(index): field.value for index, field in meaning.items()},
    )


@transaction.atomic
def discard_run(*, run: ImportRun) -> None:
    """Forget an import that has not written anything; what waits for release ends."""
    give_up(run)
    locked = ImportRun.objects.select_for_update().defer("content").get(pk=run.pk)
    if locked.state in (ImportRun.State.DRAFT, ImportRun.State.CHECKED, ImportRun.State.WAITING):
        locked.delete()
