"""App configuration of campus.reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Board and member reports: the only room that sees both learning and money, and only aggregated."""

    name = "campus.reports"
    label = "reports"
