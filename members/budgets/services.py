"""Set a budget, drop it, and hold a booking against it."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from campus.kit import dates
from campus.kit.euros import euro
from campus.kit.money import round_cent
from members.budgets.errors import BudgetUsedUp
from members.budgets.models import Budget
from members.budgets.selectors import standing, touched_by

if TYPE_CHECKING:
    from members.organisations.models import Municipality


@transaction.atomic
def set_budget(
    *, municipality: "Municipality", year: int, cost_centre: str, amount: Decimal, mode: str
) -> Budget:
    """Plan an amount; a second time for the same cost centre and year changes the first."""
    values = {"amount": round_cent(amount), "mode": mode, "changed_at": dates.now()}
    budget, _is_new = Budget.objects.update_or_create(
        municipality=municipality, year=year, cost_centre=cost_centre, defaults=values
    )
    return budget


@transaction.atomic
def drop_budget(*, budget: Budget) -> None:
    """Plan nothing any more; charges are not touched by it."""
    Budget.objects.filter(pk=budget.pk).delete()


def hold_against(
    *, municipality: "Municipality", cost_centre: str, day: dt.date, price: Decimal
) -> None:
    """Raise BudgetUsedUp where a budget that refuses bookings does not suffice for a price.

    To be called in the transaction that writes the charge: the budgets stay locked until then, so
    that two bookings at once do not both take the last euro.
    """
    if price <= 0:
        return
    budgets = touched_by(municipality, cost_centre, day.year).filter(mode=Budget.Mode.BLOCK)
    for budget, figures in standing(municipality, list(budgets.select_for_update().order_by("pk"))):
        if not figures.suffices_for(price):
            raise BudgetUsedUp(
                year=budget.year,
                which=named(budget),
                left=euro(max(figures.left, Decimal(0))),
                price=euro(price),
            )


def named(budget: Budget) -> str:
    """Return for what a budget is planned."""
    if not budget.cost_centre:
        return _("all cost centres")
    return _("cost centre %(number)s") % {"number": budget.cost_centre}
