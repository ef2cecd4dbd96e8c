"""App configuration of campus.operations."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Running the platform: health, backup, restore, scheduled jobs, translations."""

    name = "campus.operations"
    label = "operations"
