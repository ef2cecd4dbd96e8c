"""App configuration of courses.learning."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    """Player, attempts, progress projection, resume."""

    name = "courses.learning"
    label = "learning"
