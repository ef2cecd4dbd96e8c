"""How the operators' deeds read in Wagtail's log."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from campus.records import services


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


DEEDS = (
    (
        services.CREATED,
        gettext_lazy("Give a program credentials"),
        gettext_lazy("Credentials given out"),
    ),
    (
        services.ROTATED,
        gettext_lazy("Renew a program's secret"),
        gettext_lazy("Secret renewed"),
    ),
    (
        services.SWITCHED_OFF,
        gettext_lazy("Switch a program off"),
        gettext_lazy("Program switched off"),
    ),
    (
        services.SWITCHED_ON,
        gettext_lazy("Switch a program on"),
        gettext_lazy("Program switched on"),
    ),
    (services.PAUSED, gettext_lazy("Pause forwarding"), gettext_lazy("Forwarding paused")),
    (services.RESUMED, gettext_lazy("Resume forwarding"), gettext_lazy("Forwarding resumed")),
)


def register_actions(actions: Any) -> None:
    """Name the deeds that the audit log records."""
    actions.register_action(services.LIST_READ)(ListRead)
    actions.register_action(services.STATEMENT_READ)(StatementRead)
    for action, label, message in DEEDS:
        actions.register_action(action, label, message)
