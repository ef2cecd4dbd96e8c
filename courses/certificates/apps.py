"""App configuration of courses.certificates."""

from importlib import import_module

from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _

from campus.pages import navigation


class CertificatesConfig(AppConfig):
    """Certificates: issue, verify, revoke; PDF."""

    name = "courses.certificates"
    label = "certificates"

    def ready(self) -> None:
        """Connect the receivers and checks, register the own list in the account menu."""
        import_module("courses.certificates.receivers")
        checks = import_module("courses.certificates.checks")
        register(checks.check_keys)
        register(checks.check_key_is_there, deploy=True)
        navigation.register(
            navigation.NavItem(
                _("Certificates"), "certificates:own", order=20, menu="account", icon="award"
            )
        )
