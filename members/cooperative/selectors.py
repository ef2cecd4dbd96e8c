"""Reads of the cooperative: members, shares, fees and charges."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import CharField, F, Prefetch, QuerySet, Sum, Value
from django.db.models.functions import Cast, Concat

from campus.kit.money import ZERO, round_cent
from members.cooperative.errors import NoFeeSchedule
from members.cooperative.fees import class_for
from members.cooperative.models import (
    Agreement,
    Charge,
    FeeBracket,
    FeeSchedule,
    Membership,
    MembershipApplication,
    Resolution,
    SharePayment,
    ShareTransaction,
)

if TYPE_CHECKING:
    from members.organisations.models import Municipality, Provider


@dataclass(frozen=True, slots=True)
class ShareAccount:
    """A member's two numbers: shares subscribed (nominal) and balance paid in."""

    shares: int
    further: int
    nominal: Decimal
    paid: Decimal

    @property
    def open(self) -> Decimal:
        """Return what is still to be paid in."""
        return self.nominal - self.paid


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """A line of the list of members (§ 30 GenG) as it was on a day."""

    membership: Membership
    account: ShareAccount
    left_on: dt.date | None

    @property
    def is_member(self) -> bool:
        """Tell whether the membership still ran on the day."""
        return self.left_on is None


def members_on(day: dt.date) -> QuerySet[Membership]:
    """Return the memberships that run on the day, by member number."""
    return Membership.objects.active_on(day).select_related("municipality").order_by("number")


def is_member(municipality: "Municipality", day: dt.date) -> bool:
    """Tell whether the municipality is a member on the day."""
    return Membership.objects.active_on(day).filter(municipality=municipality).exists()


def is_member_from(municipality: "Municipality", day: dt.date) -> bool:
    """Tell whether the municipality is a member on the day or on one after it."""
    memberships = Membership.objects.filter(municipality=municipality)
    return memberships.exclude(ended_on__lt=day).exists()


def membership_of(municipality: "Municipality") -> Membership | None:
    """Return the municipality's latest membership."""
    return Membership.objects.filter(municipality=municipality).order_by("-joined_on").first()


def all_memberships() -> QuerySet[Membership]:
    """Return all memberships, also ended ones, with what a page shows of them."""
    return Membership.objects.select_related("municipality", "resolution", "application")


def share_account(membership: Membership, day: dt.date | None = None) -> ShareAccount:
    """Return a member's shares and balance, on a day or by all entries."""
    return share_accounts([membership], day)[membership.pk]


def share_accounts(
    memberships: Iterable[Membership], day: dt.date | None = None
) -> dict[int, ShareAccount]:
    """Return shares and balance per membership in two queries."""
    keys = [membership.pk for membership in memberships]
    entries = ShareTransaction.objects.filter(membership__in=keys).order_by()
    payments = SharePayment.objects.filter(membership__in=keys).order_by()
    if day is not None:
        entries = entries.filter(effective_on__lte=day)
        payments = payments.filter(paid_on__lte=day)
    shares: dict[int, list[ShareTransaction]] = {key: [] for key in keys}
    for entry in entries:
        shares[entry.membership_id].append(entry)
    paid = dict(payments.values_list("membership").annotate(total=Sum("amount")))
    return {
        key: ShareAccount(
            shares=sum(entry.shares for entry in shares[key]),
            further=sum(e.shares for e in shares[key] if e.kind == ShareTransaction.Kind.FURTHER),
            nominal=sum((entry.amount for entry in shares[key]), ZERO),
            paid=round_cent(paid.get(key) or ZERO),
        )
        for key in keys
    }


def member_register(day: dt.date) -> list[RegisterEntry]:
    """Return the list of members as of a day, those who had left by then at the end."""
    memberships = list(all_memberships().filter(joined_on__lte=day).order_by("number"))
    accounts = share_accounts(memberships, day)
    entries = [
        RegisterEntry(
            membership=membership,
            account=accounts[membership.pk],
            left_on=_left_on(membership, day),
        )
        for membership in memberships
    ]
    return sorted(entries, key=lambda entry: not entry.is_member)


def _left_on(membership: Membership, day: dt.date) -> dt.date | None:
    ended = membership.ended_on
    return ended if ended and ended < day else None


def applications() -> QuerySet[MembershipApplication]:
    """Return the applications, open ones first, then the newest."""
    return MembershipApplication.objects.select_related("resolution", "membership").order_by(
        F("resolution").asc(nulls_first=True), "-declared_at", "-pk"
    )


def open_applications() -> QuerySet[MembershipApplication]:
    """Return the applications that wait for a decision, the oldest first."""
    waiting = MembershipApplication.objects.filter(state=MembershipApplication.State.OPEN)
    return waiting.order_by("declared_at", "pk")


