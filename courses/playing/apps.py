"""App configuration of courses.playing."""

from importlib import import_module

from django.apps import AppConfig


class PlayingConfig(AppConfig):
    """Learners play packages."""

    name = "courses.playing"
    label = "course_playing"

    def ready(self) -> None:
        """Let the host of packages find learners' windows; go where personal data is listed."""
        plays = import_module("courses.playing.plays")
        import_module("courses.packages.plays").register(plays.KIND, plays.find)
        import_module("courses.playing.personal_data")
        models = import_module("courses.playing.models")
        import_module("courses.learning.services.erasing").forget_with(models.Attempt)
