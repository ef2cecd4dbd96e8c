"""App configuration of courses.catalogue."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from campus.pages import navigation


class CatalogueConfig(AppConfig):
    """Topics, competences, providers' and course pages, search."""

    name = "courses.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        """Hear of published pages; enter the catalogue into the main navigation."""
        import_module("courses.catalogue.receivers")
        navigation.register(
            navigation.NavItem(
                _("Catalogue"),
                "catalogue:search",
                order=20,
                allowed=navigation.everyone,
                icon="search",
            )
        )
