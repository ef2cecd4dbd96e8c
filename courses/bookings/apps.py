"""App configuration of courses.bookings."""

from importlib import import_module

from django.apps import AppConfig


class BookingsConfig(AppConfig):
    """Seats that human resources book for others, pass on and give back."""

    name = "courses.bookings"
    label = "bookings"

    def ready(self) -> None:
        """Make the messages known."""
        import_module("courses.bookings.news").register_kinds()
