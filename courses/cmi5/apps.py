"""App configuration of courses.cmi5."""

from importlib import import_module

from django.apps import AppConfig


class Cmi5Config(AppConfig):
    """cmi5 courses: launch, sessions, waiving, satisfaction."""

    name = "courses.cmi5"
    label = "course_cmi5"

    def ready(self) -> None:
        """Watch over the credentials of sessions, and over what others say of units."""
        keeping = import_module("courses.cmi5.keeping")
        import_module("courses.xapi.keepers").register_keeper("cmi5", keeping.KEEPER)
        acceptance = import_module("courses.xapi.acceptance")
        acceptance.register_acceptance_rule(keeping.refuse_foreign_statements)
        import_module("courses.cmi5.navigation").register_entries()
