"""App configuration of courses.certificates."""

from importlib import import_module

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Certificates: issue, verify, revoke; PDF."""

    name = "courses.certificates"
    label = "certificates"

    def ready(self) -> None:
        """Connect the receivers."""
        import_module("courses.certificates.receivers")
