"""App configuration of courses.cadastre."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from campus.pages import navigation


class CadastreConfig(AppConfig):
    """What the law obliges municipalities to, kept by the office, adopted by human resources."""

    name = "courses.cadastre"
    label = "cadastre"

    def ready(self) -> None:
        """Make the message known, lead to the office's list, fill in the form of obligations."""
        import_module("courses.cadastre.news").register_kinds()
        rules = import_module("courses.cadastre.rules")
        navigation.register(
            navigation.NavItem(
                _("Cadastre of obligations"),
                "cadastre:office",
                menu="account",
                order=61,
                icon="book",
                allowed=rules.may_keep,
            )
        )
        own = import_module("courses.cadastre.origins")
        neighbours = import_module("courses.assignments.neighbours")
        neighbours.register_finder(own.origin_of)
        neighbours.register_speaker(own.notices_for)
