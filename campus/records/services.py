"""Deeds of the operators, each with its entry in Wagtail's log."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.log_actions import log

if TYPE_CHECKING:
    from members.accounts.models import User

LIST_READ = "records.read_list"
STATEMENT_READ = "records.read_statement"


def note_list_read(*, by: "User", filters: dict[str, str]) -> None:
    """Note that somebody looked at the list of statements, and by what they had filtered."""
    _note(LIST_READ, by, {"filters": filters})


def note_statement_read(*, by: "User", statement_id: UUID) -> None:
    """Note that somebody looked at a statement."""
    _note(STATEMENT_READ, by, {"statement": str(statement_id)})


def _note(action: str, by: "User", data: dict[str, Any]) -> None:
    """Log a look; it stands under the kind of object, since a list is no object of its own."""
    kind = ContentType.objects.get_by_natural_key("xapi", "statement")
    log(instance=kind, action=action, user=by, title=_("Statements of the record store"), data=data)
