"""App configuration of courses.bookings."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from members.second_person.kinds import Kind, register


class BookingsConfig(AppConfig):
    """Seats that human resources book for others, pass on and give back."""

    name = "courses.bookings"
    label = "bookings"

    def ready(self) -> None:
        """Make the messages known, and what a second person can release."""
        import_module("courses.bookings.news").register_kinds()
        own = import_module("courses.bookings.releasing")
        register(
            Kind(own.KIND, _("Book seats for others"), own.apply, own.preview_of, again=own.again)
        )
