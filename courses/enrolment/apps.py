"""App configuration of courses.enrolment."""

from importlib import import_module

from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    """Offers, seats, requests, enrolments, cancellation."""

    name = "courses.enrolment"
    label = "enrolment"

    def ready(self) -> None:
        """Register the kinds of messages and the entry in the navigation."""
        import_module("courses.enrolment.news").register_kinds()
        import_module("courses.enrolment.navigation").register_entries()
