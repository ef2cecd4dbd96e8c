"""Recomputing the invariants of the cooperative's ledgers; each fault is one sentence."""

from collections.abc import Iterator

from campus.kit import dates
from campus.kit.money import round_cent
from members.cooperative.fees import is_seamless
from members.cooperative.models import Charge, FeeSchedule, Membership
from members.cooperative.selectors import members_on, share_accounts

GUARDED = (
    "cooperative_agreement",
    "cooperative_charge",
    "cooperative_sharetransaction",
    "cooperative_sharepayment",
)


def faults() -> Iterator[str]:
    """Yield a sentence for everything that is wrong."""
    yield from charges()
    yield from shares()
    yield from memberships()
    yield from schedules()


def charges() -> Iterator[str]:
    """Every amount is quantity times price; a reversal takes back exactly its charge."""
    for charge in Charge.objects.select_related("reverses").iterator(chunk_size=500):
        if round_cent(charge.quantity * charge.unit_price) != charge.net:
            yield f"Charge {charge.pk}: {charge.net} is not quantity times price."
        if charge.reverses and charge.net != -charge.reverses.net:
            yield f"Charge {charge.pk}: it does not take back exactly charge {charge.reverses_id}."


def shares() -> Iterator[str]:
    """Who is a member holds at least one share; nobody has paid in more than the shares."""
    members = list(members_on(dates.today()))
    accounts = share_accounts(members)
    for membership in members:
        account = accounts[membership.pk]
        if account.shares < 1:
            yield f"Member {membership.number} holds no share."
        if account.paid > account.nominal or account.paid < 0:
            yield f"Member {membership.number} has paid {account.paid} of {account.nominal}."


def memberships() -> Iterator[str]:
    """No municipality is a member twice at the same time."""
    last: Membership | None = None
    for one in Membership.objects.order_by("municipality_id", "joined_on"):
        same = last is not None and last.municipality_id == one.municipality_id
        if same and last and (last.ended_on is None or last.ended_on >= one.joined_on):
            yield f"Member {one.number} joined before membership {last.number} ended."
        last = one


def schedules() -> Iterator[str]:
    """The classes of a schedule in force have neither gap nor overlap."""
    in_force = FeeSchedule.objects.filter(state=FeeSchedule.State.ACTIVE)
    for schedule in in_force.prefetch_related("brackets"):
        if not is_seamless(list(schedule.brackets.all())):
            yield f"Fee schedule {schedule.year}: its classes have a gap or an overlap."
