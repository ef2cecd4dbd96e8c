"""What is planned, spent and left of a budget; pure."""

from dataclasses import dataclass
from decimal import Decimal

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Figures:
    """Net amounts in euros: planned, charged but not invoiced yet, invoiced."""

    planned: Decimal
    committed: Decimal = Decimal(0)
    invoiced: Decimal = Decimal(0)

    @property
    def spent(self) -> Decimal:
        """Return what is committed and invoiced together."""
        return self.committed + self.invoiced

    @property
    def left(self) -> Decimal:
        """Return what is left; less than nothing where more was spent than planned."""
        return self.planned - self.spent

    @property
    def percent(self) -> int:
        """Return how much of the plan is spent, in whole per cent, cut off at 100."""
        if self.planned <= 0:
            return 100 if self.spent > 0 else 0
        return int(min(HUNDRED, max(Decimal(0), self.spent * HUNDRED / self.planned)))

    @property
    def is_over(self) -> bool:
        """Tell whether more is spent than was planned."""
        return self.left < 0

    @property
    def is_nearly_over(self) -> bool:
        """Tell whether nine tenths or more are spent."""
        return not self.is_over and self.planned > 0 and self.spent * 10 >= self.planned * 9

    def suffices_for(self, price: Decimal) -> bool:
        """Tell whether something of this price fits in; what costs nothing always does."""
        return price <= 0 or price <= self.left
