"""App configuration of members.scim."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScimConfig(AppConfig):
    """Automatic list of staff."""

    name = "members.scim"
    label = "scim"
    verbose_name = _("Automatic list of staff")
