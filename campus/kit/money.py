"""Money: Decimal euros, one rounding function, net, VAT and gross as one frozen value."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def round_cent(amount: Decimal) -> Decimal:
    """Round to whole cents, half away from zero (kaufmännisches Runden, DIN 1333).

    Never returns a negative zero, which breaks rule BR-E-09 of EN 16931.
    """
    rounded = amount.quantize(CENT, rounding=ROUND_HALF_UP)
    return ZERO if rounded == 0 else rounded


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in euros with its VAT; `rate` is a percentage such as Decimal("19")."""

    net: Decimal
    rate: Decimal = ZERO

    @property
    def vat(self) -> Decimal:
        """Return the VAT in euros, rounded once."""
        return round_cent(self.net * self.rate / 100)

    @property
    def gross(self) -> Decimal:
        """Return net plus VAT in euros."""
        return self.net + self.vat
