"""App configuration of courses.feedback."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """Ratings of courses."""

    name = "courses.feedback"
    label = "feedback"
