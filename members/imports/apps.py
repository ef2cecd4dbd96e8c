"""App configuration of members.imports."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Staff lists from spreadsheets: columns, preview, run, undo."""

    name = "members.imports"
    label = "imports"
