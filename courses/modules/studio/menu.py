"""The main menu of Wagtail's admin as authors need it."""

from typing import Any

from members.roles.rules import is_editor

# Editors keep the reports, administrators everything.
HIDDEN_FROM_AUTHORS = {"documents", "help", "reports", "settings", "snippets"}
HIDDEN_FROM_EDITORS = {"help", "snippets"}


def tidy_main_menu(request: Any, items: list[Any]) -> None:
    """Leave out what would only distract."""
    if request.user.is_superuser:
        return
    hidden = HIDDEN_FROM_EDITORS if is_editor(request.user) else HIDDEN_FROM_AUTHORS
    items[:] = [item for item in items if item.name not in hidden]
