"""App configuration of campus.operations."""

from importlib import import_module

from django.apps import AppConfig
from django.core.checks import register

from campus.operations import checks
from members.accounts.facts import read_along


class OperationsConfig(AppConfig):
    """Running the platform: health, backup, restore, scheduled jobs, translations."""

    name = "campus.operations"
    label = "operations"

    def ready(self) -> None:
        """Register the system checks; read along what the guard asks of every account."""
        register(checks.check_settings)
        register(checks.check_schedule)
        guard = import_module("campus.operations.middleware")
        read_along(guard.HAS_SECOND_FACTOR, guard.second_factor_of_account)
