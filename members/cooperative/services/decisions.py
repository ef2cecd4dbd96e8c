"""Deeds of the office that record a decision and carry it out in one step."""

import datetime as dt
from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction

from members.cooperative.models import (
    FeeSchedule,
    Membership,
    MembershipApplication,
    ShareTransaction,
)
from members.cooperative.services.fees import activate_schedule
from members.cooperative.services.membership import admit, record_resolution, refuse
from members.cooperative.services.shares import take_further_shares

if TYPE_CHECKING:
    from members.accounts.models import User


class Decision(TypedDict):
    """A decision of the board as it is typed."""

    number: str
    decided_on: dt.date
    text: str
    by: "User | None"


@transaction.atomic
def decide_admission(
    *, application: MembershipApplication, **decision: Unpack[Decision]
) -> Membership:
    """Record the board's decision and admit the municipality from that day on."""
    resolution = record_resolution(**decision)
    return admit(application=application, resolution=resolution, by=decision["by"])


@transaction.atomic
def decide_refusal(
    *, application: MembershipApplication, reason: str, **decision: Unpack[Decision]
) -> MembershipApplication:
    """Record the board's decision and refuse the application."""
    resolution = record_resolution(**decision)
    return refuse(application=application, resolution=resolution, reason=reason)


@transaction.atomic
def decide_further_shares(
    *, membership: Membership, shares: int, **decision: Unpack[Decision]
) -> ShareTransaction:
    """Record the board's decision and enter further shares of a member."""
    resolution = record_resolution(**decision)
    return take_further_shares(
        membership=membership, shares=shares, resolution=resolution, by=decision["by"]
    )


@transaction.atomic
def decide_schedule(*, schedule: FeeSchedule, **decision: Unpack[Decision]) -> FeeSchedule:
    """Record the decision and put a drafted fee schedule into force."""
    return activate_schedule(schedule=schedule, resolution=record_resolution(**decision))
