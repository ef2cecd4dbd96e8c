"""Tables of billing: who invoices, what was invoiced, and what was paid."""

from members.billing.models.documents import InvoiceDocument
from members.billing.models.invoices import (
    ChargeBilling,
    Invoice,
    InvoiceLine,
    InvoiceRun,
    NumberSeries,
    TaxRow,
)
from members.billing.models.payments import Allocation, Payment
from members.billing.models.settings import BillingSettings
from members.billing.models.stripe import PaymentAttempt, StripeEvent

__all__ = [
    "Allocation",
    "BillingSettings",
    "ChargeBilling",
    "Invoice",
    "InvoiceDocument",
    "InvoiceLine",
    "InvoiceRun",
    "NumberSeries",
    "Payment",
    "PaymentAttempt",
    "StripeEvent",
    "TaxRow",
]
