"""App configuration of courses.units."""

from importlib import import_module

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """A municipality's own units, and their way to all municipalities."""

    name = "courses.units"
    label = "units"

    def ready(self) -> None:
        """Make the messages known."""
        import_module("courses.units.news").register_kinds()
