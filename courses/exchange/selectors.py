"""What this room knows: the exports of a module."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from courses.exchange import rules
from courses.exchange.formats.bundles import Format
from courses.exchange.models import ModuleExport
from courses.exchange.wording import FORMATS, Described
from courses.modules import selectors as modules

if TYPE_CHECKING:
    from courses.modules.models import Module, ModuleVersion


@dataclass(frozen=True, slots=True)
class Offered:
    """A format with the export of the newest version, if there is one."""

    described: Described
    export: ModuleExport | None
    is_possible: bool


def module_for(user: Any, key: int) -> "Module | None":
    """Return a module if the user may write in it."""
    return rules.exportable(modules.modules_of_author(user), user).filter(pk=key).first()


def export_for(user: Any, key: UUID) -> ModuleExport | None:
    """Return an export if the user may write in its module."""
    related = ("version__module__course", "version__module__provider")
    return rules.visible(user).select_related(*related).filter(pk=key).first()


def offered(version: "ModuleVersion | None") -> list[Offered]:
    """Return all formats with what there is of them; two queries."""
    made = (
        {export.format: export for export in ModuleExport.objects.filter(version=version)}
        if version
        else {}
    )
    asks = version is not None and modules.asks_questions(version)
    return [
        Offered(one, made.get(one.format), version is not None and _is_possible(one.format, asks))
        for one in FORMATS
    ]


def _is_possible(format_: Format, asks: bool) -> bool:
    return asks or format_ != Format.QTI


def file_name(export: ModuleExport) -> str:
    """Return under which name an export is downloaded."""
    version = export.version
    return f"{version.module.course.slug}-{version.number}-{export.format}.zip"
