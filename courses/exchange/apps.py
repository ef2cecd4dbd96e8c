"""App configuration of courses.exchange."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Export of modules, feed of the catalogue, modules of other catalogues."""

    name = "courses.exchange"
    label = "course_exchange"
