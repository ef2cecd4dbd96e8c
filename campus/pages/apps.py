"""App configuration of campus.pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from campus.pages.navigation import NavItem, register, signed_in, signed_out


class PagesConfig(AppConfig):
    """Public pages: home, standard pages, accessibility statement, feedback."""

    name = "campus.pages"
    label = "pages"

    def ready(self) -> None:
        """Put the entries into the navigation that belong to no other room."""
        register(NavItem(_("How it works"), "/so-funktioniert-es/", order=25, allowed=signed_out))
        register(
            NavItem(
                _("Sign-in and security"),
                "mfa_index",
                order=80,
                allowed=signed_in,
                menu="account",
                icon="shield",
            )
        )
