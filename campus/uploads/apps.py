"""App configuration of campus.uploads."""

from django.apps import AppConfig


class UploadsConfig(AppConfig):
    """Large uploads in pieces, before they become a film or a package."""

    name = "campus.uploads"
    label = "uploads"
