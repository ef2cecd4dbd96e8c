"""App configuration of courses.audits."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from members.messages.kinds import Kind, register


class AuditsConfig(AppConfig):
    """Proof packages: made in the background, signed, kept for a while, checked by anybody."""

    name = "courses.audits"
    label = "audits"

    def ready(self) -> None:
        """Make the message known, and what becomes of packages when somebody is erased."""
        import_module("courses.audits.personal_data")
        register(Kind("audits_package_ready", _("Your proof package is ready")))
