"""App configuration of courses.catalogue."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Topics, competences, providers' and course pages, search."""

    name = "courses.catalogue"
    label = "catalogue"
