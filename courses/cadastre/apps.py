"""App configuration of courses.cadastre."""

from importlib import import_module

from django.apps import AppConfig


class CadastreConfig(AppConfig):
    """What the law obliges municipalities to, kept by the office, adopted by human resources."""

    name = "courses.cadastre"
    label = "cadastre"

    def ready(self) -> None:
        """Make the message known; fill in the form of obligations, tell what is new."""
        import_module("courses.cadastre.news").register_kinds()
        own = import_module("courses.cadastre.origins")
        neighbours = import_module("courses.assignments.neighbours")
        neighbours.register_finder(own.origin_of)
        neighbours.register_speaker(own.notices_for)
