"""How the operators' deeds read in Wagtail's log."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from campus.records.services import LIST_READ, STATEMENT_READ


class ListRead(LogFormatter):
    """Somebody looked at the list; the filter says at which part of it."""

    label = gettext_lazy("Look at the list of statements")

    def format_message(self, log_entry: Any) -> str:
        """Say by what the list was filtered."""
        used = log_entry.data.get("filters", {})
        if not used:
            return _("Looked at the list of statements")
        words = ", ".join(f"{name}={value}" for name, value in used.items())
        return _("Looked at the list of statements (%(filters)s)") % {"filters": words}


class StatementRead(LogFormatter):
    """Somebody looked at one statement."""

    label = gettext_lazy("Look at a statement")

    def format_message(self, log_entry: Any) -> str:
        """Say at which statement."""
        number = log_entry.data.get("statement", "")
        return _("Looked at the statement %(id)s") % {"id": number}


def register_actions(actions: Any) -> None:
    """Name the deeds that the audit log records."""
    actions.register_action(LIST_READ)(ListRead)
    actions.register_action(STATEMENT_READ)(StatementRead)
