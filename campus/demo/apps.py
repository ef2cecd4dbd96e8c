"""App configuration of campus.demo."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo cooperative: content, people and a year of history made by the real services."""

    name = "campus.demo"
    label = "demo"
