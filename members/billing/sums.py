"""Lines, VAT rows and totals of an invoice, computed from values alone; pure."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Protocol

from campus.kit.money import ZERO, round_cent
from members.billing.einvoice.data import EXEMPT, OUTSIDE_SCOPE, STANDARD

CATEGORY_OF = {
    "outside_scope": OUTSIDE_SCOPE,
    "exempt_education": EXEMPT,
    "standard": STANDARD,
}


class Chargeable(Protocol):
    """What of a charge matters here."""

    pk: Any
    description: str
    cost_centre: str
    quantity: Decimal
    unit_price: Decimal
    net: Decimal
    vat_treatment: str
    vat_rate: Decimal
    service_from: dt.date
    service_until: dt.date
    provider_id: Any


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A line with the keys of the charges it stands for."""

    description: str
    cost_centre: str
    quantity: Decimal
    unit_price: Decimal
    net: Decimal
    category: str
    rate: Decimal
    service_from: dt.date
    service_until: dt.date
    provider_id: Any
    charges: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class TaxSum:
    """The VAT of one category and rate."""

    category: str
    rate: Decimal
    base: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Totals:
    """The three sums of an invoice."""

    net: Decimal
    vat: Decimal

    @property
    def gross(self) -> Decimal:
        """Return what is to be paid."""
        return self.net + self.vat


def series_of(vat_treatment: str) -> str:
    """Return the number range: what is not subject to VAT stands alone (BR-O-11)."""
    return "MB" if CATEGORY_OF[vat_treatment] == OUTSIDE_SCOPE else "RE"


def lines_from(charges: Iterable[Chargeable]) -> list[DraftLine]:
    """Put equal charges of one cost centre on one line; it shows a number, never single days.

    Charges are joined only while quantity × price gives exactly the sum of their amounts.
    """
    lines: dict[tuple[Any, ...], DraftLine] = {}
    for charge in charges:
        line = _line_of(charge)
        key = _key(charge)
        joined = _join(lines[key], line) if key in lines else line
        if joined is None:
            lines[(*key, charge.pk)] = line
        else:
            lines[key] = joined
    return sorted(lines.values(), key=lambda each: (each.cost_centre, each.description))


def _key(charge: Chargeable) -> tuple[Any, ...]:
    return (
        charge.description,
        charge.cost_centre,
        charge.unit_price,
        charge.vat_treatment,
        charge.vat_rate,
        charge.provider_id,
        charge.quantity < 0,
    )


def _line_of(charge: Chargeable) -> DraftLine:
    return DraftLine(
        description=charge.description,
        cost_centre=charge.cost_centre,
        quantity=charge.quantity,
        unit_price=charge.unit_price,
        net=charge.net,
        category=CATEGORY_OF[charge.vat_treatment],
        rate=charge.vat_rate,
        service_from=charge.service_from,
        service_until=charge.service_until,
        provider_id=charge.provider_id,
        charges=(charge.pk,),
    )


def _join(first: DraftLine, second: DraftLine) -> DraftLine | None:
    quantity = first.quantity + second.quantity
    net = first.net + second.net
    if round_cent(quantity * first.unit_price) != net:
        return None
    return replace(
        first,
        quantity=quantity,
        net=net,
        service_from=min(first.service_from, second.service_from),
        service_until=max(first.service_until, second.service_until),
        charges=first.charges + second.charges,
    )


class Taxed(Protocol):
    """What of a line matters for VAT."""

    @property
    def category(self) -> str: ...
    @property
    def rate(self) -> Decimal: ...
    @property
    def net(self) -> Decimal: ...


def taxes_of(lines: Iterable[Taxed]) -> list[TaxSum]:
    """Return the VAT per category and rate, rounded once per row and not per line."""
    bases: dict[tuple[str, Decimal], Decimal] = {}
    for line in lines:
        key = (line.category, line.rate)
        bases[key] = bases.get(key, ZERO) + line.net
    return [
        TaxSum(category, rate, base, round_cent(base * rate / 100))
        for (category, rate), base in sorted(bases.items())
    ]


def totals_of(taxes: Sequence[TaxSum]) -> Totals:
    """Return the sums of an invoice from its VAT rows."""
    return Totals(
        net=sum((row.base for row in taxes), ZERO), vat=sum((row.amount for row in taxes), ZERO)
    )
