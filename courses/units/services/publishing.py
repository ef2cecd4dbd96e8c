"""Make a course of what was filled in, by the import that all modules share."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from django.conf import settings
from django.utils import timezone, translation

from courses.modules import content_import
from courses.modules.content_import.reading import FILE_NAME
from courses.modules.errors import BadContent
from courses.units.content import Paper, Sheet, module_of
from courses.units.errors import NotUsable

if TYPE_CHECKING:
    from courses.modules.models import Module
    from courses.units.models import UnitPaper
    from members.organisations.models import Municipality, Provider


def published(
    sheet: Sheet,
    paper: "UnitPaper | None",
    *,
    provider: "Provider",
    only_for: "Municipality | None" = None,
    **about: Any,
) -> "Module":
    """Make or update the course of this address part; a change makes a new edition.

    Raises NotUsable in words where the rules of the editor or of accessibility refuse it.
    """
    with tempfile.TemporaryDirectory(prefix="kc-unit-") as name:
        folder = Path(name)
        # What learners read is German, whatever language the person who publishes has chosen.
        with translation.override(settings.LANGUAGE_CODE):
            content = module_of(sheet, _placed(paper, folder), **about)
        (folder / FILE_NAME).write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
        try:
            return content_import.import_module(folder=folder, provider=provider, only_for=only_for)
        except BadContent as error:
            raise NotUsable(fault=error.values["fault"]) from error


def _placed(paper: "UnitPaper | None", folder: Path) -> Paper | None:
    """Put the document into the folder under its own name."""
    if paper is None:
        return None
    name = Path(str(paper.file.name)).name
    with paper.file.open("rb") as file:
        (folder / name).write_bytes(file.read())
    day = timezone.localtime(paper.uploaded_at).date().isoformat()
    return Paper(file=name, title=paper.title, edition=day)