def resolutions() -> QuerySet[Resolution]:
    """Return all decisions, the newest first."""
    return Resolution.objects.order_by("-decided_on", "-pk")


def schedules() -> QuerySet[FeeSchedule]:
    """Return all fee schedules with their classes, the newest year first."""
    brackets = Prefetch("brackets", FeeBracket.objects.order_by("population_from"))
    return FeeSchedule.objects.select_related("resolution").prefetch_related(brackets)


def schedule_in_force(year: int) -> FeeSchedule:
    """Return the schedule of a year with its classes; raises NoFeeSchedule."""
    schedule = schedules().filter(year=year, state=FeeSchedule.State.ACTIVE).first()
    if schedule is None:
        raise NoFeeSchedule(year=year)
    return schedule


def fee_bracket_of(schedule: FeeSchedule, population: int) -> FeeBracket | None:
    """Return the class of a schedule for a number of inhabitants."""
    return class_for(population, schedule.brackets.all())


def charges_of(municipality: "Municipality") -> QuerySet[Charge]:
    """Return what was charged to a municipality, the newest first."""
    charges = Charge.objects.filter(municipality=municipality).select_related("reversed_by")
    return charges.order_by("-recorded_at", "-pk")


def charges_to_bill(until: dt.date) -> QuerySet[Charge]:
    """Return charges of services up to a day; which are on an invoice is for billing to say."""
    return (
        Charge.objects.filter(service_from__lte=until)
        .select_related("municipality", "provider", "reverses", "reversed_by")
        .order_by("municipality_id", "cost_centre", "service_from", "pk")
    )


def contribution_totals(year: int) -> tuple[int, Decimal]:
    """Return how many contributions of a year were charged and their sum."""
    rows = Charge.objects.filter(
        kind=Charge.Kind.CONTRIBUTION, service_from__year=year, reverses=None, reversed_by=None
    )
    return rows.count(), rows.aggregate(total=Sum("net"))["total"] or ZERO


def open_share_amount(day: dt.date) -> Decimal:
    """Return what all members of the day still have to pay in on their shares."""
    accounts = share_accounts(members_on(day), day)
    return sum((account.open for account in accounts.values()), ZERO)


def members_without_contribution(year: int) -> QuerySet[Membership]:
    """Return the memberships of a year whose contribution was not charged yet."""
    reason = Concat(Cast("number", CharField()), Value(f":{year}"))
    keys = Charge.objects.filter(kind=Charge.Kind.CONTRIBUTION).values("source_key")
    return Membership.objects.in_year(year).annotate(reason=reason).exclude(reason__in=keys)


def agreements_of(provider: "Provider") -> QuerySet[Agreement]:
    """Return all agreements with a provider, the one entered last first."""
    return Agreement.objects.filter(provider=provider).order_by("-recorded_at", "-pk")


def agreement_on(provider: "Provider", day: dt.date) -> Agreement | None:
    """Return the agreement in force on a day: of those that cover it the one entered last."""
    covering = agreements_of(provider).filter(valid_from__lte=day)
    return covering.exclude(valid_until__lt=day).first()


def agreement_for(provider: "Provider", day: dt.date) -> Agreement | None:
    """Return the agreement in force on a day, else the one that has ended last before it.

    What was earned while an agreement ran is owed though it has ended since.
    """
    ended = agreements_of(provider).filter(valid_until__lt=day).order_by("-valid_until", "-pk")
    return agreement_on(provider, day) or ended.first()


def share_on(provider: "Provider", day: dt.date, *, otherwise: Decimal) -> Decimal:
    """Return the provider's share on a day: as agreed, else what the offer says."""
    found = agreement_on(provider, day)
    return otherwise if found is None else found.share


def charges_of_providers() -> QuerySet[Charge]:
    """Return the charges of which a provider gets a share, in the order of their days."""
    charges = Charge.objects.filter(provider__isnull=False).order_by("service_from", "pk")
    return charges.select_related("municipality", "provider")


def agreements_on(day: dt.date) -> dict[int, Agreement]:
    """Return the agreements in force on a day by provider, in one query."""
    covering = Agreement.objects.filter(valid_from__lte=day).exclude(valid_until__lt=day)
    return {row.provider_id: row for row in covering.order_by("recorded_at", "pk")}


def agreements_for(day: dt.date) -> dict[int, Agreement]:
    """Return for each provider the agreement in force on a day, else the one that ended last."""
    rows = Agreement.objects.filter(valid_from__lte=day).order_by("recorded_at", "pk")
    ended = [row for row in rows if row.valid_until and row.valid_until < day]
    running = [row for row in rows if not row.valid_until or row.valid_until >= day]
    # What stands later takes the place of what stands before.
    by_end = sorted(ended, key=lambda row: row.valid_until or day)
    return {row.provider_id: row for row in (*by_end, *running)}
