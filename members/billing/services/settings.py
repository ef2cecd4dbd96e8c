"""The seller's data."""

from typing import Any

from django.db import transaction

from members.billing.models import BillingSettings
from members.billing.models.settings import ONLY_ROW


@transaction.atomic
def save_settings(**values: Any) -> BillingSettings:
    """Enter or change the seller's data; invoices issued before keep their own copy."""
    row = BillingSettings.objects.filter(pk=ONLY_ROW).first() or BillingSettings(pk=ONLY_ROW)
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    return row
