"""App configuration of courses.certificates."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from campus.pages import navigation


class CertificatesConfig(AppConfig):
    """Certificates: issue, verify, revoke; PDF."""

    name = "courses.certificates"
    label = "certificates"

    def ready(self) -> None:
        """Connect the receivers, register the own list in the account menu."""
        import_module("courses.certificates.receivers")
        navigation.register(
            navigation.NavItem(
                _("Certificates"), "certificates:own", order=20, menu="account", icon="award"
            )
        )
