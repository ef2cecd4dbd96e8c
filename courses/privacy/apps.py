"""App configuration of courses.privacy."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from campus.pages import navigation


class PrivacyConfig(AppConfig):
    """Export and deletion of a person's data."""

    name = "courses.privacy"
    label = "privacy"

    def ready(self) -> None:
        """Hear from every room what it holds, and lead to the pages."""
        autodiscover_modules("personal_data")
        import_module("courses.privacy.news").register_kinds()
        people = import_module("members.people.selectors")
        navigation.register(
            navigation.NavItem(
                _("My data"),
                "privacy:data",
                order=42,
                menu="account",
                icon="download",
                allowed=lambda user: people.person_of(user) is not None,
            )
        )
