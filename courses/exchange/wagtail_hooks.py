"""What the log of the platform calls the deeds of this room."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from courses.exchange.catalogues import keeping


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """Name what is written into the log."""
    saved, removed = keeping.SAVED, keeping.REMOVED
    actions.register_action(saved, _("Keep a catalogue"), _("Catalogue entered or changed"))
    actions.register_action(removed, _("Remove a catalogue"), _("Catalogue removed"))
