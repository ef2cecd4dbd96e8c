"""App configuration of courses.certificates."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Certificates: issue, verify, revoke; PDF."""

    name = "courses.certificates"
    label = "certificates"
