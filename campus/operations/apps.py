"""App configuration of campus.operations."""

from django.apps import AppConfig
from django.core.checks import register

from campus.operations import checks


class OperationsConfig(AppConfig):
    """Running the platform: health, backup, restore, scheduled jobs, translations."""

    name = "campus.operations"
    label = "operations"

    def ready(self) -> None:
        """Register the system checks."""
        register(checks.check_settings)
        register(checks.check_schedule)
