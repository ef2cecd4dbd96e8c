"""Reads: budgets with their figures, from the charges of the year."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from members.budgets.figures import Figures
from members.budgets.models import Budget
from members.cooperative import selectors as cooperative
from members.people import selectors as people

if TYPE_CHECKING:
    from members.organisations.models import Municipality

ZERO = Decimal(0)
# What belongs to training: seats and flat prices, and what takes them back.
TRAINING = ("seat", "flat", "cancellation")


@dataclass(frozen=True, slots=True)
class Row:
    """A budget, for whom it is, and how it stands."""

    budget: Budget
    departments: list[str]
    figures: Figures


def budgets_of(municipality: "Municipality") -> QuerySet[Budget]:
    """Return all budgets of a municipality, the newest year first."""
    return Budget.objects.filter(municipality=municipality)


def rows_of(municipality: "Municipality", year: int) -> list[Row]:
    """Return the budgets of a year with their figures; the queries do not grow with them."""
    budgets = list(budgets_of(municipality).filter(year=year))
    spent = _spent(municipality, year)
    names = departments_by_cost_centre(municipality)
    return [Row(one, names.get(one.cost_centre, []), figures_of(one, spent)) for one in budgets]


def touched_by(municipality: "Municipality", cost_centre: str, year: int) -> QuerySet[Budget]:
    """Return the budgets on which a charge counts: that of its cost centre, and the whole one."""
    return budgets_of(municipality).filter(year=year, cost_centre__in={cost_centre, ""})


def standing(
    municipality: "Municipality", budgets: Iterable[Budget]
) -> list[tuple[Budget, Figures]]:
    """Return how budgets of one municipality stand."""
    found = list(budgets)
    spent = {year: _spent(municipality, year) for year in {one.year for one in found}}
    return [(one, figures_of(one, spent[one.year])) for one in found]


def left_for(
    places: "Iterable[tuple[Municipality, str]]", year: int
) -> dict[tuple[int, str], list[tuple[Budget, Figures]]]:
    """Return how the budgets stand on which bookings of these (employer, cost centre) count."""
    wanted = {(town.pk, centre): (town, centre) for town, centre in places}
    towns = {town.pk: town for town, _centre in wanted.values()}
    stand = {key: standing(town, budgets_of(town).filter(year=year)) for key, town in towns.items()}
    return {
        (key, centre): [row for row in stand[key] if row[0].cost_centre in ("", centre)]
        for key, centre in wanted
    }


def figures_of(budget: Budget, spent: dict[tuple[str, bool], Decimal]) -> Figures:
    """Return how a budget stands, given what was spent by cost centre and invoiced or not."""

    def sum_of(*, invoiced: bool) -> Decimal:
        return sum(
            (
                net
                for (centre, is_invoiced), net in spent.items()
                if is_invoiced is invoiced and budget.cost_centre in ("", centre)
            ),
            ZERO,
        )

    return Figures(budget.amount, sum_of(invoiced=False), sum_of(invoiced=True))


def departments_by_cost_centre(municipality: "Municipality") -> dict[str, list[str]]:
    """Return the names of the departments of each cost centre."""
    found: dict[str, list[str]] = {}
    for department in people.departments_of(municipality):
        if department.cost_centre:
            found.setdefault(department.cost_centre, []).append(department.name)
    return found


def _spent(municipality: "Municipality", year: int) -> dict[tuple[str, bool], Decimal]:
    """Return what was charged in a year by (cost centre, on an invoice).

    Which charges stand on an invoice is written by a room above; it hangs on the charge.
    """
    charges = cooperative.charges_of(municipality).select_related(None)
    training = charges.filter(kind__in=TRAINING, service_from__year=year)
    # What takes something back counts where the taken back has counted, kind by kind.
    training = training.exclude(Q(kind="cancellation") & Q(reverses__kind="contribution"))
    billing: Any = training.model._meta.get_field("billings").related_model
    billed = billing._default_manager.filter(charge=OuterRef("pk"), reversed_by=None, frozen=True)
    rows = (
        training.annotate(is_invoiced=Exists(billed))
        .order_by()
        .values_list("cost_centre", "is_invoiced")
        .annotate(total=Sum("net"))
    )
    return {(centre, invoiced): total for centre, invoiced, total in rows}
