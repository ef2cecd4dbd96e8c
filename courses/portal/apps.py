"""App configuration of courses.portal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """What one person sees across rooms: start page, landing page, course page, who sees what of me."""

    name = "courses.portal"
    label = "portal"
