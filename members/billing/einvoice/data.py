"""All that an invoice states, as frozen values; the documents are made from nothing else; pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

INVOICE = "380"
CORRECTION = "384"

# VAT categories of EN 16931 (UNCL 5305).
STANDARD = "S"
EXEMPT = "E"
OUTSIDE_SCOPE = "O"

LEITWEG_SCHEME = "0204"
EMAIL_SCHEME = "EM"


@dataclass(frozen=True, slots=True)
class Party:
    """Seller or buyer as on the day of issue."""

    name: str
    street: str
    postcode: str
    city: str
    endpoint: str
    endpoint_scheme: str
    vat_id: str = ""
    tax_number: str = ""
    register_number: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    country: str = "DE"
    # BT-29: what the buyer calls the seller, where no register and no VAT number names it.
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `net` is quantity × price, rounded to cents."""

    position: int
    name: str
    note: str
    cost_centre: str
    quantity: Decimal
    unit_price: Decimal
    net: Decimal
    category: str
    rate: Decimal
    service_from: dt.date
    service_until: dt.date


@dataclass(frozen=True, slots=True)
class Tax:
    """The VAT of one category and rate, rounded once."""

    category: str
    rate: Decimal
    base: Decimal
    amount: Decimal
    reason: str = ""
    reason_code: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """Where the money goes."""

    iban: str
    bic: str
    holder: str
    reference: str


@dataclass(frozen=True, slots=True)
class Preceding:
    """The invoice that a correction takes back (BG-3)."""

    number: str
    issued_on: dt.date


@dataclass(frozen=True, slots=True)
class InvoiceData:
    """A whole invoice."""

    number: str
    type_code: str
    issued_on: dt.date
    due_on: dt.date
    buyer_reference: str
    service_from: dt.date
    service_until: dt.date
    seller: Party
    buyer: Party
    account: Account
    lines: tuple[Line, ...]
    taxes: tuple[Tax, ...]
    net: Decimal
    vat: Decimal
    gross: Decimal
    terms: str
    note: str = ""
    preceding: Preceding | None = None

    @property
    def is_outside_scope(self) -> bool:
        """Tell whether the invoice is one of category O, which stands alone (BR-O-11)."""
        return any(tax.category == OUTSIDE_SCOPE for tax in self.taxes)


def party_from(values: Mapping[str, Any]) -> Party:
    """Make a party from a stored snapshot; what a newer version added is left out."""
    return Party(**{key: str(values.get(key, "")) for key in _names(Party) if key in values})


def _names(cls: type) -> list[str]:
    return list(cls.__dataclass_fields__)  # type: ignore[attr-defined]
