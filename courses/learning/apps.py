"""App configuration of courses.learning."""

from importlib import import_module

from django.apps import AppConfig


class LearningConfig(AppConfig):
    """Player, attempts, progress projection, resume."""

    name = "courses.learning"
    label = "learning"

    def ready(self) -> None:
        """Have foreign results refused, and accepted statements folded."""
        signals = import_module("courses.xapi.signals")
        receivers = import_module("courses.learning.receivers")
        acceptance = import_module("courses.xapi.acceptance")
        rules = import_module("courses.learning.acceptance")
        versions = import_module("courses.modules.signals")
        acceptance.register_acceptance_rule(rules.refuse_foreign_results)
        signals.statements_accepted.connect(
            receivers.fold_accepted, dispatch_uid="learning.fold_accepted"
        )
        import_module("courses.learning.navigation").register_entries()
        versions.version_frozen.connect(
            receivers.correction_published, dispatch_uid="learning.correction_published"
        )
