"""App configuration of courses.insight."""

from importlib import import_module

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """Figures about modules for their authors."""

    name = "courses.insight"
    label = "insight"

    def ready(self) -> None:
        """Lead to the pages, and hear when what was counted is no longer so."""
        import_module("courses.insight.navigation").register_entries()
        neighbours = import_module("courses.modules.studio.neighbours")
        studio = import_module("courses.insight.studio")
        neighbours.register(studio.beside)
        neighbours.register_measurer(studio.measured)
        signals = import_module("courses.learning.signals")
        receivers = import_module("courses.insight.receivers")
        signals.past_changed.connect(receivers.count_anew, dispatch_uid="insight.count_anew")
