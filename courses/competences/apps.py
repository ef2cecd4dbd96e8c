"""App configuration of courses.competences."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from campus.pages import navigation


class CompetencesConfig(AppConfig):
    """Competence frameworks, self-assessment, recommended path."""

    name = "courses.competences"
    label = "competences"

    def ready(self) -> None:
        """Register the entry in the account menu."""
        import_module("courses.competences.selectors")
        navigation.register(
            navigation.NavItem(
                _("Competence check"), "competences:start", order=29, menu="account", icon="chart"
            )
        )
