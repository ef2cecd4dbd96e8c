"""App configuration of courses.xapi."""

from django.apps import AppConfig
from django.core.checks import register
from django.db.models import Field

from courses.xapi.among import Among
from courses.xapi.forwarding.checks import check_forwarding


class XapiConfig(AppConfig):
    """The learning record store; knows owners only as opaque keys."""

    name = "courses.xapi"
    label = "xapi"

    def ready(self) -> None:
        """Have the environment of forwarding checked; give queries the store's own comparison."""
        register(check_forwarding)
        Field.register_lookup(Among)
