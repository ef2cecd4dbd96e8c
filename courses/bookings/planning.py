"""What booking seats for people would do; nothing is written here."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from campus.kit import dates
from courses.bookings.judging import Known, Standing, counts, stamp_of
from courses.enrolment import selectors as enrolments
from members.budgets import selectors as budgets

if TYPE_CHECKING:
    from courses.enrolment.models import Offer
    from members.accounts.models import User
    from members.budgets.figures import Figures
    from members.budgets.models import Budget
    from members.organisations.models import Municipality
    from members.people.models import Employment

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Choice:
    """Everything that was filled in: offer, people, and seats whose people are named later."""

    municipality: "Municipality"
    offer: "Offer"
    jobs: "Sequence[Employment]"
    unnamed: int = 0


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A budget, what is left of it, and what the booking would take."""

    budget: "Budget"
    figures: "Figures"
    needed: Decimal

    @property
    def left_after(self) -> Decimal:
        """Return what would be left."""
        return self.figures.left - self.needed

    @property
    def refuses(self) -> bool:
        """Tell whether the booking would be refused."""
        is_strict = self.budget.mode == self.budget.Mode.BLOCK
        return is_strict and not self.figures.suffices_for(self.needed)


class Plan:
    """The preview of a choice: everybody with how they stand; queries do not grow with people."""

    def __init__(self, choice: Choice, by: "User") -> None:
        self.choice, self.by = choice, by

    @cached_property
    def standings(self) -> dict[int, Standing]:
        """Return how everybody stands, as far as the employer knows, by the key of the job."""
        known = self._known()
        return {job.pk: known.standing(job.pk, job.valid_until) for job in self.choice.jobs}

    @cached_property
    def getting(self) -> "list[Employment]":
        """Return who would get a seat."""
        return [job for job in self.choice.jobs if self.standings[job.pk] == Standing.GETS]

    @property
    def seats(self) -> int:
        """Return how many seats would be booked."""
        return len(self.getting) + self.choice.unnamed

    @cached_property
    def counts(self) -> dict[Standing, int]:
        """Return how many people stand how."""
        return counts(self.standings.values())

    @cached_property
    def left(self) -> int | None:
        """Return how many seats the municipality may still book; None: as many as it likes."""
        return enrolments.seats_left(self.choice.offer, employer=self.choice.municipality.pk)

    @property
    def too_few(self) -> bool:
        """Tell whether there are fewer seats than needed."""
        return self.left is not None and self.left < self.seats

    @cached_property
    def costs(self) -> list[Decimal]:
        """Return what the seats cost, one by one in the order of booking."""
        return enrolments.costs_of(self.choice.offer, self.choice.municipality, self.seats)

    @property
    def total(self) -> Decimal:
        """Return what all seats cost at most."""
        return sum(self.costs, ZERO)

    @cached_property
    def budget_lines(self) -> list[BudgetLine]:
        """Return the budgets on which the booking counts."""
        needed = self._needed()
        town, year = self.choice.municipality, dates.today().year
        found = budgets.left_for([(town, centre) for centre in needed], year)
        lines: dict[int, BudgetLine] = {}
        for (_town, centre), rows in found.items():
            for budget, figures in rows:
                before = lines[budget.pk].needed if budget.pk in lines else ZERO
                lines[budget.pk] = BudgetLine(budget, figures, before + needed[centre])
        return [lines[key] for key in sorted(lines)]

    @property
    def is_refused(self) -> bool:
        """Tell whether seats or money do not suffice."""
        return self.too_few or any(line.refuses for line in self.budget_lines)

    @property
    def stamp(self) -> str:
        """Return what the confirmation has to bring along."""
        choice = self.choice
        return stamp_of(self.standings, (choice.offer.pk, choice.unnamed, *self.costs))

    def _needed(self) -> dict[str, Decimal]:
        """Return what is needed by cost centre; a flat price is borne by no single one."""
        centres = [_cost_centre(job) for job in self.getting] + [""] * self.choice.unnamed
        needed: dict[str, Decimal] = defaultdict(Decimal)
        is_flat = enrolments.price_of(self.choice.offer).is_flat
        for centre, cost in zip(centres, self.costs, strict=True):
            if cost > 0:
                needed["" if is_flat else centre] += cost
        return needed

    def _known(self) -> Known:
        offer, jobs = self.choice.offer, self.choice.jobs
        has, asked = enrolments.known_to_employer(offer, jobs)
        first = enrolments.first_dates([offer.pk]).get(offer.pk)
        return Known(
            has=has,
            asked=asked,
            oneself={job.pk for job in jobs if job.person.user_id == self.by.pk},
            first_day=localdate(first) if first else None,
        )


def _cost_centre(job: "Employment") -> str:
    return job.department.cost_centre if job.department else ""
