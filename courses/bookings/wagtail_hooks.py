"""Registers the audit log's action name of taking a booking for others back."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """Name the deed that the audit log records."""
    actions.register_action("bookings.undo", _("Undo a booking"), _("Booking undone"))
