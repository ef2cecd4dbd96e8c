"""App configuration of courses.xapi."""

from django.apps import AppConfig
from django.core.checks import register

from courses.xapi.forwarding.checks import check_forwarding


class XapiConfig(AppConfig):
    """The learning record store; knows owners only as opaque keys."""

    name = "courses.xapi"
    label = "xapi"

    def ready(self) -> None:
        """Have the environment of forwarding checked."""
        register(check_forwarding)
