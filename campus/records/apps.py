"""App configuration of campus.records."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Pages in Wagtail's admin that tell administrators how the record store is doing."""

    name = "campus.records"
    label = "records"
