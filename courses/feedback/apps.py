"""App configuration of courses.feedback."""

from importlib import import_module

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """Ratings, private notes, questions to those who teach."""

    name = "courses.feedback"
    label = "feedback"

    def ready(self) -> None:
        """Make the messages known, and lead to the lists."""
        import_module("courses.feedback.news").register_kinds()
        import_module("courses.feedback.navigation").register_entries()
