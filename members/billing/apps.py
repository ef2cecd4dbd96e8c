"""App configuration of members.billing."""

from django.apps import AppConfig


class BillingConfig(AppConfig):
    """Invoices, e-invoices, payments, Stripe."""

    name = "members.billing"
    label = "billing"
