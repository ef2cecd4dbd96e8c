"""Reads of settlement."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, QuerySet

from campus.kit.money import ZERO
from members.billing import selectors as billing
from members.cooperative import selectors as cooperative
from members.organisations import selectors as organisations
from members.settlement.documents import StatedLine, StatedUse
from members.settlement.models import Dispute, Statement, StatementLine
from members.settlement.sharing import Part, allot, total_of
from members.settlement.usage import Usage, usage_of
from members.settlement.use import together

if TYPE_CHECKING:
    from members.cooperative.models import Agreement, Charge
    from members.organisations.models import Provider


@dataclass(frozen=True, slots=True)
class DueLine:
    """A charge that is to be settled, with the provider's share of it."""

    charge: "Charge"
    turn: int
    amount: Decimal

    @property
    def net(self) -> Decimal:
        """Return the net amount of the charge."""
        return self.charge.net


@dataclass(frozen=True, slots=True)
class Due:
    """What a statement up to a day would hold."""

    lines: tuple[DueLine, ...]
    net: Decimal


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """A provider in the office's list."""

    provider: "Provider"
    agreement: "Agreement | None"
    due: Decimal
    charges: int
    open_disputes: int


def charges_due(until: dt.date) -> "QuerySet[Charge]":
    """Return the invoiced charges up to a day that stand on no statement, with their turn.

    Only what stands on an issued invoice: a provider gets its share of what was asked for.
    """
    taken_back = Count("settlements", filter=Q(settlements__takes_back=True))
    settled = Count("settlements", filter=Q(settlements__takes_back=False))
    charges = cooperative.charges_of_providers().filter(service_from__lte=until)
    charges = charges.filter(pk__in=billing.invoiced_charge_ids())
    counted = charges.annotate(settled=settled, taken_back=taken_back)
    return counted.filter(settled=F("taken_back"))


def due_of(provider: "Provider", until: dt.date) -> Due:
    """Return what is to be settled with a provider."""
    return due_from(list(charges_due(until).filter(provider=provider)))


def due_from(charges: "Sequence[Charge]") -> Due:
    """Return charges with their shares, to the cent."""
    parts = [Part(charge.net, charge.provider_share) for charge in charges]
    lines = tuple(
        DueLine(charge, charge.settled + 1, amount)  # type: ignore[attr-defined]
        for charge, amount in zip(charges, allot(parts), strict=True)
    )
    return Due(lines, total_of(parts))


def provider_rows(until: dt.date) -> list[ProviderRow]:
    """Return all providers with what is to be settled up to a day."""
    by_provider: dict[int | None, list[Charge]] = {}
    for charge in charges_due(until):
        by_provider.setdefault(charge.provider_id, []).append(charge)
    disputes = dict(
        Dispute.objects.filter(answered_at=None)
        .order_by()
        .values_list("statement__provider")
        .annotate(number=Count("pk"))
    )
    agreements = cooperative.agreements_for(until)
    return [
        ProviderRow(
            provider=provider,
            agreement=agreements.get(provider.pk),
            due=due_from(by_provider.get(provider.pk, [])).net,
            charges=len(by_provider.get(provider.pk, [])),
            open_disputes=disputes.get(provider.pk, 0),
        )
        for provider in organisations.providers()
    ]


def statements() -> QuerySet[Statement]:
    """Return all statements without their documents, the newest first."""
    rows = Statement.objects.select_related("provider", "reverses", "reversal")
    return rows.defer("document", "reverses__document", "reversal__document")


def lines_of(statement: Statement) -> QuerySet[StatementLine]:
    """Return the lines with what they say of the charge."""
    return statement.lines.select_related("charge__municipality").order_by("position")


def usage_on(statement: Statement) -> list[Usage]:
    """Return the use of courses that a statement states, the sum last."""
    rows = statement.usage.order_by("position")
    names = ("municipality_id", "enrolments", "starts", "completions")
    return [Usage(*row) for row in rows.values_list(*names)]


def usage_for(provider: "Provider", first: dt.date, last: dt.date) -> Sequence[Usage]:
    """Return the use of a quarter: as stated before, else counted now.

    A statement that was taken back is followed by one with the same numbers: what has come since
    would tell about the few who make the difference.
    """
    before = Statement.objects.filter(
        provider=provider, period_until=last, reverses=None, usage__isnull=False
    )
    stated = before.order_by("pk").first()
    return usage_on(stated) if stated else usage_of(provider.pk, first, last)


def use_on(statement: Statement, lines: Sequence[StatedLine]) -> tuple[StatedUse, ...]:
    """Return use and earnings by municipality as a statement states them."""
    return use_of(usage_on(statement), lines)


def use_of(usage: Sequence[Usage], lines: Sequence[StatedLine]) -> tuple[StatedUse, ...]:
    """Return use and earnings by municipality, each under its name."""
    keys = [row.municipality_id for row in usage if row.municipality_id]
    named = organisations.municipalities().filter(pk__in=keys) if usage else ()
    return together(usage, lines, {town.pk: town.name for town in named})


def is_taken_back(statement: Statement) -> bool:
    """Tell whether a correction has taken the statement back."""
    return Statement.objects.filter(reverses=statement).exists()


def disputes_of(statement: Statement) -> QuerySet[Dispute]:
    """Return the objections to a statement, the newest first."""
    return statement.disputes.order_by("-raised_at", "-pk")


def sum_of(lines: Sequence[StatementLine]) -> Decimal:
    """Return the sum of the amounts of lines."""
    return sum((line.amount for line in lines), ZERO)
