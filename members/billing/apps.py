"""App configuration of members.billing."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from campus.pages import navigation
from members.messages import kinds


class BillingConfig(AppConfig):
    """Invoices, payments, Stripe, e-invoice."""

    name = "members.billing"
    label = "billing"

    def ready(self) -> None:
        """Register the message and the entry of the navigation."""
        kinds.register(kinds.Kind("billing_invoice", _("New invoice")))
        rules = import_module("members.billing.rules")
        navigation.register(
            navigation.NavItem(
                _("Invoices"), "billing:my_invoices", order=70, allowed=rules.sees_own_invoices
            )
        )
