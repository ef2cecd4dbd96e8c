"""App configuration of courses.review."""

from importlib import import_module

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """The stages before publishing: who waits for whom, comments, comparison."""

    name = "courses.review"
    label = "review"

    def ready(self) -> None:
        """Take Wagtail's place in telling people, choose the way, lead to the lists."""
        import_module("courses.review.mails").stand_in()
        import_module("courses.review.news").register_kinds()
        import_module("courses.review.receivers")
        import_module("courses.review.navigation").register_entries()
        ways = import_module("courses.modules.reviewed")
        ways.register_way(import_module("courses.review.workflows").short_way)
        neighbours = import_module("courses.modules.studio.neighbours")
        studio = import_module("courses.review.studio")
        neighbours.register(studio.beside)
        neighbours.register_comparer(studio.differences)
