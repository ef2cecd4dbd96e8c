"""Writing the ledger of what is owed."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, NotRequired, TypedDict, Unpack

from django.db import IntegrityError, transaction

from campus.kit.money import round_cent
from members.cooperative.errors import ChargeDiffers, ChargeReversed, VatDoesNotFit
from members.cooperative.models import Charge

if TYPE_CHECKING:
    from members.organisations.models import Municipality, Provider

SAME = ("municipality_id", "net", "vat_treatment", "vat_rate")


class ChargeDetails(TypedDict):
    """What a charge states besides its reason and its debtor."""

    description: str
    quantity: Decimal
    unit_price: Decimal
    vat_treatment: str
    vat_rate: Decimal
    service_from: dt.date
    service_until: dt.date
    cost_centre: NotRequired[str]
    provider: NotRequired["Provider | None"]
    provider_share: NotRequired[Decimal]
    course_title: NotRequired[str]


def record_charge(
    *, kind: str, source_key: str, municipality: "Municipality", **details: Unpack[ChargeDetails]
) -> Charge:
    """Write down once that a municipality owes an amount; the same reason again changes nothing.

    `description` names module and period, never a person. `provider_share` is a percentage of
    the net amount. Raises ChargeDiffers if the reason was charged before with another amount.
    """
    entry = Charge(kind=kind, source_key=source_key, municipality=municipality, **details)
    entry.net = round_cent(entry.quantity * entry.unit_price)
    if (entry.vat_treatment == Charge.VatTreatment.STANDARD) != (entry.vat_rate > 0):
        raise VatDoesNotFit
    return _insert_once(entry)


def reverse_charge(*, charge: Charge, reason: str) -> Charge:
    """Take a charge back by a second entry of the same amount with the opposite sign."""
    if charge.reverses_id:
        raise ChargeReversed
    entry = Charge(
        kind=charge.kind,
        source_key=f"reversal:{charge.pk}",
        municipality_id=charge.municipality_id,
        description=f"{charge.description} ({reason})"[:300],
        course_title=charge.course_title,
        cost_centre=charge.cost_centre,
        quantity=-charge.quantity,
        unit_price=charge.unit_price,
        net=-charge.net,
        vat_treatment=charge.vat_treatment,
        vat_rate=charge.vat_rate,
        service_from=charge.service_from,
        service_until=charge.service_until,
        provider_id=charge.provider_id,
        provider_share=charge.provider_share,
        reverses=charge,
    )
    return _insert_once(entry)


def _insert_once(entry: Charge) -> Charge:
    """Insert the entry unless its reason is there already.

    The unique constraint decides between parallel writers: the loser reads the winner's row.
    """
    same_reason = Charge.objects.filter(kind=entry.kind, source_key=entry.source_key)
    stored: Charge | None = same_reason.first()
    if stored is None:
        try:
            with transaction.atomic():
                entry.save()
            return entry
        except IntegrityError:
            stored = same_reason.first()
            if stored is None:
                raise
    if any(getattr(stored, name) != getattr(entry, name) for name in SAME):
        raise ChargeDiffers(source=entry.source_key)
    return stored
