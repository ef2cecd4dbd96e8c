"""Agreeing with providers on their pay."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from members.cooperative.errors import AgreementInvalid, ChargedAlready
from members.cooperative.models import Agreement, Charge
from members.cooperative.models.agreements import is_iban

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Provider


class AgreementTerms(TypedDict):
    """What is agreed besides the share."""

    valid_from: dt.date
    valid_until: dt.date | None
    vat_rate: Decimal
    exempt_reason: str
    tax_number: str
    iban: str
    contact_email: str
    note: str


@transaction.atomic
def agree(
    *, provider: "Provider", share: Decimal, by: "User | None", **terms: Unpack[AgreementTerms]
) -> Agreement:
    """Enter an agreement; what has been charged before keeps the share it was charged with.

    Raises AgreementInvalid in words, and ChargedAlready where something was charged on a day from
    which the agreement would be valid.
    """
    entry = Agreement(provider=provider, share=share, recorded_by=by, **terms)
    if not is_iban(entry.iban):
        raise AgreementInvalid(reason="IBAN")
    if not 0 <= share <= 100 or (terms["valid_until"] or entry.valid_from) < entry.valid_from:
        raise AgreementInvalid(reason=f"{share} %")
    last = Charge.objects.filter(provider=provider).order_by("-recorded_at").first()
    if last is not None and timezone.localdate(last.recorded_at) >= entry.valid_from:
        raise ChargedAlready(day=f"{timezone.localdate(last.recorded_at):%d.%m.%Y}")
    entry.save()
    return entry
