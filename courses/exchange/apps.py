"""App configuration of courses.exchange."""

from importlib import import_module

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Export of modules, feed of the catalogue, modules of other catalogues."""

    name = "courses.exchange"
    label = "course_exchange"

    def ready(self) -> None:
        """Offer the office the list of other catalogues."""
        import_module("courses.exchange.navigation").register_entries()
