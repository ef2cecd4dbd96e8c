"""App configuration of courses.enrolment."""

from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    """Offers, seats, requests, enrolments, cancellation."""

    name = "courses.enrolment"
    label = "enrolment"
