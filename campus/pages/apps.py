"""App configuration of campus.pages."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Public pages: home, standard pages, accessibility statement, feedback."""

    name = "campus.pages"
    label = "pages"
