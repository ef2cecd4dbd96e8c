"""What the log of the platform calls the deeds of this room."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from courses.cmi5.services.waiving import WAIVED


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """Name what is written into the log."""
    actions.register_action(WAIVED, _("Waive a unit"), _("Unit waived"))
