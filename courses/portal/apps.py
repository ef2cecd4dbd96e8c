"""App configuration of courses.portal."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from campus.pages import home, navigation
from members.accounts.facts import read_along


class PortalConfig(AppConfig):
    """What one person sees across rooms: start page, landing page, course page, privacy."""

    name = "courses.portal"
    label = "portal"

    def ready(self) -> None:
        """Connect the receivers, register the navigation and the members on the home page."""
        import_module("courses.portal.receivers")
        strip = import_module("courses.portal.strip")
        home.register_members(strip.members)
        neighbours = import_module("courses.modules.studio.neighbours")
        neighbours.register(import_module("courses.portal.studio").beside)
        cards = import_module("courses.catalogue.card_states")
        cards.register(import_module("courses.portal.card_states").states_of)
        visibility = import_module("courses.catalogue.visibility")
        landing = import_module("courses.portal.landing.selectors")
        visibility.register(visibility.EMPLOYER, landing.hidden_by_employer)
        visibility.register_town(landing.hidden_in_town)
        visibility.register_employers(landing.own_towns)
        selectors = import_module("courses.portal.selectors")
        read_along(selectors.LEARNS_CACHE_NAME, selectors.learns_by_account)
        navigation.register(
            navigation.NavItem(
                _("My learning"), "portal:start", order=10, allowed=selectors.user_learns
            )
        )
        navigation.register(
            navigation.NavItem(
                _("Who sees what of me?"), "portal:privacy", order=40, menu="account", icon="shield"
            )
        )
