"""Registration with Wagtail's admin: the menu, and what the log calls the deeds of this room."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from courses.tools import menu, services

hooks.register("register_admin_menu_item", menu.tools_item)


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """Name what is written into the log."""
    actions.register_action(services.REGISTERED, _("Register a tool"), _("Tool registered"))
    actions.register_action(services.CHANGED, _("Change a tool"), _("Tool changed"))
    actions.register_action(services.APPROVED, _("Approve a tool"), _("Tool approved"))
    actions.register_action(services.REFUSED, _("Refuse a tool"), _("Tool refused"))
    actions.register_action(services.CLOSED, _("Close a tool"), _("Tool closed"))
