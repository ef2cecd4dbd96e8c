"""App configuration of members.second_person."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from members.messages.kinds import Kind, register


class SecondPersonConfig(AppConfig):
    """Two people for what concerns many; rooms above register what can be released."""

    name = "members.second_person"
    label = "second_person"
    verbose_name = _("Rule of two")

    def ready(self) -> None:
        """Register the messages, and loosening the rule as something that two decide."""
        register(Kind("second_person_proposed", _("Something waits for your release")))
        register(Kind("second_person_decided", _("Your proposal was decided")))
        services = import_module("members.second_person.services")
        kinds = import_module("members.second_person.kinds")
        kinds.register(
            kinds.Kind("rule", _("Loosen the rule of two"), services.apply_rule, lambda one: "")
        )
