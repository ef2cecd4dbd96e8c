"""App configuration of courses.xapi."""

from django.apps import AppConfig


class XapiConfig(AppConfig):
    """The learning record store; knows owners only as opaque keys."""

    name = "courses.xapi"
    label = "xapi"
