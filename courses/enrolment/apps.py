"""App configuration of courses.enrolment."""

from importlib import import_module

from django.apps import AppConfig

from members.accounts.facts import read_along


class EnrolmentConfig(AppConfig):
    """Offers, seats, requests, enrolments, cancellation."""

    name = "courses.enrolment"
    label = "enrolment"

    def ready(self) -> None:
        """Register messages, entries in the navigation, and what is offered to others only."""
        import_module("courses.enrolment.news").register_kinds()
        import_module("courses.enrolment.navigation").register_entries()
        circles = import_module("courses.enrolment.circles")
        visibility = import_module("courses.catalogue.visibility")
        visibility.register("offered to others", circles.closed_for)
        read_along(circles.ANY_LIMITED, circles.any_limited)
