"""App configuration of courses.onboarding."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from members.second_person.kinds import Kind
from members.second_person.kinds import register as register_deed


class OnboardingConfig(AppConfig):
    """Named plans for newcomers: rules put people into groups, obligations follow the groups."""

    name = "courses.onboarding"
    label = "course_onboarding"

    def ready(self) -> None:
        """Receive whoever is new, say before what plans bring, let a second person release."""
        import_module("courses.onboarding.receivers")
        services = import_module("courses.onboarding.services")
        selectors = import_module("courses.onboarding.selectors")
        import_module("courses.moves.arrivals").register(services.receive, selectors.foreseen)
        own = import_module("courses.onboarding.foretelling")
        consequences = import_module("members.people.consequences")
        consequences.register_teller(own.told)
        origins = import_module("courses.onboarding.origins")
        import_module("courses.bundles.origins").register(origins.of_bundles)
        uses = import_module("courses.onboarding.uses")
        import_module("members.groups.usage").groups.register(uses.of_group)
        import_module("members.people.usage").departments.register(uses.of_department)
        releasing = import_module("courses.onboarding.releasing")
        register_deed(
            Kind(releasing.KIND, _("Onboarding plan"), releasing.apply, releasing.preview_of)
        )
