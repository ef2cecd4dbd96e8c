"""App configuration of members.imports."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from members.second_person.kinds import Kind, register


class ImportsConfig(AppConfig):
    """Staff lists from spreadsheets: columns, preview, run, undo."""

    name = "members.imports"
    label = "imports"

    def ready(self) -> None:
        """Make known what a second person can release."""
        own = import_module("members.imports.releasing")
        deed = import_module("members.imports.services.confirming")
        label = _("Import staff")
        register(Kind(own.KIND, label, deed.release_run, own.preview_of, close=own.close))
